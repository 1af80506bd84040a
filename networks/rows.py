"""Meetings in words: when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .models.meetings import SARAJEVO

if TYPE_CHECKING:
    from .models import Meeting


def when(meeting: Meeting) -> str:
    """The day in words, with hours as clocks in Sarajevo show them: "petak, 18. decembra 2026, od 10:00 do 16:00"."""
    if meeting.day is None:
        return _("the day is not known") + (f" ({meeting.day_note})" if meeting.day_note else "")
    day = f"{date_format(meeting.day, 'l')}, {date_format(meeting.day, 'DATE_FORMAT')}"
    starts, finishes = (
        f"{timezone.localtime(one, SARAJEVO):%H:%M}" if one else "" for one in (meeting.starts, meeting.finishes)
    )
    if not starts:
        return day
    if not finishes:
        return f"{day}, " + _("at %(start)s") % {"start": starts}
    return f"{day}, " + _("from %(start)s to %(end)s") % {"start": starts, "end": finishes}
