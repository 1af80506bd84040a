"""The promise: an answer within two working days, Monday to Friday, by the calendar of the country.

Public holidays differ between entities and are not taken off: the answer is then early, never late.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

WORKING_DAYS = 2
SATURDAY = 5


def deadline(since: datetime) -> datetime:
    """The moment by which what has waited `since` then must be answered: two working days later, at the same hour.

    What comes at the weekend begins to wait on Monday at midnight.
    """
    end = timezone.localtime(since)
    if end.weekday() >= SATURDAY:
        end = (end + timedelta(days=7 - end.weekday())).replace(hour=0, minute=0, second=0, microsecond=0)
    for _day in range(WORKING_DAYS):
        end += timedelta(days=1)
        while end.weekday() >= SATURDAY:
            end += timedelta(days=1)
    return end


def left(until: datetime, now: datetime | None = None) -> tuple[str, str]:
    """What is left until then in words, and how urgent it is: `ok`, `warn` (less than a day) or `err` (late)."""
    seconds = (until - (now or timezone.now())).total_seconds()
    hours, days = int(abs(seconds) // 3600), int(abs(seconds) // 86_400)
    if days:
        span = ngettext("%(number)s day", "%(number)s days", days) % {"number": days}
    else:
        span = ngettext("%(number)s hour", "%(number)s hours", hours) % {"number": hours}
    if seconds < 0:
        return _("late by %(span)s") % {"span": span}, "err"
    return _("%(span)s left") % {"span": span}, "ok" if days else "warn"
