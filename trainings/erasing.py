"""What becomes of the registrations of a person who is erased."""

from __future__ import annotations

from django.db.models import Q
from django.db.models.functions import Coalesce, Now
from django.utils import timezone

from accounts.models import User

from . import seats
from .models import ALIVE, Answer, Attendance, Certificate, Registration, SignUp
from .registering import settle


def hold(user: User) -> None:
    """Every sign-up that is touched below, before the entries: the order in which whoever signs up takes them."""
    theirs = Q(registrations__person=user) | Q(training__author=user)
    numbers = SignUp.objects.filter(theirs).values("pk")
    list(SignUp.objects.filter(pk__in=numbers).select_for_update().order_by("pk"))


def staying(user: User) -> set[int]:
    """Trainings of theirs on the site for which others have signed up: they are held by associations, and go on."""
    rows = Registration.objects.alive().filter(sign_up__training__author=user).exclude(person=user)
    return set(rows.filter(sign_up__training__status="published").values_list("sign_up", flat=True))


def empty(user: User) -> None:
    """Seats of trainings to come go on to whoever waits; what has been stays as a number without a name."""
    rows = Registration.objects.of(user)
    coming = Q(sign_up__training__ends=None) | Q(sign_up__training__ends__gte=timezone.localdate())
    for one in rows.filter(coming, state__in=ALIVE).order_by("sign_up"):
        held = seats.hold(one.sign_up_id)
        now = timezone.now()
        rows.filter(pk=one.pk, state__in=ALIVE).update(
            state=Registration.State.WITHDRAWN, offered_until=None, changed=now
        )
        if held is not None:
            settle(held)
    Answer.objects.filter(registration__person=user).delete()
    Attendance.objects.filter(registration__person=user).update(reason="")
    # A number without a name: nobody can check it any more, and it is not given to somebody else.
    theirs = Certificate.objects.filter(registration__person=user)
    theirs.update(revoked=Coalesce("revoked", Now()), revoked_why="", name_latin="", name_cyrillic="")
    rows.update(
        applied_note="",
        name="",
        other_name="",
        note="",
        reason="",
        needs_transport=False,
        needs_access=False,
        needs_food=False,
    )
