"""Contacts come, change and go."""

import pytest

from tests.communities.desk import sent, url
from tests.markup import text_of

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


@pytest.mark.parametrize(
    ("kind", "value", "reason"),
    [
        ("telefon", "nema", "Write a phone number in digits, for example 032 650 100 or 032 650 100 lok. 12."),
        ("e-posta", "x?bcc=evil@z.ba", "Write a whole e-mail address, with @."),
        ("web", "javascript:alert(1)", "Write a whole address, for example https://www.tesanj.ba/mz."),
        ("web", "ftp://tesanj.ba", "Write a whole address, for example https://www.tesanj.ba/mz."),
    ],
)
def test_a_value_that_its_kind_does_not_have_is_refused(desk, places, kind, value, reason):
    response = sent(desk, "/en" + url(places.jelah, "kontakti/"), **{kind: value})
    assert reason in text_of(response)
    assert not places.jelah.contacts.exists()


def test_a_web_page_may_be_typed_short(desk, places):
    sent(desk, url(places.jelah, "kontakti/"), web="Tesanj.ba/mz", telefon="032/650-100, 061 123 456")
    assert set(places.jelah.contacts.values_list("value", flat=True)) == {
        "https://Tesanj.ba/mz",
        "032/650-100, 061 123 456",
    }
