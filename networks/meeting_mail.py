"""What mails about a meeting say, looked up when they leave: by then it may be cancelled, or its reader may have left."""

from __future__ import annotations

from typing import Any

from notifications.models import OutgoingMail
from notifications.wording import OUTCOMES

from .calendars import calendar_of
from .meeting_policy import takes_part
from .models import Meeting
from .rows import when

WITH_CALENDAR = frozenset({"meeting_announced", "meeting_changed", "meeting_cancelled"})


def why_not(mail: OutgoingMail) -> str:
    """As `notifications.rooms.Room` says."""
    meeting, outcome = _meeting(mail), _outcome(mail)
    if meeting is None or mail.reader is None or not takes_part(mail.reader, meeting):
        return "Its reader does not belong to the network any more, or the meeting is gone."
    if (meeting.cancelled is not None) != (outcome == "meeting_cancelled"):
        return "It stands differently by now."
    return "It has been." if meeting.is_over else ""


def reading(mail: OutgoingMail) -> dict[str, Any]:
    """As `notifications.rooms.Room` says."""
    meeting = _meeting(mail)
    assert meeting is not None, "`why_not` asked before"  # noqa: S101
    return {
        "outcome": _outcome(mail),
        "sentence": str(OUTCOMES[_outcome(mail)]),
        "meeting": meeting,
        "when": when(meeting),
        "agenda": list(meeting.agenda.all()),
        "url": meeting.get_absolute_url(),
    }


def attachments(mail: OutgoingMail) -> list[tuple[str, bytes, str]]:
    """As `notifications.rooms.Room` says: the meeting for one's calendar, where its day is known."""
    meeting = _meeting(mail)
    if meeting is None or meeting.day is None or _outcome(mail) not in WITH_CALENDAR:
        return []
    return [("sastanak.ics", calendar_of([meeting], meeting.title, is_own=True), "text/calendar")]


def _outcome(mail: OutgoingMail) -> str:
    return str(mail.notification.fact("outcome")) if mail.notification else ""


def _meeting(mail: OutgoingMail) -> Meeting | None:
    number = (mail.notification.entry_id if mail.notification else None) or 0
    rows = Meeting.objects.published().select_related("network__organisation").prefetch_related("others", "agenda")
    return rows.filter(pk=number).first()
