"""Three months after a training: did people apply what they learned? It stands with the registration, and whoever answered
changes it as long as it is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from content.held import Gone

from .feedback import Bar, bars_of
from .models import Registration, SignUp
from .models.feedback import LEAST

ASKED_AFTER = 3
"""Months since the last day."""
OPEN_FOR = timedelta(days=60)
"""So long after somebody was asked."""


class Refused(Exception):  # noqa: N818 - not a fault: it is too late, or too early
    """Nobody asks, or not any more."""


def day_before(today: date) -> date:
    """The last day of those trainings of which it is asked today: three months ago, in a shorter month its last day."""
    months = today.year * 12 + today.month - 1 - ASKED_AFTER
    first = date(months // 12, months % 12 + 1, 1)
    following = date((months + 1) // 12, (months + 1) % 12 + 1, 1)
    return min(first + timedelta(days=today.day - 1), following - timedelta(days=1))


def is_asked(registration: Registration) -> bool:
    """Whether the page of a registration asks, or shows what was answered and lets it be changed."""
    asked = registration.asked_applied
    is_open = asked is not None and timezone.now() < asked + OPEN_FOR
    return is_open and registration.is_alive and registration.sign_up.training.cancelled is None


def answer(registration: Registration, applied: str, note: str) -> None:
    """The last answer counts; the day stays that of the first. Raises Gone, Refused."""
    with transaction.atomic():
        mine = Registration.objects.select_for_update(of=("self",)).select_related("sign_up__training")
        one = mine.filter(pk=registration.pk).first()
        if one is None:
            raise Gone
        if not is_asked(one):
            raise Refused
        one.applied, one.applied_note, one.applied_on = applied, note, one.applied_on or timezone.now()
        one.save(update_fields=["applied", "applied_note", "applied_on"])


@dataclass(frozen=True)
class Results:
    """What is shown to the organiser; nothing at all below five answers."""

    number: int = 0
    bars: tuple[Bar, ...] = ()
    notes: tuple[str, ...] = ()


def results_of(sign_up: SignUp) -> Results:
    """One query. In steps of five, as they answered first: one more answer does not stand out (`trainings.feedback`)."""
    rows = sign_up.registrations.exclude(applied="").order_by("applied_on", "pk")
    answers = list(rows.values_list("applied", "applied_note"))
    shown = answers[: len(answers) // LEAST * LEAST]
    if not shown:
        return Results()
    bars = bars_of([applied for applied, _note in shown], dict(Registration.Applied.choices))
    return Results(len(shown), bars, tuple(sorted(note for _applied, note in shown if note)))
