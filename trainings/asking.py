"""What the worker asks those who were there: what they think of it when it is over, three months later whether they applied it.

Lines of `TICKS`. Each is asked once: that they were stands in their row before anything is sent, in the same transaction. So
a worker that is killed goes on where it stopped, and whoever is ticked days later is still asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from . import applied, feedback
from .models import Registration, Training
from .models.training import DAY
from .seats import hold
from .telling import tell

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from notifications.schedule import Run


def ask_feedback(run: Run) -> None:
    """From the end of a training, as long as feedback is taken."""
    today = timezone.localdate()
    # A session that begins late in the evening ends on the next day.
    for training in _held_between(today - feedback.OPEN_FOR - 2 * DAY, today):
        if not run.goes_on():
            return
        if not feedback.why_not(training):
            _ask(training, "asked_feedback", "training_feedback")


def ask_applied(run: Run) -> None:
    """Three months after the last day, and some weeks on for what was written down late."""
    day = applied.day_before(timezone.localdate())
    for training in _held_between(day - applied.OPEN_FOR, day):
        if not run.goes_on():
            return
        _ask(training, "asked_applied", "training_applied")


def _held_between(first: date, last: date) -> Iterable[Training]:
    rows = Training.objects.published().filter(cancelled=None, sign_up__isnull=False, ends__range=(first, last))
    return rows.order_by("pk")


def _ask(training: Training, column: str, outcome: str) -> None:
    with transaction.atomic():
        hold(training.pk)  # before what follows, as everywhere
        rows = Registration.objects.alive().came().filter(sign_up=training.pk, **{column: None})
        found = rows.select_for_update(of=("self",)).select_related("sign_up__training", "person").order_by("pk")
        people = [one for one in found if column != "asked_feedback" or not one.gave_feedback]
        Registration.objects.filter(pk__in=[one.pk for one in people]).update(**{column: timezone.now()})
        for one in people:
            # Each with the number of their registration: the page where one answers.
            tell([one], outcome, is_pressing=False, registration=one.pk)
