"""Who was at a session: ticked in the hall, on several devices whose ticks may arrive late, and corrected afterwards.

Each move holds the row of the sign-up, as all moves do (`trainings.seats`): what two devices send at once is merged one after
the other, and nobody leaves the list meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from content.held import Gone

from . import policy, seats
from .models import Attendance, Certificate, Registration, Session, SignUp
from .models.training import SARAJEVO


class Refused(Exception):  # noqa: N818 - not a fault: it is too late, or too early
    """Why it cannot be: `cancelled`, `early`, `open` (then one ticks), `reason` (there is none) or
    `certificate` (it says that they were there).
    """


class Tick(NamedTuple):
    """What a device marked, and when by its clock."""

    registration: int
    came: bool
    moment: datetime


def tick(session: Session, by: User, ticks: Iterable[Tick]) -> set[int]:
    """Merge what was ticked: of several ticks for one person the later counts, and of two at one moment that they came.

    The same sent again changes nothing. Returns the registrations whose ticks do not count: they are not on the list, the tick
    was made before the day or after attendance was closed, or it takes away what a certificate says.
    Raises Gone, PermissionDenied, Refused.
    """
    with transaction.atomic():
        held, session = _held(session, by)
        now, opens = timezone.now(), day_of(session)
        if now < opens:
            raise Refused("early")
        last: dict[int, Tick] = {}
        refused = set()
        for one in ticks:
            made = one._replace(moment=min(one.moment, now))  # no clock is ahead of ours
            if made.moment < opens or (session.closed is not None and made.moment >= session.closed):
                refused.add(one.registration)
            elif one.registration not in last or _weight(made) > _weight(last[one.registration]):
                last[one.registration] = made
        standing = {one.registration_id: one for one in session.attendances.all()}
        # Who left the list after they were ticked may still turn out not to have come.
        there = standing.keys() | set(held.registrations.alive().filter(pk__in=last).values_list("pk", flat=True))
        there -= _certified(one.registration for one in last.values() if not one.came)
        _merge(session, by, standing, [one for one in last.values() if one.registration in there])
        return refused | (last.keys() - there)


def close(session: Session, by: User) -> None:
    """From now on who was there is changed with a reason alone; what was ticked before still arrives.

    Raises Gone, PermissionDenied, Refused.
    """
    with transaction.atomic():
        _, session = _held(session, by)
        now = timezone.now()
        if now < (session.starts or day_of(session)):
            raise Refused("early")
        if session.closed is None:
            session.closed = now
            session.save(update_fields=["closed"])


def correct(registration: Registration, session: Session, by: User, came: bool, reason: str) -> None:
    """Say after the closing that somebody was there after all, or was not, and why. Raises Gone, PermissionDenied, Refused."""
    with transaction.atomic():
        held, session = _held(session, by)
        if session.closed is None:
            raise Refused("open")
        if not reason.strip():
            raise Refused("reason")
        if not held.registrations.filter(pk=registration.pk).exists():
            raise Gone
        if not came and _certified([registration.pk]):
            raise Refused("certificate")
        said = {"came": came, "ticked": timezone.now(), "by": by, "reason": reason.strip()}
        Attendance.objects.update_or_create(registration_id=registration.pk, session=session, defaults=said)


def day_of(session: Session) -> datetime:
    """The moment with which the day of a session begins in Sarajevo: nobody is ticked before."""
    return datetime.combine(session.day, time(), SARAJEVO)


def attended(registration: Registration) -> int:
    """At how many sessions somebody was."""
    return registration.attendances.filter(came=True).count()


def attended_by_all(sign_up: SignUp) -> dict[int, int]:
    """The same for everyone of a training at once, by the number of the registration; who was at none is left out."""
    rows = Attendance.objects.filter(registration__sign_up=sign_up, came=True).order_by()
    return dict(rows.values_list("registration").annotate(Count("pk")))


def fixed(sessions: QuerySet[Session]) -> QuerySet[Session]:
    """Those at which somebody was ticked, or of which attendance was closed: they keep their day."""
    return sessions.filter(Q(closed__isnull=False) | Exists(Attendance.objects.filter(session=OuterRef("pk"))))


def _held(session: Session, by: User) -> tuple[SignUp, Session]:
    """The sign-up, held, and the session as it is now."""
    held = seats.hold(session.training_id)
    # Read when the row is held: what came with it is as old as the moment at which we began to wait.
    now = Session.objects.select_related("training").filter(pk=session.pk).first()
    if held is None or now is None:
        raise Gone
    if not policy.can_run(by, now.training):
        raise PermissionDenied
    if now.training.cancelled is not None:
        raise Refused("cancelled")
    return held, now


def _certified(numbers: Iterable[int]) -> set[int]:
    """Of these registrations those with a valid certificate. None is issued meanwhile: that takes the same row first."""
    return set(
        Certificate.objects.valid().filter(registration__in=list(numbers)).values_list("registration", flat=True)
    )


def _weight(one: Tick | Attendance) -> tuple[datetime, bool]:
    return (one.ticked if isinstance(one, Attendance) else one.moment), one.came


def _merge(session: Session, by: User, standing: dict[int, Attendance], ticks: list[Tick]) -> None:
    changed = []
    for one in ticks:
        row = standing.get(one.registration)
        if row is not None and _weight(one) > _weight(row):
            row.came, row.ticked, row.by = one.came, one.moment, by
            changed.append(row)
    Attendance.objects.bulk_create(
        Attendance(registration_id=one.registration, session=session, came=one.came, ticked=one.moment, by=by)
        for one in ticks
        if one.registration not in standing
    )
    Attendance.objects.bulk_update(changed, ["came", "ticked", "by"])
