"""Following a practice: once for each person, told of comments, listed beside what was saved."""

import pytest

from content.models import Follow
from tests import factories
from tests.markup import text_of, valid


def post(client, practice, on="1"):
    return client.post(f"/prakse/{practice.pk}/pracenje/", {"on": on})


def test_set_listed_and_taken_back(client_of, neighbour, practice):
    client = client_of(neighbour)
    assert post(client, practice)["Location"] == f"{practice.get_absolute_url()}#korisno"
    assert "Pratite je. Poništite" in text_of(client.get(practice.get_absolute_url()))
    page = client.get("/prakse/sacuvane/")
    valid(page)
    assert practice.title in text_of(page)
    post(client, practice, "0")
    assert not Follow.objects.exists()
    assert practice.title not in text_of(client.get("/prakse/sacuvane/"))


@pytest.mark.parametrize(("on", "number"), [("1", 1), ("0", 0)])
def test_a_double_click_is_one_click(client_of, neighbour, practice, on, number):
    for _ in range(3):
        post(client_of(neighbour), practice, on)
    assert Follow.objects.count() == number


@pytest.mark.parametrize("status", ["draft", "pending", "returned", "hidden"])
def test_not_what_one_may_not_see(client_of, neighbour, member, places, theme, status):
    practice = factories.make_practice(member, places=[places.jelah], themes=[theme], status=status)
    assert post(client_of(neighbour), practice).status_code == 404


def test_signed_in_and_only_by_sending(client, client_of, neighbour, practice):
    assert post(client, practice)["Location"].startswith("/prijava/")
    assert client_of(neighbour).get(f"/prakse/{practice.pk}/pracenje/").status_code == 405
    assert not Follow.objects.exists()
