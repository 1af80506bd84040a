"""The mail of the day and of the week: what was not read on the site and not mailed by itself, one mail a person."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User

from .models import Digest, Digested, Mail, Notification, OutgoingMail, Preference
from .policy import may_read
from .schedule import Run

A_MINUTE = 120
"""So many leave in a minute, so that a code for somebody who signs in never waits behind the mail of the morning."""
MOST_LINES = 50


def daily(run: Run) -> None:
    """Named in `TICKS`."""
    _build(run, Digested.DAILY)


def weekly(run: Run) -> None:
    """Named in `TICKS`."""
    _build(run, Digested.WEEKLY)


def _build(run: Run, period: str) -> None:
    """Person by person, each in a transaction of their own: killed in the middle, it goes on where it stopped."""
    start, made = timezone.now(), 0
    waiting = Notification.objects.waiting_for(period).order_by("user").values_list("user", flat=True).distinct()
    for number, user_id in enumerate(list(waiting)):
        if number % 50 == 0 and not run.goes_on():
            return
        made += build_for(user_id, period, run.moment.date(), start + timedelta(minutes=made // A_MINUTE))


@transaction.atomic
def build_for(user_id: int, period: str, day: date, leaves: datetime | None = None) -> bool:
    """One person's mail, unless it was made already. The unique row makes a second builder wait, then see that."""
    _digest, first = Digest.objects.get_or_create(user_id=user_id, period=period, day=day)
    rows = Notification.objects.waiting_for(period).filter(user=user_id)
    numbers = list(rows.order_by("pk").select_for_update().values_list("pk", flat=True)) if first else []
    user = User.objects.filter(pk=user_id).first()
    if not numbers or user is None:
        return False
    rows.filter(pk__in=numbers).update(mailed=timezone.now())
    OutgoingMail.objects.create(
        recipient=user.email,
        reader=user,
        event="digest",
        context={"period": period, "notifications": numbers},
        next_try=leaves or timezone.now(),
    )
    return True


def lines_of(mail: OutgoingMail) -> list[Notification]:
    """What stands in it when it leaves: not read meanwhile, not turned off, and still to be seen by its reader."""
    if mail.reader is None:
        return []
    wanted = [kind for kind, choice in Preference.objects.of(mail.reader).items() if choice != Mail.NEVER]
    rows = mail.reader.notifications.filter(pk__in=mail.context["notifications"], kind__in=wanted).unread()
    found = rows.with_subject().newest_first()
    return [one for one in found if may_read(mail.reader, one)]
