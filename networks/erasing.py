"""What goes with a person who leaves, beside what hangs on their account, and what is forgotten in time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from content.models import Entry

from .models import Attendee, Invitation, Remark

if TYPE_CHECKING:
    from collections.abc import Iterable

    from accounts.models import User
    from notifications.schedule import Run

KEPT = timedelta(days=90)
"""So long the desk could want to know whom an invitation went to."""


def forget(user: User, addresses: Iterable[str]) -> None:
    """Invitations to their addresses, and those that they used, which hold one; what they wrote in others' goes too."""
    Invitation.objects.filter(by=user).update(words="")
    Invitation.objects.filter(Q(used_by=user) | Q(address__in=[one.lower() for one in addresses])).delete()


def staying(user: User) -> set[int]:
    """Meetings and conclusions of theirs go on without the name: they are those of the network.

    So do those that are not on the site any more, but on which conclusions of others rest.
    """
    rows = Entry.objects.filter(author=user, kind__in=[Entry.Kind.MEETING, Entry.Kind.CONCLUSION])
    leant_on = Q(meeting__conclusions__isnull=False) | Q(conclusion__taken_up_by__isnull=False)
    numbers = set(rows.published().values_list("pk", flat=True))
    return numbers | set(rows.filter(leant_on).values_list("pk", flat=True))


def empty(user: User) -> None:
    """Who was at a meeting stays as a number: from where, and whether a woman or a man; a remark stays as a place."""
    Attendee.objects.filter(person=user).update(name="")
    Remark.objects.filter(person=user).update(text="")


def forget_invitations(run: Run) -> None:  # noqa: ARG001 - named in `TICKS`
    """Those that ended long ago, in whatever way: addresses of people, some of whom never came here."""
    before = timezone.now() - KEPT
    Invitation.objects.filter(Q(ended__lt=before) | Q(expires__lt=before)).delete()
