"""Facts, and two who edit them at once."""

import re

import pytest

from register.models import LegalStatus
from tests import factories
from tests.communities.desk import seen, sent, url
from tests.markup import text_of, valid

pytestmark = pytest.mark.django_db


def test_facts_are_saved_once(desk, places):
    status = LegalStatus.objects.filter(entity=places.fbih).first()
    values = {"kind": "seoska", "settlements": "Jelah, Jelah Polje", "source_date": "2020"}
    values |= {"legal_status": status.pk} if status else {}
    assert sent(desk, url(places.jelah, "podaci/"), **values).status_code == 302
    places.jelah.refresh_from_db()
    assert (places.jelah.kind, places.jelah.settlement_list) == ("seoska", ["Jelah", "Jelah Polje"])
    assert "promijenjeno" in text_of(desk.get(url(places.jelah))) or "izmijenjeno" in text_of(
        desk.get(url(places.jelah))
    )


def test_names_are_kept_once_however_they_are_separated(desk, places):
    values = {
        "settlements": "Jelah,  Jelah Polje, ,\r\nJablanica\nЈелах",
        "former_names": "Stara\n\n Стара\nStara Crkva",
    }
    assert sent(desk, url(places.jelah, "podaci/"), **values).status_code == 302
    places.jelah.refresh_from_db()
    assert places.jelah.settlements == "Jelah, Jelah Polje, Jablanica"
    assert places.jelah.former_names == "Stara\nStara Crkva"


def test_the_second_to_save_sees_both_and_loses_nothing(client_of, desk, places):
    other = factories.make_user("k9@example.ba", name="Druga Osoba")
    factories.make_mandate(other, "coordinator", places.tesanj)
    address = url(places.jelah, "podaci/")
    token = seen(desk, address)
    sent(client_of(other), address, settlements="Od druge")
    response = desk.post(address, {"settlements": "Od mene", "seen": token})
    assert response.status_code == 409
    valid(response)
    page = response.content.decode()
    assert "Od mene" in page
    assert "Od druge" in page
    assert "Druga Osoba" in page
    assert "k9@example.ba" not in page
    places.jelah.refresh_from_db()
    assert places.jelah.settlements == "Od druge"
    again = re.search(r'name="seen" value="(\w+)"', page)[1]
    assert desk.post(address, {"settlements": "Od mene", "seen": again}).status_code == 302
    places.jelah.refresh_from_db()
    assert places.jelah.settlements == "Od mene"


def test_what_stands_there_is_said_in_words(desk, places):
    facts, contacts = url(places.jelah, "podaci/"), url(places.jelah, "kontakti/")
    tokens = [seen(desk, address) for address in (facts, contacts)]
    sent(desk, facts, kind="mjesovita")
    sent(desk, contacts, **{"telefon": "032 650 100", "telefon-visibility": "clanovi"})
    met = [desk.post(facts, {"seen": tokens[0]}), desk.post(contacts, {"telefon": "032 650 101", "seen": tokens[1]})]
    assert [response.status_code for response in met] == [409, 409]
    words = [text_of(response) for response in met]
    assert "Vrsta naselja mješovita" in words[0]
    assert "Telefon: ko vidi prijavljene osobe" in words[1]
