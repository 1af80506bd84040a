"""Each promise is broken once, with what normally keeps it switched off, and the command names the row."""

from __future__ import annotations

import os
from contextlib import contextmanager
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from accounts import leaving
from accounts.models import Claim, Mandate
from content.models import Attachment, Entry, EntryPlace, Photo, Useful
from forums.models import Question
from moderation import claims
from mzplatform.invariants import INVARIANTS
from notifications.actions import notify
from notifications.models import OutgoingMail
from practices.models import Practice
from tests import factories
from tests.platform.leaver import days_pass
from tests.trainings.certifying import make_certificate
from tests.trainings.signing import opened
from trainings.models import CertificateYear, Feedback, Registration, Training

pytestmark = pytest.mark.django_db
FILE = "ab/cd/abcd.jpg"


@contextmanager
def switched_off(*tables: str, dropping: tuple[str, str] | None = None):
    """Without the triggers of these tables, and without one constraint; the test's transaction takes all of it back."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # PostgreSQL alters no table that has checks pending
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        if dropping:
            cursor.execute("ALTER TABLE {} DROP CONSTRAINT {}".format(*dropping))
        yield
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def answer() -> str:
    out = StringIO()
    try:
        call_command("invariants", stdout=out)
    except CommandError as error:
        out.write(str(error))
    return out.getvalue()


@pytest.fixture
def entry(newcomer, member) -> Entry:
    """Published, marked, commented on; and a mail about it waits."""
    entry = factories.make_entry(newcomer, status="published")
    Useful.objects.create(user=member, entry=entry)
    factories.make_comment(member, entry)
    notify("decided", newcomer, entry=entry, facts={"decision": entry.decisions.get().pk, "outcome": "published"})
    return entry


@pytest.fixture(autouse=True)
def _all_is_well(entry, places) -> None:
    EntryPlace.objects.create(entry=entry, municipality=places.tesanj, community=places.jelah)
    assert answer() == f"All {len(INVARIANTS)} promises hold.\n"


def break_useful_count(entry, places):
    with switched_off("content_entry"):
        Entry.objects.filter(pk=entry.pk).update(useful_count=7)
    return entry


def break_comment_count(entry, places):
    with switched_off("content_entry"):
        Entry.objects.filter(pk=entry.pk).update(comment_count=0)
    return entry


def break_adoption_count(entry, places):
    practice = factories.make_practice(None, title="Klupe", source="Općina", status="published")
    Practice.objects.filter(pk=practice.pk).update(adoption_count=3)
    return practice


def break_answer_count(entry, places):
    question = factories.make_question(None)
    Question.objects.filter(pk=question.pk).update(answer_count=2)
    return question


def break_questions_listed(entry, places):
    question = factories.make_question(None)
    with switched_off("forums_question"):
        Question.objects.filter(pk=question.pk).update(closed_on=timezone.now(), closed_why="heated")
    return question


def break_unnamed_below(entry, places):
    author = factories.make_user()
    question = factories.make_question(author, is_unnamed=True)
    comment = factories.make_comment(author, question)
    Entry.objects.filter(pk=comment.pk).update(is_unnamed=False)
    return comment


def break_claims_answered(entry, places):
    claim = claims.make(
        factories.make_user(), uuid4(), role="secretary", starts=date(2024, 1, 1), community=places.jelah
    )
    with switched_off("accounts_claim"):
        Claim.objects.filter(pk=claim.pk).update(status="refused")
    return claim


def break_published_by_decision(entry, places):
    with switched_off("content_entry"):
        Entry.objects.filter(pk=entry.pk).update(version=2, title="Drugi naslov")
    return entry


def break_status_follows_decision(entry, places):
    with switched_off("content_entry"):
        Entry.objects.filter(pk=entry.pk).update(status="hidden")
    return entry


def break_published_after_created(entry, places):
    with switched_off("content_entry", dropping=("content_entry", "entry_published_after_created")):
        Entry.objects.filter(pk=entry.pk).update(published=entry.created - timedelta(days=1))
    return entry


def break_places_fit(entry, places):
    place = entry.places.get()
    with switched_off("content_entryplace"):
        EntryPlace.objects.filter(pk=place.pk).update(municipality=places.laktasi)
    return place


def break_training_days(entry, places):
    training = factories.make_training(None, days=[date(2027, 3, 1)])
    with switched_off("trainings_training"):
        Training.objects.filter(pk=training.pk).update(ends=date(2027, 3, 2))
    return training


def break_training_seats(entry, places):
    sign_up = opened(seats=2)
    with switched_off("trainings_registration"):
        Registration.objects.create(sign_up=sign_up, name="A", state="confirmed")
    return sign_up


def break_wishes_closed(entry, places):
    wish = factories.make_wish(None)
    Entry.objects.filter(pk=wish.pk).update(closed=timezone.now())
    return wish


def break_training_waiting_list(entry, places):
    sign_up = opened(seats=2)
    Registration.objects.create(sign_up=sign_up, name="A", state="waiting")
    return sign_up


def break_certificates_earned(entry, places):
    certificate = make_certificate()
    with switched_off("trainings_attendance"):
        certificate.registration.attendances.update(came=False)
    return certificate


def break_certificate_numbers(entry, places):
    certificate = make_certificate()
    CertificateYear.objects.update(last=3)
    return CertificateYear.objects.get(pk=certificate.year)


def break_training_feedback(entry, places):
    sign_up = opened(seats=2)
    Feedback.objects.create(sign_up=sign_up, useful=5, clear=5, organised=5)
    return sign_up


def break_places_published(entry, places):
    entry.places.update(published=None)
    return entry.places.get()


def break_places_named(entry, places):
    with switched_off("register_community"):
        type(places.jelah).objects.filter(pk=places.jelah.pk).update(name="Jelah Novi")
    return entry.places.get()


def break_role_has_history(entry, places):
    with switched_off("accounts_mandate"):
        user = factories.make_user()
        return Mandate.objects.create(user=user, role="moderator")


def break_photo_files(entry, places):
    Photo.objects.create(entry=entry, position=1, alt="Lampa", people="none", variants=[{"path": FILE}])
    return SimpleNamespace(pk=FILE)


def break_attachment_files(entry, places):
    Attachment.objects.create(entry=entry, name="a.pdf", kind="pdf", content_type="application/pdf", path=FILE, size=1)
    return SimpleNamespace(pk=FILE)


def break_no_orphans(entry, places):
    left = Path(settings.MEDIA_ROOT) / FILE
    left.parent.mkdir(parents=True)
    left.write_bytes(b"x")
    assert "BROKEN" not in answer(), "a new one may be on its way"
    os.utime(left, (0, 0))
    return SimpleNamespace(pk=FILE)


def break_closed_council(entry, places):
    mandate = factories.make_mandate(factories.make_user(), "secretary", places.kalosevic)
    type(places.kalosevic).objects.filter(pk=places.kalosevic.pk).update(
        closed_on="2024-05-05", closing_source="Odluka"
    )
    return mandate


def break_erased_in_time(entry, places):
    deletion = leaving.ask(factories.make_user(), "keep")
    days_pass(deletion, 16)
    return deletion


def break_mail_moves(entry, places):
    mail = OutgoingMail.objects.lease_next()
    OutgoingMail.objects.update(leased_until=timezone.now() - timedelta(minutes=9))
    return mail


def break_mail_once(entry, places):
    mail = OutgoingMail.objects.get()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE conrelid = 'notifications_outgoingmail'::regclass"
            " AND contype = 'u' AND pg_get_constraintdef(oid) LIKE '%%(notification_id)%%'"
        )
        (unique,) = cursor.fetchone()
    with switched_off(dropping=("notifications_outgoingmail", unique)):
        twin = OutgoingMail(
            recipient=mail.recipient, reader=mail.reader, event=mail.event, notification=mail.notification
        )
        twin.save()
    return min(mail, twin, key=lambda row: str(row.pk))


def break_mail_to_its_reader(entry, places):
    mail = OutgoingMail.objects.get()
    OutgoingMail.objects.update(reader=factories.make_user())
    return mail


@pytest.mark.parametrize("invariant", INVARIANTS, ids=lambda invariant: invariant.name)
def test_each_can_be_broken_and_names_the_row(invariant, entry, places) -> None:
    row = globals()[f"break_{invariant.name}"](entry, places)
    said = answer()
    assert f"BROKEN {invariant.name}: {invariant.promise}\n       {row.pk}\n" in said
    assert f"of {len(INVARIANTS)} promises are broken." in said


def test_it_ends_with_an_error_and_shows_no_more_than_it_must(entry, places) -> None:
    for _ in range(25):
        factories.make_entry(None, title="Bez odluke", source_url="https://example.ba/")
    with switched_off("content_entry"):
        Entry.objects.filter(title="Bez odluke").update(status="published", published=timezone.now())
    with pytest.raises(CommandError, match="2 of"):
        call_command("invariants", stdout=StringIO())
    assert "and 5 more" in answer()
