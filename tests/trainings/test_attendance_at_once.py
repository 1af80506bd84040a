"""Two devices at the same moment, each with a connection of its own. The control comes first: without the lock a tick is lost."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from tests.at_once import at_once
from tests.trainings.taking import begun, editor_of, listed, sent, there, tick
from trainings import actions, attendance, seats
from trainings.models import Attendance, Registration, Session, SignUp, Training

pytestmark = pytest.mark.django_db(transaction=True)
SECOND = timedelta(seconds=1)


@pytest.fixture
def editor(places):
    return editor_of(places.savez)


@pytest.fixture
def people(places, editor):
    return listed(begun(places.savez, editor))


@pytest.fixture
def session(people):
    return Session.objects.get(training=people[0].sign_up_id)


@pytest.fixture
def _without_the_lock(monkeypatch):
    """A build for tests alone: the row is read and not held, and both have read what stands before either writes."""
    both, merge = threading.Barrier(2), attendance._merge
    monkeypatch.setattr(seats, "hold", lambda number: SignUp.objects.select_related("training").get(pk=number))

    class Met(list):
        """Ticks that wait for those of the other device once what stands was read."""

        def __iter__(self):
            if not getattr(self, "has_met", False):
                self.has_met = True
                both.wait(10)
            return super().__iter__()

    monkeypatch.setattr(attendance, "_merge", lambda *told: merge(*told[:-1], Met(told[-1])))


@pytest.mark.usefixtures("_without_the_lock")
def test_without_the_lock_the_same_new_person_fails(editor, session, people):
    ticks = [tick(people[0])]
    results = at_once(*[lambda: attendance.tick(session, editor, ticks)] * 2)
    assert [type(one) for one in results if isinstance(one, Exception)] == [IntegrityError]


@pytest.mark.usefixtures("_without_the_lock")
def test_without_the_lock_the_earlier_tick_may_win(editor, session, people, monkeypatch):
    now = timezone.now()
    row = Attendance.objects.create(registration=people[0], session=session, came=False, ticked=now - 9 * SECOND)
    later, earlier = tick(people[0], True, now), tick(people[0], False, now - SECOND)
    update, is_written = Attendance.objects.bulk_update, threading.Event()

    def in_turn(rows, names):
        """The device that ticked later writes first."""
        if rows and not rows[0].came:
            is_written.wait(10)
        update(rows, names)

    def first():
        attendance.tick(session, editor, [later])
        is_written.set()

    monkeypatch.setattr(type(Attendance.objects), "bulk_update", lambda _self, rows, names: in_turn(rows, names))
    at_once(first, lambda: attendance.tick(session, editor, [earlier]))
    row.refresh_from_db()
    assert (row.came, row.ticked) == (False, now - SECOND), "the later tick is lost"


def test_two_devices_tick_the_same_and_different_people(editor, places, session, people):
    colleague, now = editor_of(places.savez, 2), timezone.now()
    first = [tick(one, True, now) for one in people[:5]]
    second = [tick(one, False, now + SECOND / 100) for one in people[3:5]] + [
        tick(one, True, now) for one in people[5:]
    ]
    moves = [lambda: attendance.tick(session, editor, first), lambda: attendance.tick(session, colleague, second)]
    assert at_once(*moves * 4) == [set()] * 8
    assert there(session) == {one.pk for one in people} - {people[3].pk, people[4].pk}
    assert Attendance.objects.count() == len(people)


def test_each_tick_in_a_sending_of_its_own(client_of, editor, session, people):
    """The last of many for each person counts, whichever comes first."""
    now = int(timezone.now().timestamp() * 1000)

    def device(one, step):
        rows = [[one.pk, step % 2 == 0, now - 1000 + step]]
        return lambda: sent(client_of(editor), editor, session, rows).status_code

    assert at_once(*(device(one, step) for step in range(7) for one in people[:4])) == [200] * 28
    assert there(session) == {one.pk for one in people[:4]}
    assert {one.ticked.microsecond // 1000 for one in session.attendances.all()} == {(now - 994) % 1000}


def test_ticking_while_the_session_is_taken_out(editor, places, session, people):
    """Whoever comes first wins: either it stays with who was there, or it is gone and nobody was ticked."""
    training = session.training
    values = {"title": "Obuka", "held_in": "Tešanj", "day_note": "u maju"}
    lists = {"organisers": [places.savez], "offered": [places.savez], "themes": [], "places": [], "sessions": []}
    results = at_once(
        lambda: attendance.tick(session, editor, [tick(one) for one in people]),
        lambda: actions.change(Training.objects.get(pk=training.pk), editor, training.version, values, lists),
    )
    if isinstance(results[1], actions.Attended):
        assert len(there(session)) == len(people)
    else:
        assert (type(results[0]), results[1]) == (attendance.Gone, None)
        assert not Session.objects.exists()


def test_ticking_while_attendance_is_closed_and_people_leave(editor, session, people):
    moments = [tick(one) for one in people]
    results = at_once(
        lambda: attendance.tick(session, editor, moments),
        lambda: attendance.close(session, editor),
        lambda: Registration.objects.filter(pk=people[0].pk).update(state="removed"),
    )
    assert not any(isinstance(one, Exception) for one in results)
    assert there(session) >= {one.pk for one in people[1:]}, "they were ticked before the closing"
