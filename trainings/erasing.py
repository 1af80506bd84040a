"""What becomes of the registrations of a person who is erased."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from accounts.models import User

from . import seats
from .models import ALIVE, Answer, Registration
from .registering import settle


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
    rows.update(name="", note="", reason="", needs_transport=False, needs_access=False, needs_food=False)
