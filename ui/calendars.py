"""What happens on a day, as iCalendar (RFC 5545). Hours are written with their zone, days without hours as days; what was
cancelled cancels in the calendar of whoever took it over.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event

from text.languages import Script, current
from text.script import convert


@dataclass(frozen=True)
class Happening:
    """One event. `key` makes it the same in every calendar, and `sequence` later than all that was said of it before."""

    key: str
    edited: datetime
    sequence: int
    title: str
    day: date
    hours: tuple[datetime, datetime | None] | None = None
    where: str = ""
    text: str = ""
    path: str = ""
    is_cancelled: bool = False


def calendar(product: str, name: str, happenings: Iterable[Happening]) -> bytes:
    """All of them, in the language and script of the address."""
    script = current().script
    made = Calendar.new(
        prodid=f"-//Mjesna zajednica//{product}//BS", name=convert(name, script), refresh_interval=timedelta(hours=6)
    )
    made["METHOD"] = "PUBLISH"
    for one in happenings:
        made.add_component(_event(one, script))
    made.add_missing_timezones()
    return bytes(made.to_ical())


def _event(one: Happening, script: Script) -> Event:
    event = Event()
    event.add("uid", f"{one.key}@{settings.SITE_HOST}")
    event.add("dtstamp", one.edited)
    event.add("last-modified", one.edited)
    event.add("sequence", one.sequence)
    if one.hours:
        zone = timezone.get_default_timezone()
        event.add("dtstart", one.hours[0].astimezone(zone))
        if one.hours[1] is not None:
            event.add("dtend", one.hours[1].astimezone(zone))
    else:
        event.add("dtstart", one.day)
        event.add("dtend", one.day + timedelta(days=1))
    event.add("summary", convert(one.title, script))
    if one.where:
        event.add("location", convert(one.where, script))
    if one.text:
        event.add("description", convert(one.text, script))
    if one.path:
        event.add("url", settings.SITE_URL + one.path)
    event.add("status", "CANCELLED" if one.is_cancelled else "CONFIRMED")
    return event
