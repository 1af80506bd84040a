"""The minutes as they are begun: what the platform knows of a meeting, in the order in which minutes say it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from content.models import Entry
from text.sort import sort_key

from .models.meetings import SARAJEVO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from .models import Attendee, Conclusion, Meeting


def draft_of(meeting: Meeting) -> str:
    """Which meeting, when and where, who was there, the agenda, each item with room for words, conclusions, the end.

    Parts are kept apart by empty lines, so that the numbers of the headings stay those that are written.
    """
    agenda = list(meeting.agenda.all())
    parts = [*_head(meeting), *_present(meeting)]
    if agenda:
        lines = [f"{number}. {one.title}{_speaker(one.speaker)}" for number, one in enumerate(agenda, 1)]
        parts.append("\n".join([pgettext("heading in minutes", "AGENDA"), *lines]))
        parts.append(pgettext("heading in minutes", "COURSE OF THE MEETING"))
        parts += [f"{number}. {one.title}\n…" for number, one in enumerate(agenda, 1)]
    else:
        parts += [pgettext("heading in minutes", "COURSE OF THE MEETING"), "…"]
    if conclusions := list(_conclusions(meeting)):
        parts += [pgettext("heading in minutes", "CONCLUSIONS"), *map(_concluded, conclusions)]
    ends = _hour(meeting.finishes) if meeting.finishes else "…"
    parts.append(_("End: %(hour)s") % {"hour": ends})
    parts.append(_("Minutes taken by: %(name)s") % {"name": "…"})
    return "\n\n".join(parts)


def _head(meeting: Meeting) -> Iterator[str]:
    yield "\n".join([pgettext("heading in minutes", "MINUTES"), meeting.title, *(one.name for one in meeting.held_by)])
    day = date_format(meeting.day, "DATE_FORMAT") if meeting.day else meeting.day_note
    lines = [_("Day: %(day)s") % {"day": day}] if day else []
    if meeting.starts:
        lines.append(_("Beginning: %(hour)s") % {"hour": _hour(meeting.starts)})
    if meeting.held_in:
        lines.append(_("Place: %(place)s") % {"place": meeting.held_in})
    if lines:
        yield "\n".join(lines)


def _present(meeting: Meeting) -> Iterator[str]:
    """Names by municipality, in the order of the alphabet; whoever took the name along is counted alone."""
    places: dict[str, list[str]] = defaultdict(list)
    rows = list(meeting.attendees.select_related("person__profile", "municipality"))
    for one in rows:
        if name := _name(one):
            places[one.municipality.label if one.municipality else one.comes_from].append(name)
    if not rows:
        return
    lines = [_("Present: %(number)s") % {"number": len(rows)}]
    for place in sorted(places, key=lambda one: (not one, sort_key(one))):
        names = ", ".join(sorted(places[place], key=sort_key))
        lines.append(f"- {place}: {names}" if place else f"- {names}")
    yield "\n".join(lines)


def _name(attendee: Attendee) -> str:
    return attendee.name or (attendee.person.profile.display_name if attendee.person else "")


def _speaker(name: str) -> str:
    return f" ({name})" if name else ""


def _conclusions(meeting: Meeting) -> Iterator[Conclusion]:
    """In their order, without what was withdrawn or hidden."""
    rows = meeting.conclusions.filter(withdrawn=None).exclude(status=Entry.Status.HIDDEN).order_by("number")
    yield from rows.select_related("to_organisation", "to_municipality__type", "to_municipality__entity")


def _concluded(conclusion: Conclusion) -> str:
    lines = [f"{conclusion.number}. {conclusion.title}", conclusion.body]
    lines.append(_("Sent to: %(name)s") % {"name": conclusion.addressee})
    if conclusion.deadline:
        lines.append(_("Answer due by: %(day)s") % {"day": date_format(conclusion.deadline, "DATE_FORMAT")})
    return "\n".join(filter(None, lines))


def _hour(moment: datetime) -> str:
    return time_format(timezone.localtime(moment, SARAJEVO), "H:i")
