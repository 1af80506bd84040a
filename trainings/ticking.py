"""What the worker does for trainings at its time: lines of `TICKS`. Killed in the middle, it begins again and repeats nothing."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from .models import Registration, SignUp, Training
from .models.training import SARAJEVO
from .registering import settle_all as settle
from .seats import hold
from .telling import tell

if TYPE_CHECKING:
    from notifications.schedule import Run

AHEAD = {"reminded_week": (2, 7), "reminded_day": (0, 1)}
"""Where a reminder is written down; it goes out where the training begins in so many days, at the latest the second number."""
FORGOTTEN_AFTER = timedelta(days=30)


def settle_all(run: Run) -> None:
    """Seats of offers that nobody answered go on, and so do those that a rule held until yesterday."""
    now = timezone.now()
    late = Registration.objects.filter(state=Registration.State.OFFERED, offered_until__lte=now).values("sign_up")
    coming = Q(training__begins=None) | Q(training__begins__gte=timezone.localdate(now))
    free = Q(coming, waiting__gt=0, taken__lt=F("seats"), training__cancelled=None)
    for number in SignUp.objects.filter(free | Q(pk__in=late)).values_list("pk", flat=True):
        if not run.goes_on():
            return
        settle([number])


def remind_all(run: Run) -> None:
    """Those who come, a week and a day before. Whoever signed up later than that has just read the day."""
    today = timezone.localdate()
    for column, (least, most) in AHEAD.items():
        days = (today + timedelta(days=least), today + timedelta(days=most))
        for training in Training.objects.published().filter(cancelled=None, sign_up__isnull=False, begins__range=days):
            if not run.goes_on():
                return
            _remind(training, column, most)


def _remind(training: Training, column: str, days: int) -> None:
    assert training.begins is not None, "chosen by it"  # noqa: S101
    since = datetime.combine(training.begins - timedelta(days=days), time(), SARAJEVO)
    with transaction.atomic():
        hold(training.pk)  # before what follows, as everywhere
        rows = Registration.objects.filter(
            sign_up=training.pk, state=Registration.State.CONFIRMED, changed__lt=since
        ).exclude(**{column: training.begins})
        coming = list(rows.select_for_update(of=("self",)).select_related("sign_up__training", "person").order_by("pk"))
        Registration.objects.filter(pk__in=[one.pk for one in coming]).update(**{column: training.begins})
        tell(coming, "training_soon", days=days)


def forget_needs(run: Run) -> None:
    """What people need is of no concern a month after: a line about somebody's health is not kept for nothing."""
    over = timezone.localdate() - FORGOTTEN_AFTER
    told = Q(needs_transport=True) | Q(needs_access=True) | Q(needs_food=True) | ~Q(note="")
    rows = Registration.objects.filter(told, sign_up__training__ends__lt=over)
    if run.goes_on():
        rows.update(needs_transport=False, needs_access=False, needs_food=False, note="")
