"""The reminder of a meeting, two days ahead: a line of `TICKS`."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from notifications.actions import notify
from notifications.models import Kind as Notice
from notifications.models import Notification

from .announcing import invited
from .models import Meeting

if TYPE_CHECKING:
    from notifications.schedule import Run

AHEAD = timedelta(days=2)


def remind_all(run: Run) -> None:
    """Everyone who is invited and has not said that they do not come; once for each day on which it may be."""
    today = timezone.localdate()
    for number in (
        Meeting.objects.published().to_come(today).filter(day__lte=today + AHEAD).values_list("pk", flat=True)
    ):
        if not run.goes_on():
            return
        remind(number)


@transaction.atomic
def remind(number: int) -> bool:
    """One meeting. False where another worker is at it, or nobody is left to be told."""
    rows = Meeting.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=number, cancelled=None)
    if (meeting := rows.first()) is None or meeting.day is None or meeting.has_begun:
        return False
    facts = {"outcome": "meeting_soon", "day": meeting.day.isoformat()}
    told = Notification.objects.filter(entry=meeting, facts__contains=facts).values_list("user", flat=True)
    away = meeting.answers.filter(says="no").values_list("person", flat=True)
    people = [one for one in invited(meeting) if one.pk not in {*told, *away}]
    return bool(notify(Notice.MEETING, people, entry=meeting, facts=facts, is_pressing=True))
