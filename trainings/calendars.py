"""Trainings as iCalendar: one of them, or all that come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _

from ui.calendars import Happening, calendar

from .models import Session, Training

Dropped = Sequence[tuple[int, str]]
"""Sessions that are no more, by their number and day."""


def calendar_of(trainings: Iterable[Training], name: str, *, is_own: bool = False, dropped: Dropped = ()) -> bytes:
    """A calendar with an event for each session, in the language and script of the address.

    Of one's `own` trainings it says the link by which one takes part; readers of the page have no use for it.
    Of one training it cancels what was `dropped`, which calendars else would keep.
    """
    found = []
    for training in trainings:
        sessions = training.sessions_shown
        found += [_happening(training, one, len(sessions), is_own=is_own) for one in sessions]
        found += [_no_more(training, number, date.fromisoformat(day)) for number, day in dropped]
    return calendar("Obuke", name, found)


def _sequence(training: Training) -> int:
    return training.version + (1 if training.cancelled else 0)


def _no_more(training: Training, number: int, day: date) -> Happening:
    return Happening(f"obuka-{number}", training.edited, _sequence(training), training.title, day, is_cancelled=True)


def _happening(training: Training, session: Session, number: int, *, is_own: bool) -> Happening:
    cancelled = f"{_('Cancelled')}: {training.cancelled_why}" if training.cancelled else ""
    return Happening(
        f"obuka-{session.pk}",
        training.edited,
        _sequence(training),
        training.title if number == 1 else f"{training.title} ({session.position}/{number})",
        session.day,
        session.local,
        ", ".join(filter(None, [session.venue or training.held_in, session.address])),
        "\n\n".join(filter(None, [training.lead, session.link if is_own else "", cancelled])),
        training.get_absolute_url(),
        is_cancelled=training.cancelled is not None,
    )
