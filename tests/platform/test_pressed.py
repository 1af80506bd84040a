"""A button that was pressed after the session was over does not end on a page that cannot be opened."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests import factories

pytestmark = pytest.mark.django_db
HOST = "http://testserver"


@pytest.fixture
def page(member, places):
    return factories.make_practice(member, places=[places.jelah], status="published").get_absolute_url()


def next_after(client, path, came_from=None):
    """Where signing in leads after sending to `path`."""
    headers = {} if came_from is None else {"referer": came_from}
    answer = client.post(path, headers=headers)
    assert urlsplit(answer["Location"]).path.endswith("/prijava/")
    return parse_qs(urlsplit(answer["Location"]).query)["next"][0]


@pytest.mark.parametrize("prefix", ["", "/sr"])
@pytest.mark.parametrize("button", ["korisno", "cuvanje", "pracenje", "slanje"])
def test_back_to_the_page_where_the_button_stands(client, neighbour, page, prefix, button) -> None:
    number = page.split("/")[2].partition("-")[0]
    came_from = f"{HOST}{prefix}{page}?komentari=1"
    back = next_after(client, f"{prefix}/prakse/{number}/{button}/", came_from)
    assert back == f"{prefix}{page}?komentari=1"
    sent = {"login": neighbour.email, "password": factories.PASSWORD}
    opened = client.post(f"{prefix}/prijava/?next={prefix}{page}", sent, follow=True)
    assert opened.status_code == 200


def test_also_from_the_desk(client, page) -> None:
    assert next_after(client, "/moderacija/1/objava/", f"{HOST}/moderacija/1/") == "/moderacija/1/"


@pytest.mark.parametrize(
    "came_from", [None, "", "https://evil.example/prakse/", f"{HOST}//evil.example/", "testserver/prakse/", HOST]
)
def test_only_to_a_page_of_ours(client, page, came_from) -> None:
    assert next_after(client, "/prakse/1/korisno/", came_from) == "/prakse/1/korisno/"


def test_what_was_typed_is_brought_back_all_the_same(client, page) -> None:
    number = page.split("/")[2].partition("-")[0]
    sent = client.post(f"/komentari/{number}/novi/", {"body": "Riječi"}, headers={"referer": f"{HOST}{page}"})
    assert parse_qs(urlsplit(sent["Location"]).query)["next"] == [f"/komentari/{number}/novi/?nacrt=1"]


def test_other_redirects_stay(client_of, neighbour, page) -> None:
    number = page.split("/")[2].partition("-")[0]
    answer = client_of(neighbour).post(
        f"/prakse/{number}/korisno/", {"on": "1"}, headers={"referer": f"{HOST}/prakse/"}
    )
    assert answer["Location"] == f"{page}#korisno"
