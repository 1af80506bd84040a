"""Erasing an account: what goes, what stays, when; and that nothing is left in any table, JSON column or file."""

from __future__ import annotations

import threading
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection

from accounts import leaving
from accounts.models import Deletion, Mandate, User
from comments.threads import thread_of
from content.erasing import redact
from content.models import AuditRow, Entry
from forums.models import Answer, Question
from moderation.models import Reason, Report
from mzplatform import erasure
from networks.models import Attendee, Meeting, Remark
from notifications.models import Notification, OutgoingMail
from practices.models import Practice
from tests import factories
from tests.everywhere import where
from tests.markup import text_of, valid
from tests.moderation.test_concurrency import at_once
from tests.platform.leaver import EMAIL, MARK, NAME, days_pass, make_leaver
from tests.trainings.signing import enter, opened
from trainings.models import Registration, Training

RUN = SimpleNamespace(goes_on=lambda: True)


@pytest.fixture
def left(places, neighbour, newcomer, moderator, admin, django_capture_on_commit_callbacks):
    """`left("keep", days=15)`: what there was, after so many days and a tick."""

    def leave(entries, days=15, training=False):
        there = make_leaver(places, SimpleNamespace(neighbour=neighbour, newcomer=newcomer))
        if training:
            there.training = opened(places.savez, author=there.user).training
            enter(there.training.sign_up, neighbour)
        factories.decide(there.practice, "kept")
        with django_capture_on_commit_callbacks(execute=True):
            there.deletion = leaving.ask(there.user, entries)
            days_pass(there.deletion, days)
            erasure.erase_all(RUN)
        return there

    return leave


def stored() -> set[str]:
    root = Path(settings.MEDIA_ROOT)
    return {str(one.relative_to(root)) for one in root.rglob("*") if one.is_file()}


KEPT = {"content_entry", "content_entryrevision", "practices_practice", "practices_step", "practices_costpart"}
KEPT |= {"lessons_lesson", "news_news", "content_photo", "content_attachment", "content_filetext", "content_filepart"}
KEPT |= {"search_document"}


def test_the_search_finds_what_is_there(left):
    """The control of everything below: before that day it is all over the place."""
    there = left("keep", days=13)
    assert set(where(EMAIL)) == {
        "accounts_user", "account_emailaddress", "networks_invitation", "notifications_outgoingmail",
    }  # fmt: skip
    assert set(where(NAME)) == {
        "accounts_profile", "networks_attendee", "notifications_outgoingmail", "trainings_registration",
    }  # fmt: skip
    assert set(where(MARK)) == KEPT | {
        "accounts_claim", "accounts_claimevent", "accounts_profile", "content_draft", "moderation_proposal",
        "moderation_report", "networks_card", "networks_coming", "networks_invitation", "networks_joinrequest", "networks_remark",
        "notifications_notification", "trainings_answer", "trainings_registration",
    }  # fmt: skip
    assert len(stored()) > 1
    assert there.user.entries.exists()


def test_removed_nothing_is_left(left, capsys):
    there = left("remove")
    for text in (NAME, EMAIL, MARK, "tajna-koju"):
        assert where(text) == {}, text
    assert stored() == set()
    assert not User.objects.filter(pk=there.user.pk).exists()
    assert not Deletion.objects.exists()
    call_command("invariants")
    assert "promises hold" in capsys.readouterr().out


def test_kept_only_what_stands_on_the_site_is_left(left, capsys):
    there = left("keep")
    assert where(NAME) == where(EMAIL) == {}
    assert set(where(MARK)) == KEPT
    texts = set(Entry.objects.filter(author=None).values_list("pk", flat=True))
    assert texts == {
        there.practice.pk, there.alone.pk, there.comment.pk, there.unanswered.pk, there.own_adoption.pk,
        there.question.pk, there.thanks.pk, there.own_answer.pk, there.lonely.pk, there.unasked.pk,
        there.lesson.pk, there.wish.pk, there.news.pk,
    }  # fmt: skip
    revisions = there.practice.revisions.order_by("pgh_id")
    assert [one.body for one in revisions] == ["", f"Novo tijelo {MARK}."], "the earlier version is nobody's any more"
    assert len(stored()) == len(there.photo.variants) + 1
    call_command("invariants")
    assert "promises hold" in capsys.readouterr().out


def test_meetings_know_how_many_were_there_and_not_who(left, places):
    left("remove")
    attendee, remark = Attendee.objects.get(), Remark.objects.get()
    assert (attendee.person, attendee.name, attendee.municipality) == (None, "", places.tesanj)
    assert (remark.person, remark.text) == (None, "")
    assert Meeting.objects.get().conclusions.get().responsible is None


def test_a_meeting_goes_on_without_the_name_of_whoever_announced_it(places, neighbour, newcomer, left):
    there = left("remove", days=13)
    meeting = factories.make_meeting(factories.make_network("Druga"), there.user, title="Sastanak koji ostaje")
    factories.make_conclusion(meeting, there.user)
    days_pass(there.deletion, 2)
    erasure.erase_all(RUN)
    meeting.refresh_from_db()
    assert (meeting.author, meeting.status) == (None, "published")
    assert meeting.conclusions.count() == 1


def test_the_seat_goes_on_and_the_registration_is_a_number(left):
    there = left("remove")
    one = Registration.objects.get(pk=there.registration.pk)
    assert (one.person, one.name, one.note, one.needs_food, one.state) == (None, "", "", False, "withdrawn")
    assert not one.answers.exists()
    there.waits.refresh_from_db()
    assert there.waits.state == "offered"


def test_a_training_that_others_signed_up_for_goes_on(left):
    """Made by the leaver, held by an association: those who come lose nothing."""
    there = left("remove", training=True)
    training = Training.objects.get(pk=there.training.pk)
    assert (training.author, training.status) == (None, "published")
    assert training.sign_up.registrations.alive().count() == 1


def test_on_the_site_nobody_is_named(left, client):
    there = left("keep")
    page = text_of(client.get(there.practice.get_absolute_url()))
    assert f"Lampe {MARK}" in page
    assert NAME not in page
    assert "Pitanje drugoga." in page


def test_what_others_wrote_keeps_its_place(left, client, client_of, neighbour):
    there = left("remove")
    practice, comment = Practice.objects.get(pk=there.practice.pk), Entry.objects.get(pk=there.comment.pk)
    assert not Entry.objects.filter(pk__in=[there.alone.pk, there.draft.pk, there.unanswered.pk]).exists()
    assert practice.is_erased
    assert practice.title == Entry.objects.get(pk=there.adoption.pk).title == "Uklonjena praksa"
    assert (practice.problem, practice.body, practice.steps.count(), practice.photos.count()) == ("", "", 0, 0)
    page = client.get(practice.get_absolute_url())
    valid(page)
    assert "I mi smo." in text_of(page)
    assert "Pitanje drugoga." in text_of(page)
    assert 'content="noindex"' in page.content.decode()
    assert client.get("/prakse/").content.decode().count(f"/prakse/{practice.pk}-") == 0
    assert client.get(f"/prakse/{practice.pk}-{practice.slug}/list/").status_code == 404
    assert comment.is_erased
    below = text_of(client.get(there.theirs.get_absolute_url()))
    assert "Odgovor drugoga." in below
    assert "Komentar je uklonjen." in below
    mine = client_of(neighbour)
    assert mine.get(f"/komentari/{practice.pk}/novi/").status_code == 403
    assert f"/komentari/{comment.pk}/novi/" not in mine.get(there.theirs.get_absolute_url()).content.decode()


def test_what_others_wrote_below_questions_and_answers_keeps_its_place(left, client, capsys):
    there = left("remove")
    gone = [there.unasked.pk, there.lonely.pk, there.thanks.pk]
    assert not Entry.objects.filter(pk__in=gone).exists()
    question = Question.objects.get(pk=there.question.pk)
    assert (question.title, question.body, question.entity, question.places.count()) == (
        "Uklonjeno pitanje",
        "",
        None,
        0,
    )
    page = client.get(question.get_absolute_url())
    valid(page)
    assert "Odgovor koji ostaje." in text_of(page)
    assert 'content="noindex"' in page.content.decode()
    assert f"/pitanja/{question.pk}-" not in client.get("/pitanja/").content.decode()
    answer = Answer.objects.get(pk=there.own_answer.pk)
    assert (answer.body, answer.municipality, answer.accepted_on, answer.acts.count()) == ("", None, None, 0)
    asked = Question.objects.get(pk=there.asked.pk)
    assert (asked.answer_count, asked.is_solved) == (0, False)
    below = client.get(asked.get_absolute_url())
    valid(below)
    assert "Odgovor je uklonjen." in text_of(below)
    assert "Komentar ispod odgovora." in text_of(below)
    call_command("invariants")
    assert "promises hold" in capsys.readouterr().out


def test_kept_questions_and_answers_name_nobody(left, client):
    there = left("keep")
    for entry in (there.question, there.asked):
        page = client.get(type(entry).objects.get(pk=entry.pk).get_absolute_url())
        valid(page)
        assert MARK in text_of(page)
        assert NAME not in page.content.decode()


def test_who_confirmed_and_what_was_counted(left, newcomer):
    there = left("remove")
    there.theirs.refresh_from_db()
    assert there.theirs.useful_count == 0
    assert there.theirs.comment_count == 1, "the reply of somebody else"
    assert Mandate.objects.get(user=newcomer).confirmed_by is None
    report = Report.objects.get(pk=there.report.pk)
    assert (report.by, report.words) == (None, "")
    assert not Notification.objects.filter(actor=there.user.pk).exists()
    assert not OutgoingMail.objects.filter(recipient__iexact=EMAIL).exists()


def test_nobody_looks_at_what_is_gone(left, places, neighbour, newcomer):
    """A report about a text that went with its author goes too; on what stays it waits for its answer."""
    there = left("remove", days=13)
    reason = Reason.objects.filter(use="report").first()
    Report.objects.create(entry=there.practice, by=neighbour, reason=reason, words="Nije tačno.")
    days_pass(there.deletion, 2)
    erasure.erase_all(RUN)
    assert set(Report.objects.values_list("entry", flat=True)) == {there.theirs.pk}


def test_signed_in_nowhere_any_more(left):
    left("keep", days=13)
    assert not any(EMAIL in str(one.get_decoded()) for one in Session.objects.all())


def test_what_was_redacted_is_written_down(left):
    there = left("remove")
    rows = AuditRow.objects.filter(action="redact")
    assert set(rows.values_list("table", flat=True)) == {
        "content_entryrevision", "accounts_claimevent", "moderation_decision",
    }  # fmt: skip
    assert set(rows.values_list("request", flat=True)) == {"erasure"}
    assert {field for row in rows for field in row.fields} <= {"title", "lead", "body", "words", "proposed_name"}
    assert redact("all", [there.practice.pk]) == 0, "twice is once"
    with pytest.raises(ValueError, match="nonsense"):
        redact("nonsense", [1])


def test_undone_on_the_thirteenth_day(left, client):
    there = left("remove", days=13)
    assert leaving.undo(there.deletion)
    erasure.erase_all(RUN)
    there.user.refresh_from_db()
    assert there.user.is_active
    assert there.user.entries.count() == 15
    assert not leaving.undo(there.deletion), "nothing to undo any more"
    assert not erasure.erase(there.deletion)


def test_not_before_its_day(left):
    there = left("remove", days=13)
    assert not erasure.erase(there.deletion)
    assert Deletion.objects.exists()


def test_done_twice_it_is_done_once(left):
    there = left("keep")
    assert not erasure.erase(there.deletion)


def test_killed_in_the_middle_it_was_never_begun(left, monkeypatch):
    there = left("remove", days=13)
    days_pass(there.deletion, 2)
    before, files = Entry.objects.count(), stored()

    def killed(*_arguments):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(erasure, "_mail", killed)
        with pytest.raises(KeyboardInterrupt):
            erasure.erase_all(RUN)
    assert (Entry.objects.count(), stored()) == (before, files)
    assert where(NAME)
    assert erasure.erase(there.deletion)


def test_a_worker_that_shall_stop_stops(left):
    there = left("keep", days=13)
    days_pass(there.deletion, 2)
    erasure.erase_all(SimpleNamespace(goes_on=lambda: False))
    assert User.objects.filter(pk=there.user.pk).exists()


def test_revisions_change_by_that_function_alone(left):
    there = left("keep", days=1)
    with connection.cursor() as cursor, pytest.raises(Exception, match="Cannot update"):
        cursor.execute("UPDATE content_entryrevision SET body = '' WHERE pgh_obj_id = %s", [there.practice.pk])


# -- two workers ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def leaver(transactional_db):
    user = factories.make_user(EMAIL, name=NAME)
    deletion = leaving.ask(user, "keep")
    days_pass(deletion, 15)
    return Deletion.objects.get()


def erase_both_ways(deletion):
    return at_once(lambda: erasure.erase(deletion), lambda: erasure.erase(deletion))


def test_two_workers_at_once(leaver):
    assert sorted(erase_both_ways(leaver)) == [False, True]
    assert not User.objects.exists()


def test_without_the_lock_both_would(leaver, monkeypatch):
    """The control: both hold the row before either erases."""
    both = threading.Barrier(2)

    def unlocked(deletion):
        row = Deletion.objects.select_related("user").get(pk=deletion.pk)
        both.wait(10)
        return row

    monkeypatch.setattr(erasure, "_held", unlocked)
    assert False not in erase_both_ways(leaver)


def test_of_two_administrators_one_stays(transactional_db):
    people = [factories.make_user() for _ in range(2)]
    for person in people:
        factories.make_mandate(person, "administrator")
    results = at_once(*[lambda person=person: leaving.ask(person, "keep") for person in people])
    assert sorted(type(one).__name__ for one in results) == ["Deletion", "LastAdministrator"]


def test_the_thread_does_not_need_the_author(left, rf):
    there = left("remove")
    request = rf.get("/")
    shown = thread_of(Entry.objects.get(pk=there.theirs.pk), request, there.reply.author)
    assert [one.pk for one in shown.comments] == [there.comment.pk, there.reply.pk]
    assert not any(one.may_reply for one in shown.comments)
