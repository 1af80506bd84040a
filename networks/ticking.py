"""What the worker does for networks at its time: a line of `TICKS`. Killed in the middle, it begins again and repeats nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from notifications.actions import notify
from notifications.models import Kind as Notice

from .conclusions_policy import belongs
from .models import Conclusion

if TYPE_CHECKING:
    from notifications.schedule import Run

AHEAD = timedelta(days=7)
State = Conclusion.State


def remind_all(run: Run) -> None:
    """Whoever answers for a conclusion: a week before its deadline, and when that has passed without an answer."""
    for column, outcome, due in _kinds():
        for number in (
            Conclusion.objects.published().filter(due).order_by("deadline", "pk").values_list("pk", flat=True)
        ):
            if not run.goes_on():
                return
            _remind(number, column, outcome, due)


def _kinds() -> tuple[tuple[str, str, Q], ...]:
    """Where the reminder is written down, what it says, of which conclusions. Another deadline is another reminder."""
    today = timezone.localdate()
    ahead = Q(state__in=[State.UNSENT, State.SENT], deadline__range=(today, today + AHEAD))
    late = Q(state=State.SENT, deadline__lt=today)
    return (
        ("reminded_of", "conclusion_due", ahead & _not_yet("reminded_of")),
        ("told_overdue", "conclusion_overdue", late & _not_yet("told_overdue")),
    )


def _not_yet(column: str) -> Q:
    return Q(responsible__isnull=False) & (Q(**{column: None}) | ~Q(**{column: F("deadline")}))


@transaction.atomic
def _remind(number: int, column: str, outcome: str, due: Q) -> None:
    """Once, if it is still due. The row of the spine is held too, which others hold first and a notification points at."""
    rows = Conclusion.objects.select_for_update(skip_locked=True, of=("self", "entry_ptr"))
    one = rows.published().filter(due, pk=number).first()
    # Whoever left the network is not asked for its conclusions any more, though everyone may read them.
    if one is None or one.responsible is None or not belongs(one.responsible, one.adopted_at):
        return
    Conclusion.objects.filter(pk=number).update(**{column: one.deadline})
    facts = {"outcome": outcome}
    notify(Notice.NETWORK, one.responsible, entry=one, facts=facts, is_pressing=True)
