"""Changing one's mind: from the mail or by signing in; a made-up or used key does nothing."""

import pytest
from django.test import Client

from accounts import leaving
from accounts.models import Deletion, User
from notifications.models import OutgoingMail
from tests import factories
from tests.markup import text_of, valid

pytestmark = pytest.mark.django_db


@pytest.fixture
def deletion(newcomer) -> Deletion:
    return leaving.ask(newcomer, "keep")


def page(deletion):
    return f"/nalog/zadrzavanje/{leaving.key_of(deletion)}/"


def test_opening_the_link_changes_nothing(client, deletion):
    answer = client.get(page(deletion))
    valid(answer)
    assert "Zadržite nalog" in text_of(answer)
    assert Deletion.objects.exists()
    assert "Задржите налог" in text_of(client.get("/sr" + page(deletion)))
    assert client.put(page(deletion)).status_code == 405


def test_kept(client, deletion, newcomer, empty_cache):
    answer = client.post(page(deletion))
    assert (answer.status_code, answer["Location"]) == (302, "/prijava/")
    assert not Deletion.objects.exists()
    assert User.objects.get(pk=newcomer.pk).is_active
    assert set(OutgoingMail.objects.values_list("event", flat=True)) == {"account_leaving", "account_kept"}
    signed_in = client.post("/prijava/", {"login": newcomer.email, "password": factories.PASSWORD})
    assert signed_in["Location"] == "/"


def test_twice_it_is_done_once(client, deletion):
    client.post(page(deletion))
    again = client.post(page(deletion))
    assert again.status_code == 404
    assert "Prijavite se" in text_of(again)
    assert OutgoingMail.objects.filter(event="account_kept").count() == 1


def test_signing_in_leads_there(client, deletion, newcomer, empty_cache):
    answer = client.post("/prijava/", {"login": newcomer.email, "password": factories.PASSWORD})
    assert answer["Location"] == page(deletion)
    assert client.get("/nalog/").status_code == 302, "and does not sign in"
    wrong = Client().post("/prijava/", {"login": newcomer.email, "password": "pogrešna-lozinka"})
    assert wrong.status_code == 200


@pytest.mark.parametrize("key", ["x", "WzEsMV0:1abc:def", "a" * 900])
def test_a_key_that_somebody_made_up(client, deletion, key):
    assert client.post(f"/nalog/zadrzavanje/{key}/").status_code == 404
    assert Deletion.objects.exists()


def test_what_an_administrator_closed_stays_closed(client, newcomer, admin, empty_cache):
    User.objects.filter(pk=newcomer.pk).update(is_active=False)
    deletion = leaving.ask(newcomer, "keep", by=admin)
    assert client.post(page(deletion)).status_code == 404
    answer = client.post("/prijava/", {"login": newcomer.email, "password": factories.PASSWORD})
    assert answer["Location"] == "/nalog/zatvoren/"
    assert leaving.undo(deletion)
    assert not User.objects.get(pk=newcomer.pk).is_active
