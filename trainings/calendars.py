"""Trainings as iCalendar (RFC 5545): one of them, or all that come. Hours are written with their zone, days without hours as
days; what was cancelled cancels in the calendar of whoever took it over.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from text.languages import Script, current
from text.script import convert

from .models import Session, Training
from .models.training import SARAJEVO

PRODUCT = "-//Mjesna zajednica//Obuke//BS"


Dropped = Sequence[tuple[int, str]]
"""Sessions that are no more, by their number and day."""


def calendar_of(trainings: Iterable[Training], name: str, *, is_own: bool = False, dropped: Dropped = ()) -> bytes:
    """A calendar with an event for each session, in the language and script of the address.

    Of one's `own` trainings it says the link by which one takes part; readers of the page have no use for it.
    Of one training it cancels what was `dropped`, which calendars else would keep.
    """
    script = current().script
    calendar = Calendar.new(prodid=PRODUCT, name=convert(name, script), refresh_interval=timedelta(hours=6))
    calendar["METHOD"] = "PUBLISH"
    for training in trainings:
        sessions = training.sessions_shown
        for session in sessions:
            calendar.add_component(_event(training, session, len(sessions), script, is_own=is_own))
        for number, day in dropped:
            calendar.add_component(_no_more(training, number, date.fromisoformat(day), script))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _begun(training: Training, number: int) -> Event:
    """What makes it the same event in every calendar, later than all that was said of it before."""
    event = Event()
    event.add("uid", f"obuka-{number}@{settings.SITE_HOST}")
    event.add("dtstamp", training.edited)
    event.add("last-modified", training.edited)
    event.add("sequence", training.version + (1 if training.cancelled else 0))
    return event


def _no_more(training: Training, number: int, day: date, script: Script) -> Event:
    event = _begun(training, number)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", convert(training.title, script))
    event.add("status", "CANCELLED")
    return event


def _event(training: Training, session: Session, number: int, script: Script, *, is_own: bool) -> Event:
    title = training.title if number == 1 else f"{training.title} ({session.position}/{number})"
    where = ", ".join(filter(None, [session.venue or training.held_in, session.address]))
    event = _begun(training, session.pk)
    if local := session.local:
        event.add("dtstart", local[0].astimezone(SARAJEVO))
        event.add("dtend", local[1].astimezone(SARAJEVO))
    else:
        event.add("dtstart", session.day)
        event.add("dtend", session.day + timedelta(days=1))
    event.add("summary", convert(title, script))
    if where:
        event.add("location", convert(where, script))
    cancelled = f"{_('Cancelled')}: {training.cancelled_why}" if training.cancelled else ""
    link = session.link if is_own else ""
    text = "\n\n".join(filter(None, [training.lead, link, cancelled]))
    if text:
        event.add("description", convert(text, script))
    event.add("url", settings.SITE_URL + training.get_absolute_url())
    event.add("status", "CANCELLED" if training.cancelled else "CONFIRMED")
    return event
