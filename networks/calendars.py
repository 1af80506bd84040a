"""Meetings for the calendars of people's phones and offices."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from ui.calendars import Happening, calendar

from .models import Meeting


def calendar_of(meetings: Iterable[Meeting], name: str, *, is_own: bool = False) -> bytes:
    """A calendar with those whose day is known. Of one's `own` network it says the link by which one takes part."""
    return calendar("Mreze", name, [_happening(one, is_own=is_own) for one in meetings if one.day])


def _happening(meeting: Meeting, *, is_own: bool) -> Happening:
    assert meeting.day is not None, "asked for by the caller"  # noqa: S101
    cancelled = f"{_('Cancelled')}: {meeting.cancelled_why}" if meeting.cancelled else ""
    return Happening(
        f"sastanak-{meeting.pk}",
        meeting.edited,
        meeting.version + (1 if meeting.cancelled else 0),
        meeting.title,
        meeting.day,
        (meeting.starts, meeting.finishes) if meeting.starts else None,
        meeting.held_in,
        "\n\n".join(filter(None, [meeting.lead, meeting.link if is_own else "", cancelled])),
        meeting.get_absolute_url(),
        is_cancelled=meeting.cancelled is not None,
    )
