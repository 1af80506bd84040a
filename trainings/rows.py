"""A training as a row of a list, and what its page shows of when and where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .models import Session, SignUp, Training

if TYPE_CHECKING:
    from datetime import datetime

STATES = {
    "announced": "info",
    "open": "ok",
    "closed": "neutral",
    "running": "ok",
    "finished": "neutral",
    "cancelled": "err",
}
"""How the tag of a state looks."""
LOOKS = {
    "waiting": "info",
    "offered": "warn",
    "confirmed": "ok",
    "withdrawn": "neutral",
    "lapsed": "neutral",
    "removed": "neutral",
}
"""The same for the state of a registration."""


@dataclass(frozen=True)
class Row:
    """What a list shows."""

    url: str
    title: str
    lead: str
    when: str
    where: str
    organised_by: str
    state: str
    state_look: str
    is_sample: bool
    is_online: bool
    seats: str
    day: date | None


def row_of(training: Training, now: datetime) -> Row:
    """No query where the training was read `with_sessions`."""
    state, sessions = training.state(now), training.sessions_shown
    return Row(
        url=training.get_absolute_url(),
        title=training.title,
        lead=training.lead,
        when=when(training, sessions),
        where=training.held_in,
        organised_by=", ".join(training.organised_by),
        state=str(state.label),
        state_look=STATES[state],
        is_sample=training.is_sample,
        seats=seats_of(training, state),
        is_online=bool(sessions) and all(session.is_online for session in sessions),
        day=training.begins,
    )


def seats_of(training: Training, state: Training.State) -> str:
    """How many seats are left, while one may sign up: "slobodna 4 od 20 mjesta"."""
    sign_up = training.signing_up
    if sign_up is None or state != Training.State.OPEN:
        return ""
    if sign_up.is_full:
        return _("full, with a waiting list")
    text = ngettext("%(free)s of %(seats)s seat free", "%(free)s of %(seats)s seats free", sign_up.seats)
    return text % {"free": sign_up.free, "seats": sign_up.seats}


def rules_of(sign_up: SignUp | None) -> list[str]:
    """What limits the seats, in sentences."""
    if sign_up is None:
        return []
    told = []
    if number := sign_up.per_municipality:
        text = ngettext(
            "At most %(number)s seat for each municipality.", "At most %(number)s seats for each municipality.", number
        )
        told.append(text % {"number": number})
    if number := sign_up.per_community:
        text = ngettext(
            "At most %(number)s seat for each local community.",
            "At most %(number)s seats for each local community.",
            number,
        )
        told.append(text % {"number": number})
    if sign_up.holds_for_women(timezone.localdate()):
        day = date_format(sign_up.women_until, "SHORT_DATE_FORMAT")  # type: ignore[arg-type]
        told.append(
            _("%(number)s seats are held for women, last day: %(day)s") % {"number": sign_up.for_women, "day": day}
        )
    return told


def when(training: Training, sessions: list[Session]) -> str:
    """The days in words: "petak, 18. decembra 2026, od 10:00 do 16:00"."""
    if not sessions:
        return _("the day is not known") + (f" ({training.day_note})" if training.day_note else "")
    days = " – ".join(map(_day, dict.fromkeys([sessions[0].day, sessions[-1].day])))
    hours = {session.local and tuple(f"{moment:%H:%M}" for moment in session.local) for session in sessions}
    if len(hours) == 1 and (same := hours.pop()):
        days += ", " + _("from %(start)s to %(end)s") % {"start": same[0], "end": same[1]}
    return f"{days} ({training.day_note})" if training.day_note else days


def _day(day: date) -> str:
    """With its name: those who come plan by it."""
    return f"{date_format(day, 'l')}, {date_format(day, 'DATE_FORMAT')}"
