"""Taking attendance: how ticks merge, what is refused, and what becomes of a session of which one knows who was there."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.markup import valid
from tests.trainings.announcing import day, typed
from tests.trainings.signing import opened
from tests.trainings.taking import begun, editor_of, listed, there, tick
from trainings import actions, attendance
from trainings.attendance import Tick
from trainings.models import Attendance, Registration, Session, Training

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def editor(places):
    return editor_of(places.savez)


@pytest.fixture
def sign_up(places, editor):
    return begun(places.savez, editor)


@pytest.fixture
def session(sign_up):
    return Session.objects.get()


@pytest.fixture
def people(sign_up):
    return listed(sign_up)


def test_the_later_tick_counts_whichever_arrives_first(editor, session, people):
    now = timezone.now()
    earlier, later = tick(people[0], True, now - MINUTE), tick(people[0], False, now)
    for order in ([earlier, later], [later, earlier]):
        Attendance.objects.all().delete()
        for one in order:
            assert attendance.tick(session, editor, [one]) == set()
        assert (there(session), Attendance.objects.get().ticked) == (set(), now)
        Attendance.objects.all().delete()
        attendance.tick(session, editor, order)  # and in one sending
        assert there(session) == set()


def test_at_one_moment_it_counts_that_somebody_came(editor, session, people):
    now = timezone.now()
    for order in ((True, False), (False, True)):
        Attendance.objects.all().delete()
        for came in order:
            attendance.tick(session, editor, [tick(people[0], came, now)])
        assert there(session) == {people[0].pk}


def test_sent_again_it_changes_nothing(editor, places, session, people):
    ticks = [Tick(one.pk, True, timezone.now()) for one in people]
    attendance.tick(session, editor, ticks)
    before = list(Attendance.objects.order_by("pk").values())
    colleague = editor_of(places.savez, 2)
    with CaptureQueriesContext(connection) as queries:
        attendance.tick(session, colleague, ticks)
    assert list(Attendance.objects.order_by("pk").values()) == before
    assert not any("INSERT" in one["sql"] or 'UPDATE "trainings_att' in one["sql"] for one in queries)


def test_a_clock_that_is_ahead_is_not_believed(editor, session, people):
    before = timezone.now()
    attendance.tick(session, editor, [tick(people[0], True, before + timedelta(days=400))])
    assert before <= Attendance.objects.get().ticked <= timezone.now()
    attendance.tick(session, editor, [tick(people[0], False)])
    assert there(session) == set()


def test_numbers_of_another_training_and_of_nobody_are_left_out(editor, places, session, people):
    other = Registration.objects.create(sign_up=opened(places.savez, days=0), name="Drugi", state="confirmed")
    gone = Registration.objects.create(sign_up=people[0].sign_up, name="Otišao", state="withdrawn")
    waits = Registration.objects.create(sign_up=people[0].sign_up, name="Čeka", state="waiting")
    numbers = [people[0].pk, other.pk, gone.pk, waits.pk, 10**17]
    refused = attendance.tick(session, editor, [Tick(one, True, timezone.now()) for one in numbers])
    assert refused == {other.pk, gone.pk, 10**17}
    assert there(session) == {people[0].pk, waits.pk}


def test_nobody_is_ticked_before_the_day(editor, session, people):
    morning = attendance.day_of(session)
    assert attendance.tick(session, editor, [tick(people[0], True, morning - MINUTE)]) == {people[0].pk}
    assert attendance.tick(session, editor, [tick(people[0], True, morning)]) == set()
    tomorrow = timezone.localdate() + timedelta(days=1)
    Session.objects.update(day=tomorrow, starts=None, finishes=None)
    with pytest.raises(attendance.Refused, match="early"):
        attendance.tick(session, editor, [tick(people[0])])


def test_of_a_cancelled_training_no_attendance_is_taken(editor, session, people):
    attendance.tick(session, editor, [tick(people[0])])
    Training.objects.update(cancelled=timezone.now())
    for move in (
        lambda: attendance.tick(session, editor, [tick(people[0], False)]),
        lambda: attendance.close(session, editor),
        lambda: attendance.correct(people[0], session, editor, False, "Ne"),
    ):
        with pytest.raises(attendance.Refused, match="cancelled"):
            move()
    assert there(session) == {people[0].pk}


def test_closing(editor, session, people):
    before = timezone.now()
    Session.objects.update(starts=before + MINUTE)
    with pytest.raises(attendance.Refused, match="early"):
        attendance.close(session, editor)
    Session.objects.update(starts=before - timedelta(seconds=1))
    attendance.close(session, editor)
    session.refresh_from_db()
    closed = session.closed
    attendance.close(session, editor)
    session.refresh_from_db()
    assert session.closed == closed, "said twice it is that of the first time"
    late, after = Tick(people[0].pk, True, before), Tick(people[1].pk, True, timezone.now())
    assert attendance.tick(session, editor, [late, after]) == {people[1].pk}
    assert there(session) == {people[0].pk}, "what was ticked before arrives, what was ticked after does not"


def test_a_correction_needs_a_reason_and_a_closed_list(editor, places, session, people):
    with pytest.raises(attendance.Refused, match="open"):
        attendance.correct(people[0], session, editor, True, "Zaboravljena")
    before = timezone.now()
    attendance.close(session, editor)
    with pytest.raises(attendance.Refused, match="reason"):
        attendance.correct(people[0], session, editor, True, "  ")
    attendance.correct(people[0], session, editor, True, "Zaboravljena")
    attendance.tick(session, editor, [tick(people[0], False, before)])
    one = Attendance.objects.get()
    assert (one.came, one.by, one.reason) == (True, editor, "Zaboravljena"), "a late tick does not undo it"
    other = Registration.objects.create(sign_up=opened(places.savez, days=0), name="Drugi", state="confirmed")
    with pytest.raises(attendance.Gone):
        attendance.correct(other, session, editor, True, "Ne")


def test_how_often_somebody_was_there(editor, sign_up, session, people):
    second = Session.objects.create(training=session.training, position=2, day=session.day)
    attendance.tick(session, editor, [Tick(one.pk, True, timezone.now()) for one in people[:2]])
    attendance.tick(
        second, editor, [Tick(people[0].pk, True, timezone.now()), Tick(people[2].pk, False, timezone.now())]
    )
    assert [attendance.attended(one) for one in people[:3]] == [2, 1, 0]
    assert attendance.attended_by_all(sign_up) == {people[0].pk: 2, people[1].pk: 1}


# -- a training that changes -----------------------------------------------------------------------------------------


def edited(client, training, *days, **fields):
    version = str(Training.objects.get(pk=training.pk).version)
    organisers = list(training.organisers.values_list("pk", flat=True))
    return client.post(f"/obuke/{training.pk}/uredi/", typed(*days, organisers=organisers, version=version, **fields))


def row(session, **fields):
    return day(f"{session.day:%Y-%m-%d}", "00:00", "23:00", **fields)


def test_a_session_with_attendance_keeps_its_day(client_of, editor, session, people):
    attendance.tick(session, editor, [tick(people[0])])
    client, training = client_of(editor), session.training
    tomorrow = f"{session.day + timedelta(days=1):%Y-%m-%d}"
    for days in ([day("", "", "")], [day(tomorrow, venue="Druga sala")], [day("", "", ""), day(tomorrow)]):
        page = edited(client, training, *days, day_note="u maju")
        assert page.status_code == 200
        assert "day" in page.context["days"].forms[0].errors
        valid(page)
    assert "Druga sala" in edited(client, training, day(tomorrow, venue="Druga sala")).content.decode()
    assert edited(client, training, row(session, venue="Mala sala")).status_code == 302
    session.refresh_from_db()
    assert (session.venue, there(session)) == ("Mala sala", {people[0].pk})


def test_it_stays_itself_where_days_come_before_it_or_go(client_of, editor, session, people):
    attendance.tick(session, editor, [tick(people[0])])
    client, training = client_of(editor), session.training
    yesterday, later = (f"{session.day + timedelta(days=number):%Y-%m-%d}" for number in (-1, 5))
    assert edited(client, training, day(later), row(session), day(yesterday)).status_code == 302
    assert [one.pk for one in training.sessions.order_by("day")][1] == session.pk
    assert edited(client, training, row(session), day(later)).status_code == 302
    session.refresh_from_db()
    assert (session.position, session.day, there(session)) == (1, timezone.localdate(), {people[0].pk})
    assert training.sessions.count() == 2


def test_without_attendance_sessions_follow_their_place(client_of, editor, session):
    moved = f"{session.day + timedelta(days=3):%Y-%m-%d}"
    assert edited(client_of(editor), session.training, day(moved)).status_code == 302
    session.refresh_from_db()
    assert f"{session.day:%Y-%m-%d}" == moved


def test_two_on_one_day_are_told_apart_by_the_hour(editor, session, people):
    training = session.training
    second = Session.objects.create(training=training, position=2, day=session.day)
    attendance.tick(second, editor, [tick(people[0])])
    values = [{"day": session.day, "starts": None, "finishes": None}, {"day": session.day, "starts": session.starts}]
    kept = actions._kept([second], list(reversed(values)))
    assert kept == {1: second}
