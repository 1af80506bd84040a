"""Leaving: what the page says, what it asks, what happens at once, and who cannot."""

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from accounts.leaving import UNDOABLE
from accounts.models import Deletion, Profile, User
from notifications.delivery import deliver
from notifications.letters import put_into_words
from notifications.models import OutgoingMail
from tests import factories
from tests.markup import text_of, valid

pytestmark = pytest.mark.django_db
PAGE = "/nalog/brisanje/"


def ask(client, entries="keep", password=factories.PASSWORD):
    return client.post(PAGE, {"entries": entries, "password": password})


def test_the_page_says_what_happens_when(client_of, member, places):
    factories.make_practice(member, places=[places.jelah], status="published")
    page = client_of(member).get(PAGE)
    valid(page)
    text = text_of(page)
    for words in ("Nakon 14 dana", "1 Vaš tekst", "Obrišite nalog", "bez Vašeg imena"):
        assert words in text, words
    assert "14 дана" in text_of(client_of(member).get("/sr" + PAGE))


def test_it_needs_somebody(client):
    assert client.get(PAGE)["Location"] == f"/prijava/?next={PAGE}"
    assert client.post(PAGE)["Location"] == f"/prijava/?next={PAGE}"
    assert client.put(PAGE).status_code == 405


@pytest.mark.parametrize("data", [{"password": "pogrešna-lozinka"}, {"password": ""}, {"entries": "sve"}])
def test_bad_input_closes_nothing(client_of, member, data):
    answer = client_of(member).post(PAGE, {"entries": "keep", "password": factories.PASSWORD} | data)
    assert answer.status_code == 200
    assert "errbox" in answer.content.decode()
    assert not Deletion.objects.exists()
    assert User.objects.get(pk=member.pk).is_active


def test_at_once(client, member, neighbour, empty_cache):
    Profile.objects.filter(pk=member.pk).update(visibility="everyone")
    elsewhere, here = Client(), Client()
    for one in (elsewhere, here):
        one.post("/prijava/", {"login": member.email, "password": factories.PASSWORD})
    page = member.profile.get_absolute_url()
    assert client.get(page).status_code == 200
    answer = ask(here, "remove")
    deletion = Deletion.objects.get()
    assert (deletion.entries, deletion.due - deletion.asked, deletion.by) == ("remove", UNDOABLE, None)
    assert answer["Location"].startswith("/nalog/zadrzavanje/")
    assert "Zadržite nalog" in text_of(client.get(answer["Location"]))
    assert client.get(page).status_code == 404
    for one in (elsewhere, here):
        assert one.get("/nalog/").status_code == 302
    assert not UserSession.objects.filter(user=member).exists()
    assert not any(one.get_decoded().get("_auth_user_id") == str(member.pk) for one in Session.objects.all())


def test_the_mail_says_when_and_how_to_undo(client_of, member, tmp_path, settings):
    settings.DELIVERY_BACKEND = settings.DELIVERY_BACKENDS["files"]
    ask(client_of(member))
    mail = OutgoingMail.objects.get()
    words = put_into_words(mail)
    assert "bez Vašeg imena" in words.text
    assert f"{timezone.localtime(Deletion.objects.get().due).year}" in words.text
    assert "/nalog/zadrzavanje/" in words.text
    assert "/nalog/zadrzavanje/" in words.html
    mail = OutgoingMail.objects.lease_next()
    assert deliver(mail) == "sent", "although the account is closed"


def test_other_mail_is_not_sent_any_more(client_of, member):
    entry = factories.make_entry(member, status="published")
    ask(client_of(member))
    OutgoingMail.objects.all().delete()
    OutgoingMail.objects.create(recipient=member.email, reader=member, event="notice", context={"what": "password_set"})
    assert deliver(OutgoingMail.objects.lease_next()) == "skipped"
    assert entry.author_id == member.pk


def test_the_last_administrator_stays(client_of, admin):
    answer = ask(client_of(admin))
    assert answer.status_code == 200
    assert "errbox" in answer.content.decode()
    assert not Deletion.objects.exists()
    other = factories.make_user()
    factories.make_mandate(other, "administrator")
    assert ask(client_of(admin)).status_code == 302


def test_a_coordinator_and_a_moderator_may_leave(client_of, coordinator, moderator):
    for person in (coordinator, moderator):
        assert ask(client_of(person)).status_code == 302
    assert Deletion.objects.count() == 2


def test_a_sample_account_is_told_that_it_comes_back(client_of, member, settings):
    settings.SAMPLE_SITE = True
    User.objects.filter(pk=member.pk).update(is_sample=True)
    assert "primjer" in text_of(client_of(member).get(PAGE)).lower()
    assert ask(client_of(member)).status_code == 302


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"entries": "nista"}, "deletion_entries"),
        ({"due": timezone.now()}, "deletion_can_be_undone_for_long"),
    ],
)
def test_the_database_refuses(newcomer, values, rule):
    now = timezone.now()
    User.objects.filter(pk=newcomer.pk).update(is_active=False)
    whole = {"user": newcomer, "asked": now, "due": now + UNDOABLE, "was_active": True, "entries": "keep"}
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        Deletion.objects.create(**whole | values)


def test_who_leaves_is_closed(newcomer):
    now = timezone.now()
    with pytest.raises(IntegrityError, match="deletion_closes_the_account"), transaction.atomic():
        Deletion.objects.create(user=newcomer, asked=now, due=now + UNDOABLE, was_active=True)
    User.objects.filter(pk=newcomer.pk).update(is_active=False)
    Deletion.objects.create(user=newcomer, asked=now, due=now + UNDOABLE, was_active=True)
    with pytest.raises(IntegrityError, match="user_who_leaves_is_closed"), transaction.atomic():
        User.objects.filter(pk=newcomer.pk).update(is_active=True)


@pytest.mark.parametrize("texts", [1, 3])
def test_it_costs_the_same_with_more_texts(client_of, member, texts, django_assert_num_queries):
    for number in range(texts):
        factories.make_practice(member, title=f"Praksa {number}", status="published")
    client = client_of(member)
    client.get(PAGE)
    with django_assert_num_queries(3):  # session, user, texts
        client.get(PAGE)
