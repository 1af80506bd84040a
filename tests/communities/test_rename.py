"""Another name; the old one and its address lead on."""

import pytest

from tests.communities.desk import sent, url
from tests.markup import text_of, valid

pytestmark = pytest.mark.django_db


def test_a_renamed_one_is_found_by_both_names_and_addresses(client, desk, places):
    response = sent(desk, url(places.jelah, "naziv/"), name="Jelah Centar", qualifier="", source="Odluka 12/26")
    assert response.status_code == 302
    old = client.get("/mjesne-zajednice/tesanj/jelah/")
    assert (old.status_code, old["Location"]) == (301, "/mjesne-zajednice/tesanj/jelah-centar/")
    page = text_of(client.get(old["Location"]))
    assert "Odluka 12/26" in page
    places.jelah.refresh_from_db()
    assert places.jelah.former_name_list == ["Jelah"]


def test_it_may_go_back_to_its_old_address(client, desk, places):
    sent(desk, url(places.jelah, "naziv/"), name="Jelah Centar", source="Odluka 12/26")
    sent(desk, url(places.jelah, "naziv/"), name="Jelah", source="Odluka 13/26")
    places.jelah.refresh_from_db()
    assert places.jelah.slug == "jelah"
    page = client.get("/mjesne-zajednice/tesanj/jelah/").content.decode()
    assert "Odluka 12/26<br>Odluka 13/26" in page, "each source on a line of its own"


@pytest.mark.parametrize(
    "name", ["MZ Jelah Centar", "МЗ Jelah Centar", "mz  Jelah Centar", "Mjesna zajednica Jelah Centar"]
)
def test_what_stands_before_every_name_is_no_part_of_it(desk, places, name):
    sent(desk, url(places.jelah, "naziv/"), name=name, source="Odluka 12/26")
    places.jelah.refresh_from_db()
    assert places.jelah.name == "Jelah Centar"


def test_the_old_address_of_another_is_left_to_it(client, desk, places):
    sent(desk, url(places.jelah, "naziv/"), name="Jelah Centar", source="Odluka 12/26")
    sent(desk, url(places.kalosevic, "naziv/"), name="Jelah", source="Odluka 13/26")
    places.kalosevic.refresh_from_db()
    assert places.kalosevic.slug == "jelah-2"
    assert client.get("/mjesne-zajednice/tesanj/jelah/")["Location"] == "/mjesne-zajednice/tesanj/jelah-centar/"


@pytest.mark.parametrize("name", ["Kaloševići", "KALOŠEVIĆI", "Калошевићи", "Калоševići"])
def test_a_name_that_another_has_is_refused(desk, places, name):
    response = sent(desk, url(places.jelah, "naziv/"), name=name, source="Odluka")
    assert response.status_code == 200
    valid(response)
    places.jelah.refresh_from_db()
    assert places.jelah.name == "Jelah"


@pytest.mark.parametrize("name", ["!!!", "\u200b", "Вijela", "В\u200bijela"])  # with a Cyrillic В
def test_a_name_that_nobody_can_read_is_refused(desk, places, name):
    assert sent(desk, url(places.jelah, "naziv/"), name=name, source="Odluka").status_code == 200
    assert sent(desk, url(places.jelah, "naziv/"), name="Jelah", qualifier="Вijela", source="Odluka").status_code == 200
    places.jelah.refresh_from_db()
    assert str(places.jelah) == "Jelah"


def test_a_name_may_change_its_case_alone(desk, places):
    assert sent(desk, url(places.jelah, "naziv/"), name="JELAH", source="Odluka").status_code == 302
    places.jelah.refresh_from_db()
    assert (places.jelah.name, places.jelah.slug) == ("JELAH", "jelah")
