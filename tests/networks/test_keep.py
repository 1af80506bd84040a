"""What the page of a network says, and its programme: by its coordinator and the editors of its association."""

import pytest

from networks.models import Network, Topic
from tests import factories
from tests.markup import text_of, valid

pytestmark = pytest.mark.django_db
SAYS = {"purpose": "Zajedno pred ministarstvo.", "area": "Cijela FBiH", "joining": "open", "version": "1"}


def test_written(desk, network, url):
    valid(desk.get(f"{url}uredi/"))
    assert desk.post(f"{url}uredi/", SAYS)["Location"] == url
    network.refresh_from_db()
    assert (network.purpose, network.area, network.joining, network.version) == (
        "Zajedno pred ministarstvo.", "Cijela FBiH", "open", 2,
    )  # fmt: skip


def test_what_another_window_saved_is_shown_and_nothing_lost(desk, network, url):
    desk.post(f"{url}uredi/", SAYS)
    answer = desk.post(f"{url}uredi/", SAYS | {"purpose": "Drugi tekst."})
    valid(answer)
    assert answer.status_code == 409
    assert "Zajedno pred ministarstvo." in text_of(answer)
    assert "Drugi tekst." in answer.content.decode()
    desk.post(f"{url}uredi/", SAYS | {"purpose": "Drugi tekst.", "version": "2"})
    network.refresh_from_db()
    assert network.purpose == "Drugi tekst."


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30, "٣"])
def test_a_version_that_is_none(desk, network, url, version):
    assert desk.post(f"{url}uredi/", SAYS | {"version": version}).status_code == 409


@pytest.mark.parametrize("fields", [{"joining": "sometimes"}, {"purpose": "a" * 3001}, {"area": "a" * 121}])
def test_bad_input_writes_nothing(desk, network, url, fields):
    answer = desk.post(f"{url}uredi/", SAYS | fields)
    valid(answer)
    assert answer.status_code == 200
    assert Network.objects.get().version == 1


def test_the_programme(desk, network, url):
    valid(desk.get(f"{url}program/?godina=2026"))
    typed = "- mart: Imovina mjesnih zajednica\nu jesen:Statuti\n\nForumi građana: kako ih voditi kada niko ne dolazi\n"
    assert desk.post(f"{url}program/", {"year": "2026", "topics": typed})["Location"] == url
    assert list(Topic.objects.values_list("year", "position", "planned", "title")) == [
        (2026, 1, "mart", "Imovina mjesnih zajednica"),
        (2026, 2, "u jesen", "Statuti"),
        (2026, 3, "Forumi građana", "kako ih voditi kada niko ne dolazi"),
    ]
    again = desk.get(f"{url}program/?godina=2026").content.decode()
    assert "mart: Imovina mjesnih zajednica" in again
    desk.post(f"{url}program/", {"year": "2026", "topics": "Statuti"})
    assert Topic.objects.get().title == "Statuti"


@pytest.mark.parametrize(
    "fields", [{"year": ""}, {"year": "1999"}, {"year": "x"}, {"topics": "a" * 161}, {"topics": "a\n" * 25}]
)
def test_a_bad_programme_is_said_and_kept(desk, network, url, fields):
    answer = desk.post(f"{url}program/", {"year": "2026", "topics": "Statuti"} | fields)
    valid(answer)
    assert answer.status_code == 200
    assert not Topic.objects.exists()


@pytest.mark.parametrize("year", ["", "x", "1", "99999999999"])
def test_a_year_that_is_none_is_this_one(desk, network, url, year):
    assert desk.get(f"{url}program/", {"godina": year}).status_code == 200


@pytest.mark.parametrize("path", ["uredi/", "program/"])
def test_who_may(client, outside, inside, client_of, network, url, places, path):
    assert client.get(url + path).status_code == 302
    assert outside.get(url + path).status_code == inside.get(url + path).status_code == 403
    assert outside.post(url + path, SAYS).status_code == 403
    editor = factories.make_user("savez@example.ba")
    factories.make_mandate(editor, "editor", places.savez)
    browser = client_of(editor)
    assert browser.get(url + path).status_code == 200, "the association behind it"
    assert browser.get(f"{url}ljudi/").status_code == 403, "but its people are for its coordinator"
