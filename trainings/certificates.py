"""Issuing certificates: who earned one, by whom, when; revoking and issuing anew.

The organiser orders, the worker issues, each certificate in a transaction of its own: pages stay fast beside three hundred,
and a worker that is killed goes on where it was. The database refuses a second one for the same registration, and one for
somebody who was not there (`trainings.models.certificates`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, F, Q, QuerySet, Value
from django.utils import timezone

from accounts.models import User
from text.script import to_cyrillic, to_latin

from . import policy, quizzes, seats
from .attendance import attended
from .models import Certificate, CertificateYear, Order, Registration, SignUp, Training
from .telling import tell

if TYPE_CHECKING:
    from notifications.schedule import Run

State = Registration.State


class NotReady(Exception):  # noqa: N818 - not a fault: something is to be done first
    """Why none can be issued: `cancelled`, `sessions` (attendance is not closed) or `nobody`."""


class NotThisOne(Exception):  # noqa: N818 - not a fault: somebody was faster
    """It was revoked already, or another one is valid by now."""


def required(sign_up: SignUp, every: int | None = None) -> int:
    """At how many sessions one must have been, at least one; `every` is how many there are, if that is known already."""
    number = sign_up.training.sessions.count() if every is None else every
    return max(1, min(sign_up.least_sessions or number, number))


def people_with_attendance(sign_up: SignUp) -> QuerySet[Any]:
    """Whoever still is on the list, with the number of sessions at which they were."""
    there = Count("attendances", filter=Q(attendances__came=True))
    return Registration.objects.filter(sign_up=sign_up.pk).alive().annotate(attended=there)


def earned(sign_up: SignUp) -> QuerySet[Any]:
    """Who earned a certificate and has none that is valid, nor one that was revoked: that is for the organiser to repair."""
    rows = people_with_attendance(sign_up).filter(attended__gte=required(sign_up), certificates=None).exclude(name="")
    if sign_up.needs_quiz:
        rows = rows.filter(quizzes.passed())
    return rows.order_by("pk")


def short_of(sign_up: SignUp, least: int) -> QuerySet[Any]:
    """Who has not earned one: with the number of sessions and, where it matters, without a passed quiz (`lacks_quiz`)."""
    lacking = ~quizzes.passed() if sign_up.needs_quiz else Value(False)
    rows: QuerySet[Any] = people_with_attendance(sign_up).annotate(lacks_quiz=lacking).filter(certificates=None)
    return rows.filter(Q(attended__lt=least) | Q(lacks_quiz=True)).order_by("name", "pk")


def obstacle(sign_up: SignUp) -> str:
    """Why none can be issued, as `NotReady` says it; empty where they can."""
    if sign_up.training.cancelled is not None:
        return "cancelled"
    closed = list(sign_up.training.sessions.values_list("closed", flat=True))
    if not closed or None in closed:
        return "sessions"
    return "" if earned(sign_up).exists() else "nobody"


def set_requirement(sign_up: SignUp, by: User, least_sessions: int | None) -> None:
    """How many sessions a certificate asks for; None for all. Raises PermissionDenied."""
    with transaction.atomic():
        held = seats.hold(sign_up.pk)
        if held is None or not policy.can_certify(by, held.training):
            raise PermissionDenied
        held.least_sessions = least_sessions
        held.save(update_fields=["least_sessions"])


def order(sign_up: SignUp, by: User) -> Order:
    """Have them issued to all who earned one. What is ordered already is that. Raises NotReady, PermissionDenied."""
    with transaction.atomic():
        held = seats.hold(sign_up.pk)
        if held is None or not policy.can_certify(by, held.training):
            raise PermissionDenied
        if standing := held.orders.filter(done=None).first():
            return standing
        if why := obstacle(held):
            raise NotReady(why)
        return Order.objects.create(sign_up=held, by=by)


def issue_all(run: Run) -> None:
    """What was ordered: a line of `TICKS`."""
    for one in Order.objects.filter(done=None).select_related("sign_up__training", "by").order_by("pk"):
        if not issue(one, run.goes_on):
            return


def issue(order: Order, goes_on: Callable[[], bool] = lambda: True) -> bool:
    """One after the other, as long as it goes on; False where it was stopped before the last."""
    facts = facts_of(order.sign_up)
    for number in list(earned(order.sign_up).values_list("pk", flat=True)):
        if not goes_on():
            return False
        _issue(number, order, facts)
    Order.objects.filter(pk=order.pk, done=None).update(done=timezone.now())
    return True


def _issue(number: int, order: Order, facts: dict[str, Any]) -> None:
    """One, unless another worker was faster, or who was there has been corrected: that waits for the same row."""
    with transaction.atomic():
        one = _locked(number)
        if earned(order.sign_up).filter(pk=number).exists():
            _write(one, order.by, facts)


def _locked(number: int) -> Registration:
    """Held after its sign-up, as everywhere: whoever changes the training holds that one, and then moves registrations."""
    seats.hold(Registration.objects.values_list("sign_up", flat=True).get(pk=number))
    rows = Registration.objects.select_for_update(of=("self",)).select_related("sign_up__training", "person")
    return rows.get(pk=number)


def facts_of(sign_up: SignUp) -> dict[str, Any]:
    """What each says of the training."""
    training: Training = sign_up.training
    return {
        "title": training.title,
        "begins": training.begins,
        "ends": training.ends,
        "held_in": training.held_in,
        "issuer": ", ".join(training.organised_by)[:1000],
        "sessions_of": training.sessions.count(),
        "with_quiz": sign_up.needs_quiz,
        "is_sample": training.is_sample,
    }


def _write(one: Registration, by: User | None, facts: dict[str, Any], **more: Any) -> Certificate:
    """With the next number of the year, whose row is held until all is written."""
    now = timezone.now()
    year = timezone.localdate(now).year
    CertificateYear.objects.bulk_create([CertificateYear(year=year)], ignore_conflicts=True)
    counter = CertificateYear.objects.select_for_update().get(pk=year)
    counter.last = F("last") + 1
    counter.save()
    counter.refresh_from_db()
    latin, cyrillic = names_of(one)
    values = facts | {"sessions": attended(one), "name_latin": latin}
    values |= {"name_cyrillic": cyrillic, "issued": now, "by": by, "year": year, "number": counter.last}
    made = Certificate.objects.create(registration=one, **values | more)
    tell([one], "certificate", certificate=made.pk)
    return made


def revoke(certificate: Certificate, by: User, reason: str) -> None:
    """It is valid no more, for a reason. Raises NotThisOne, PermissionDenied."""
    with transaction.atomic():
        one = _held(certificate, by)
        _revoke(certificate, by, reason)
        tell([one], "certificate_revoked", certificate=certificate.pk)


def reissue(certificate: Certificate, by: User, reason: str, latin: str, cyrillic: str) -> Certificate:
    """Another one in its stead, with these names and what the training says today. Raises NotThisOne, PermissionDenied.

    One that was revoked may get a successor too, as long as none stands.
    """
    with transaction.atomic():
        one = _held(certificate, by)
        if certificate.is_valid:
            _revoke(certificate, by, reason)
        if Certificate.objects.filter(replaces=certificate).exists() or one.certificates.valid().exists():
            raise NotThisOne
        more = {
            "replaces": certificate,
            "with_quiz": certificate.with_quiz,
            "name_latin": latin,
            "name_cyrillic": cyrillic,
        }
        return _write(one, by, facts_of(one.sign_up), **more)


def _held(certificate: Certificate, by: User) -> Registration:
    """Its registration, held, and what it says of itself now."""
    one = _locked(certificate.registration_id)
    if not policy.can_certify(by, one.sign_up.training):
        raise PermissionDenied
    certificate.refresh_from_db()
    return one


def _revoke(certificate: Certificate, by: User, reason: str) -> None:
    if not certificate.is_valid:
        raise NotThisOne
    certificate.revoked, certificate.revoked_by, certificate.revoked_why = timezone.now(), by, reason
    certificate.save(update_fields=["revoked", "revoked_by", "revoked_why"])


def names_of(one: Registration) -> tuple[str, str]:
    """The name in Latin and in Cyrillic: as it was written in one, and as the person, or our alphabet, writes the other."""
    if to_latin(one.name) == one.name:
        return one.name, one.other_name or to_cyrillic(one.name)
    return one.other_name or to_latin(one.name), one.name


def write_name(one: Registration, latin: str, cyrillic: str) -> bool:
    """How the name stands on the certificate, by the person; False once there is one."""
    with transaction.atomic():
        mine = Registration.objects.select_for_update().get(pk=one.pk)
        if mine.certificates.exists() or not mine.is_alive:
            return False
        mine.name, mine.other_name = latin, cyrillic if cyrillic != to_cyrillic(latin) else ""
        mine.save(update_fields=["name", "other_name"])
        return True
