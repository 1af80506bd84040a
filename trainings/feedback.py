"""What people think of a training: given once by each who was there, without a trace of who gave what, and read by the
organisers from five answers on.

What leads nowhere:
- The answers have neither time nor relation, and no audit; that somebody gave theirs is one mark on the registration, which
  organisers do not see and which the audit does not watch.
- The database itself knows for each row which transaction wrote it and where it lies. So with every answer all answers of
  that training are written anew, in the order of their keys, which are random: all then say the same.
- They are shown five at a time. Whoever reads the page before and after one more answer would otherwise read that answer
  from the difference, and perhaps knows who has just given it. So each answer shows up together with four others at least;
  the last few that do not make a five stay unseen. That is what the form promises.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from content.held import Gone

from . import seats
from .models import Feedback, Registration, SignUp, Training
from .models.feedback import BEST, LEAST

OPEN_FOR = timedelta(days=60)
"""So long after its end a training is still fresh enough."""
WORDS: dict[str, tuple[str | Promise, ...]] = {
    "useful": (_("not at all"), _("a little"), _("partly"), _("mostly"), _("very much")),
    "clear": (_("not at all"), _("a little"), _("partly"), _("mostly"), _("very much")),
    "organised": (_("badly"), _("not so well"), _("so-so"), _("well"), _("very well")),
}
"""What 1 to 5 mean."""


class Refused(Exception):  # noqa: N818 - not a fault: it is too late, or too early
    """Why one cannot: `cancelled`, `early` or `late`."""


def was_there(registration: Registration) -> bool:
    """Whether somebody came, and so is asked."""
    return Registration.objects.alive().came().filter(pk=registration.pk).exists()


def why_not(training: Training, now: datetime | None = None) -> str:
    """Why nobody gives feedback at this moment, as `Refused` says it; empty where one may."""
    now, finishes = now or timezone.now(), training.finishes
    if training.cancelled is not None:
        return "cancelled"
    if finishes is None or now < finishes:
        return "early"
    return "" if now < finishes + OPEN_FOR else "late"


def is_asked(registration: Registration) -> bool:
    """Whether the page of a registration invites to it."""
    is_open = not registration.gave_feedback and not why_not(registration.sign_up.training)
    return is_open and was_there(registration)


def give(registration: Registration, values: dict[str, Any]) -> None:
    """Once for each; sent again it changes nothing. Raises Gone for whoever was not there, Refused."""
    with transaction.atomic():
        held = seats.hold(registration.sign_up_id)  # one after the other: the answers are counted and written anew
        mine = Registration.objects.select_for_update().filter(pk=registration.pk).first()
        if held is None or mine is None or not was_there(mine):
            raise Gone
        if why := why_not(held.training):
            raise Refused(why)
        if mine.gave_feedback:
            return
        rows = [*held.feedback.all(), Feedback(sign_up=held, **values)]
        is_a_step = sum(not one.is_shown for one in rows) >= LEAST
        for one in rows:
            one.is_shown = one.is_shown or is_a_step
        held.feedback.all().delete()
        Feedback.objects.bulk_create(sorted(rows, key=lambda one: one.pk))
        Registration.objects.filter(pk=mine.pk).update(gave_feedback=True)


# -- what the organiser reads ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Bar:
    """One answer of several: how many gave it, and what part of all that is, in hundredths."""

    label: str | Promise
    number: int
    percent: int


@dataclass(frozen=True)
class Figure:
    """One question with its mean and how often each mark was given, the best first."""

    question: str
    mean: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Results:
    """What is shown; nothing at all below five answers, not even how many there are."""

    number: int = 0
    figures: tuple[Figure, ...] = ()
    texts: tuple[tuple[str, tuple[str, ...]], ...] = ()


def results_of(sign_up: SignUp) -> Results:
    """One query. Texts come in the order of random keys, those of each question sorted by themselves."""
    rows = list(sign_up.feedback.filter(is_shown=True))
    if len(rows) < LEAST:
        return Results()
    said = {
        name: tuple(sorted(text for one in rows if (text := getattr(one, name))))  # not the order of the other question
        for name in Feedback.TEXTS
    }
    return Results(
        number=len(rows),
        figures=tuple(_figure(name, [getattr(one, name) for one in rows]) for name in Feedback.MARKS),
        texts=tuple((_asked(name), texts) for name, texts in said.items() if texts),
    )


def bars_of(answers: list[Any], labels: dict[Any, str | Promise]) -> tuple[Bar, ...]:
    """How often each was given, in the order of the labels."""
    counted, total = Counter(answers), len(answers) or 1
    return tuple(Bar(label, counted[key], round(100 * counted[key] / total)) for key, label in labels.items())


def _figure(name: str, marks: list[int]) -> Figure:
    mean = number_format(round(sum(marks) / len(marks), 1), decimal_pos=1)
    labels = {mark: WORDS[name][mark - 1] for mark in range(BEST, 0, -1)}
    return Figure(_asked(name), mean, bars_of(marks, labels))


def _asked(name: str) -> str:
    return str(Feedback._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
