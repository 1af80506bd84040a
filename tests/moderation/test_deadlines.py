"""Two working days, by the calendar of the country."""

from datetime import datetime

import pytest
from django.utils import timezone

from moderation.deadlines import deadline, left


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=timezone.get_default_timezone())


@pytest.mark.parametrize(
    ("since", "until"),
    [
        ("2026-11-23 10:00", "2026-11-25 10:00"),  # Monday
        ("2026-11-26 10:00", "2026-11-30 10:00"),  # Thursday: the weekend is skipped
        ("2026-11-27 23:59", "2026-12-01 23:59"),  # Friday night
        ("2026-11-28 12:00", "2026-12-02 00:00"),  # Saturday: waits from Monday on
        ("2026-11-29 12:00", "2026-12-02 00:00"),
        ("2026-10-23 10:00", "2026-10-27 10:00"),  # the clock goes back on Sunday, the hour stays
    ],
)
def test_deadline(since, until):
    assert deadline(at(since)) == at(until)


@pytest.mark.parametrize(
    ("now", "words", "state"),
    [
        ("2026-11-23 10:00", "2 days left", "ok"),
        ("2026-11-24 11:00", "23 hours left", "warn"),
        ("2026-11-25 13:30", "late by 3 hours", "err"),
        ("2026-11-29 13:30", "late by 4 days", "err"),
    ],
)
def test_what_is_left(now, words, state):
    with timezone.override("Europe/Sarajevo"):
        from django.utils import translation  # noqa: PLC0415

        with translation.override("en"):
            assert left(at("2026-11-25 10:00"), at(now)) == (words, state)
