"""What the worker does for networks at its time: a line of `TICKS`. Killed in the middle, it begins again and repeats nothing."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from notifications.actions import notify
from notifications.models import Kind as Notice

from .conclusions_policy import belongs
from .interests import followers
from .models import Conclusion

if TYPE_CHECKING:
    from notifications.schedule import Run

AHEAD = timedelta(days=7)
State = Conclusion.State


def remind_all(run: Run) -> None:
    """Whoever answers for a conclusion: a week before its deadline, and when that has passed without an answer. Of the
    latter whoever follows it as well.
    """
    today = timezone.localdate()
    named = Q(responsible__isnull=False)
    ahead = Q(state__in=[State.UNSENT, State.SENT], deadline__range=(today, today + AHEAD))
    late = Q(state=State.SENT, deadline__lt=today)
    for due, remind in (
        (ahead & named & _not_yet("reminded_of"), partial(_remind, "reminded_of", "conclusion_due")),
        (late & named & _not_yet("told_overdue"), partial(_remind, "told_overdue", "conclusion_overdue")),
        (late & _not_yet("told_followers"), _tell_followers),
    ):
        rows = Conclusion.objects.published().filter(due).order_by("deadline", "pk")
        for number in rows.values_list("pk", flat=True):
            if not run.goes_on():
                return
            with transaction.atomic():
                if one := _still(number, due):
                    remind(one)


def _not_yet(column: str) -> Q:
    """Another deadline is another reminder."""
    return Q(**{column: None}) | ~Q(**{column: F("deadline")})


def _still(number: int, due: Q) -> Conclusion | None:
    """The conclusion for us alone, if it is due still. The row of the spine is held too, which others hold first and a
    notification points at.
    """
    rows = Conclusion.objects.select_for_update(skip_locked=True, of=("self", "entry_ptr"))
    return rows.published().filter(due, pk=number).first()


def _remind(column: str, outcome: str, one: Conclusion) -> None:
    """Whoever left the network is not asked for its conclusions any more, though everyone may read them."""
    if one.responsible is None or not belongs(one.responsible, one.adopted_at):
        return
    Conclusion.objects.filter(pk=one.pk).update(**{column: one.deadline})
    notify(Notice.NETWORK, one.responsible, entry=one, facts={"outcome": outcome}, is_pressing=True)


def _tell_followers(one: Conclusion) -> None:
    """That it is late, whoever follows it, its network or its addressee; whoever answers for it was told more."""
    Conclusion.objects.filter(pk=one.pk).update(told_followers=one.deadline)
    others = [person for person in followers(one) if person.pk != one.responsible_id]
    notify(Notice.FOLLOWED, others, entry=one, facts={"outcome": "conclusion_late"})
