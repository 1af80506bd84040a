"""Contacts come, change and go."""

import pytest

from tests.communities.desk import sent, url

pytestmark = pytest.mark.django_db


def test_contacts_come_change_and_go(desk, places):
    address = url(places.jelah, "kontakti/")
    sent(desk, address, **{"telefon": "032 650 011", "telefon-visibility": "clanovi", "e-posta": "mz@jelah.ba"})
    assert set(places.jelah.contacts.values_list("kind", "value", "visibility")) == {
        ("telefon", "032 650 011", "clanovi"),
        ("e-posta", "mz@jelah.ba", "javno"),
    }
    sent(desk, address, telefon="", **{"e-posta": "nije adresa"})
    assert places.jelah.contacts.count() == 2, "one is wrong, so nothing is written"
    sent(desk, address, telefon="", **{"e-posta": "mz@jelah.ba"})
    assert [one.kind for one in places.jelah.contacts.all()] == ["e-posta"]
