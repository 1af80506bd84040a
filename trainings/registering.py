"""What becomes of a registration. Each move holds the row of the sign-up, so seats are given one after the other
(`trainings.seats`), and tells whoever it concerns in the same transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from content.held import Gone, hold
from text.languages import current as current_language

from . import policy, seats
from .models import ALIVE, Answer, Message, Question, Registration, SignUp, Training
from .models.questions import MOST
from .telling import tell

State = Registration.State


class TooFew(Exception):  # noqa: N818 - not a fault: people are in already
    """There are more people with a seat than seats are left to be."""


class Refused(Exception):  # noqa: N818 - not a fault: it is too late, or too early
    """Why it cannot be: `cancelled`, `early`, `closed`, `begun` or `late`."""


def set_rules(training: Training, by: User, values: dict[str, Any], questions: Sequence[dict[str, Any]]) -> SignUp:
    """How one signs up; where there are more seats than before, they are offered at once.

    Questions take the place of the former ones; once somebody has signed up they only come in addition.
    Raises PermissionDenied, TooFew.
    """
    with transaction.atomic():
        there = seats.hold(training.pk)  # before the entry, as everywhere
        hold(training.pk)
        training.refresh_from_db()
        if not policy.can_set_rules(by, training):
            raise PermissionDenied
        held = there or seats.hold(training.pk) or SignUp(training=training)
        if values["seats"] < held.taken:
            raise TooFew
        for name, value in values.items():
            setattr(held, name, value)
        # What a trigger counts is not written over by what this form knew.
        held.save(update_fields=None if held._state.adding else list(values))
        if not held.registrations.exists():
            held.questions.all().delete()
        standing = [one.text for one in held.questions.all()]
        new = [row for row in questions if row["text"] not in standing][: MOST - len(standing)]
        Question.objects.bulk_create(
            Question(sign_up=held, position=place, **row) for place, row in enumerate(new, len(standing) + 1)
        )
        settle(held)
        return held


def end_rules(training: Training, by: User) -> bool:
    """One does not sign up here after all. False where somebody has done so already. Raises PermissionDenied."""
    with transaction.atomic():
        if not policy.can_set_rules(by, training):
            raise PermissionDenied
        held = seats.hold(training.pk)
        if held is None or held.registrations.exists():
            return held is None
        held.delete()
        return True


def sign_up(training: Training, by: User, values: dict[str, Any], answers: dict[int, str]) -> Registration:
    """For oneself: a seat, or a place on the waiting list. Who is signed up already stays so. Raises Gone, Refused."""
    with transaction.atomic():
        held = _held(training.pk)
        mine = held.registrations.alive().filter(person=by).first()
        if mine is not None:
            return mine
        if not policy.can_sign_up(by, held.training):
            raise PermissionDenied
        _refuse_unless_open(held)
        return _enter(held, Registration(person=by, by=by, consented=timezone.now(), **values), answers)


def bring(training: Training, by: User, rows: Sequence[dict[str, Any]]) -> list[Registration]:
    """Several people of a coordinator, in their order; `rows` name a person, a name and a place each.

    Who is signed up already is passed over. Raises Gone, PermissionDenied, Refused.
    """
    with transaction.atomic():
        held = _held(training.pk)
        wanted = {row["person"].pk for row in rows}
        if not policy.can_sign_up(by, held.training):
            raise PermissionDenied
        if len(wanted) != policy.people_of(by).filter(pk__in=wanted).count():
            raise PermissionDenied
        _refuse_unless_open(held)
        there = set(held.registrations.alive().filter(person__in=wanted).values_list("person", flat=True))
        return [_enter(held, Registration(by=by, **row)) for row in rows if row["person"].pk not in there]


def add_guest(training: Training, by: User, values: dict[str, Any], answers: dict[int, str]) -> Registration:
    """Somebody without an account, by the organiser, who may do so after the deadline too. Who is there already stays so.

    Raises Gone, PermissionDenied, Refused.
    """
    with transaction.atomic():
        held = _held(training.pk)
        if not policy.can_run(by, held.training):
            raise PermissionDenied
        if held.training.cancelled is not None:
            raise Refused("cancelled")
        alive = held.registrations.alive()
        if values["email"] and (there := alive.filter(email__iexact=values["email"]).first()):
            return there
        new = Registration(by=by, language=current_language().code, consented=timezone.now(), **values)
        return _enter(held, new, answers)


def accept(registration: Registration) -> None:
    """Take the seat that was offered. Raises Refused where it has gone on."""
    with transaction.atomic():
        held, mine = _both(registration)
        settle(held)
        mine.refresh_from_db()
        if mine.state == State.CONFIRMED:
            return
        if held.training.cancelled is not None:
            raise Refused("cancelled")
        if _has_begun(held.training):
            raise Refused("begun")
        if mine.state == State.OFFERED:
            _move(mine, State.CONFIRMED)
            tell([mine], "signed_up")
            return
    raise Refused("late")  # what `settle` did stays


def withdraw(registration: Registration) -> None:
    """Not come after all; the seat goes on at once. Raises Refused when the training has begun."""
    with transaction.atomic():
        held, mine = _both(registration)
        if mine.state not in ALIVE:
            return
        if _has_begun(held.training):
            raise Refused("begun")
        _move(mine, State.WITHDRAWN)
        settle(held)


def write(training: Training, by: User, once: UUID, to: str, text: str) -> Message:
    """The organiser's words to many, by mail and on the page of each. Raises Gone, PermissionDenied."""
    with transaction.atomic():
        held = _held(training.pk)
        if not policy.can_run(by, held.training):
            raise PermissionDenied
        if sent := held.messages.filter(once=once).first():
            return sent
        people = list(Message.group(to).filter(sign_up=held).select_related("sign_up__training", "person"))
        message = Message.objects.create(sign_up=held, by=by, once=once, to=to, text=text, number=len(people))
        tell(people, "training_message", message=message.pk)
        return message


def tell_needs(registration: Registration, values: dict[str, Any]) -> bool:
    """What somebody needs, said by themselves, who agree by it that the organiser reads it. False if they are off the list."""
    rows = Registration.objects.alive().filter(pk=registration.pk)
    return bool(rows.update(**values, consented=timezone.now()))


def remove(registration: Registration, by: User, reason: str) -> None:
    """By the organiser, who says why. Raises PermissionDenied."""
    with transaction.atomic():
        held, one = _both(registration)
        if not policy.can_run(by, held.training):
            raise PermissionDenied
        if one.state not in ALIVE:
            return
        one.reason = reason
        _move(one, State.REMOVED)
        tell([one], "removed")
        settle(held)


def settle(held: SignUp) -> None:
    """Let offers lapse, offer what is free, and tell those whom it concerns."""
    changed = seats.give(held)
    tell([one for one in changed if one.state == State.LAPSED], "lapsed")
    tell([one for one in changed if one.state == State.OFFERED], "offered")


def settle_all(numbers: Iterable[int]) -> None:
    """The same for several trainings, each in a transaction of its own."""
    for number in numbers:
        with transaction.atomic():
            if (held := seats.hold(number)) is not None:
                settle(held)


def _has_begun(training: Training) -> bool:
    return training.starts is not None and training.starts <= timezone.now()


def _held(number: int) -> SignUp:
    held = seats.hold(number)
    if held is None:
        raise Gone
    return held


def _both(registration: Registration) -> tuple[SignUp, Registration]:
    """The sign-up, held, and the registration as it is now."""
    held = _held(registration.sign_up_id)
    return held, held.registrations.get(pk=registration.pk)


def why_not(held: SignUp) -> str:
    """Why nobody signs up at this moment, as `Refused` says it; empty where one may."""
    if held.training.cancelled is not None:
        return "cancelled"
    now, starts = timezone.now(), held.training.starts
    if held.is_open(now, starts):
        return ""
    ends = held.ends(starts)
    return "closed" if ends is not None and ends <= now else "early"


def _refuse_unless_open(held: SignUp) -> None:
    if why := why_not(held):
        raise Refused(why)


def _enter(held: SignUp, new: Registration, answers: dict[int, str] | None = None) -> Registration:
    settle(held)
    # The place in the queue is that of the moment at which we hold the row, and not of the one at which we began to wait.
    new.sign_up, new.queued = held, timezone.now()
    why = new.kept_out_by = seats.enter(held, new)
    # What was asked may have been taken away while the form was open.
    asked = set(held.questions.values_list("pk", flat=True)) if answers else set()
    Answer.objects.bulk_create(
        Answer(registration=new, question_id=question, text=text)
        for question, text in (answers or {}).items()
        if text and question in asked
    )
    tell([new], "waitlisted" if why else "signed_up", by=new.by if new.by != new.person else None)
    return new


def _move(one: Registration, state: str) -> None:
    one.state, one.offered_until, one.changed = state, None, timezone.now()
    one.save(update_fields=["state", "offered_until", "changed", "reason"])
