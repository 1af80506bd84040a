"""What the database refuses of a training, whoever asks."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from content.models import Entry
from tests import factories
from trainings.models import Session, Training

pytestmark = pytest.mark.django_db
DAY = date(2031, 5, 8)
TEN = datetime(2031, 5, 8, 10, tzinfo=ZoneInfo("Europe/Sarajevo"))


@pytest.fixture
def training():
    return factories.make_training(None, days=[DAY])


def add_session(training, fields):
    with transaction.atomic():
        Session.objects.create(training=training, day=DAY, **{"position": 2} | fields)
        transaction.get_connection().check_constraints()


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        ("session_ends_after_it_begins", {"starts": TEN, "finishes": TEN}),
        ("session_ends_after_it_begins", {"starts": TEN, "finishes": TEN - timedelta(hours=1)}),
        ("session_ends_after_it_begins", {"starts": TEN, "finishes": None}),
        ("session_ends_after_it_begins", {"starts": None, "finishes": TEN}),
        (
            "session_begins_on_its_day",
            {"starts": TEN + timedelta(days=1), "finishes": TEN + timedelta(days=1, hours=1)},
        ),
        ("session_position_once", {"position": 1}),
    ],
)
def test_sessions(training, rule, fields):
    with pytest.raises(IntegrityError, match=rule):
        add_session(training, fields)


def test_a_day_is_that_of_sarajevo(training):
    """Half past midnight there is still the day before in UTC."""
    late = datetime(2031, 5, 9, 0, 30, tzinfo=ZoneInfo("Europe/Sarajevo"))
    made = Session.objects.create(
        training=training, position=2, day=date(2031, 5, 9), starts=late, finishes=late + timedelta(hours=1)
    )
    assert made.pk


def test_first_and_last_day_follow_the_sessions(training):
    def days():
        return Training.objects.values_list("begins", "ends").get(pk=training.pk)

    assert days() == (DAY, DAY)
    later = Session.objects.create(training=training, position=2, day=DAY + timedelta(days=3))
    assert days() == (DAY, DAY + timedelta(days=3))
    Session.objects.filter(pk=later.pk).update(day=DAY - timedelta(days=1))
    assert days() == (DAY - timedelta(days=1), DAY)
    Session.objects.filter(training=training).delete()
    assert days() == (None, None)


def test_it_is_an_entry_of_its_kind(member):
    practice = factories.make_practice(member)
    with pytest.raises(IntegrityError, match="training_is_a_training"), transaction.atomic():
        Training(entry_ptr_id=practice.pk).save_base(raw=True)


def test_only_a_cancelled_one_has_a_reason(training):
    with pytest.raises(IntegrityError, match="training_reason_of_a_cancelled_one"), transaction.atomic():
        Training.objects.filter(pk=training.pk).update(cancelled_why="Nema sale.")
    Training.objects.filter(pk=training.pk).update(cancelled_why="Nema sale.", cancelled=timezone.now())


def test_nobody_comments_below_it(client_of, member, training):
    assert client_of(member).post(f"/komentari/{training.pk}/", {"body": "Dolazim."}).status_code in {403, 404}
    assert not Entry.objects.filter(root=training).exists()


@pytest.mark.parametrize(
    ("days", "moment", "state"),
    [
        ((DAY,), TEN - timedelta(days=1), "announced"),
        ((DAY,), TEN, "running"),
        ((DAY,), TEN + timedelta(days=1), "finished"),
        ((DAY, DAY + timedelta(days=2)), TEN + timedelta(days=1), "running"),
        ((), TEN, "finished"),
    ],
)
def test_states(days, moment, state):
    made = factories.make_training(None, days=days)
    assert Training.objects.get(pk=made.pk).state(moment) == state


def test_a_cancelled_one_is_cancelled_whenever(training):
    training.cancelled = timezone.now()
    assert training.state(TEN - timedelta(days=9)) == "cancelled"
