"""What the worker does at its time: when that is, once, and again if it failed."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import OperationalError
from django.utils import timezone

from notifications.actions import mark_read, notify
from notifications.models import Digest, Notification, OutgoingMail, Tick
from notifications.schedule import latest, run_due
from notifications.tidying import tidy
from tests.notifications.conftest import work

HERE = ZoneInfo("Europe/Sarajevo")
calls = []


@pytest.mark.parametrize(
    ("when", "now", "moment"),
    [
        ("daily", (2026, 11, 24, 7, 0), (2026, 11, 24, 7)),
        ("daily", (2026, 11, 24, 6, 59), (2026, 11, 23, 7)),
        ("weekly", (2026, 11, 24, 12, 0), (2026, 11, 23, 7)),
        ("weekly", (2026, 11, 23, 6, 59), (2026, 11, 16, 7)),
        ("weekly", (2026, 11, 23, 7, 0), (2026, 11, 23, 7)),
        ("daily", (2026, 3, 29, 12, 0), (2026, 3, 29, 7)),  # summer time began that night
        ("hourly", (2026, 11, 24, 6, 59), (2026, 11, 24, 6)),
        ("minutely", (2026, 11, 24, 6, 59), (2026, 11, 24, 6, 59)),
    ],
)
def test_by_the_clock_of_the_country(when, now, moment):
    at = datetime(*now, tzinfo=HERE).astimezone(ZoneInfo("UTC"))
    assert latest(when, at) == datetime(*moment, tzinfo=HERE)


def test_no_other_word_is_known():
    with pytest.raises(ValueError, match="minutely, hourly, daily and weekly, not 'monthly'"):
        latest("monthly", timezone.now())


def note(run):
    calls.append(run.moment)


def fail(run):
    raise RuntimeError("two\nlines")


def away(run):
    raise OperationalError("gone")


@pytest.fixture
def schedule(db, settings):
    """One line, due now."""
    calls.clear()

    def of(function):
        settings.TICKS = {"something": (f"{__name__}.{function.__name__}", "hourly")}
        Tick.objects.update_or_create(
            name="something", defaults={"done": timezone.now() - timedelta(hours=3), "leased_until": None}
        )

    return of


def test_seen_for_the_first_time_it_counts_as_done(schedule):
    schedule(note)
    Tick.objects.all().delete()
    assert list(run_due()) == []
    assert calls == []
    assert Tick.objects.get().done == latest("hourly", timezone.now())


def test_once_for_its_moment_however_many_were_missed(schedule):
    schedule(note)
    for _ in range(3):
        assert list(run_due()) == []
    assert calls == [latest("hourly", timezone.now())]


def test_idle_it_costs_one_query(schedule, django_assert_num_queries):
    schedule(note)
    list(run_due())
    with django_assert_num_queries(1):
        list(run_due())


def test_what_failed_is_tried_again_when_its_lease_is_over(schedule):
    schedule(fail)
    assert list(run_due()) == ["something failed (RuntimeError: two)"]
    assert list(run_due()) == [], "not at once"
    Tick.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    assert work() == "worker: something failed (RuntimeError: two)\n"


def test_a_database_that_is_away_is_the_workers_business(schedule):
    schedule(away)
    with pytest.raises(OperationalError):
        list(run_due())


def test_stopped_in_the_middle_it_is_not_done(schedule):
    schedule(note)
    list(run_due(lambda: True))
    tick = Tick.objects.get()
    assert tick.is_free
    assert tick.done < latest("hourly", timezone.now())


def test_who_lost_the_lease_writes_nothing(schedule):
    schedule(note)
    moment = latest("hourly", timezone.now())
    slow = Tick.objects.lease("something", moment)
    Tick.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    quick = Tick.objects.lease("something", moment)
    assert not slow.renew()
    slow.release(moment)
    assert quick.renew()
    assert Tick.objects.get().done < moment


def test_old_things_are_thrown_away(member):
    long_ago = timezone.now() - timedelta(days=181)
    old, unread, new = notify("claim", member) + notify("claim", member) + notify("claim", member)
    mark_read(member, old)
    mark_read(member, new)
    Notification.objects.filter(pk__in=[old.pk, unread.pk]).update(created=long_ago)
    OutgoingMail.objects.filter(notification=new).update(created=long_ago, status="skipped")
    Digest.objects.create(user=member, period="daily", day="2026-01-01", created=long_ago)
    tidy(None)
    assert set(Notification.objects.all()) == {unread, new}
    assert [mail.notification for mail in OutgoingMail.objects.all()] == [unread]
    assert not Digest.objects.exists()
