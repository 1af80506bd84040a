"""What goes with a person who leaves, beside what hangs on their account, and what is forgotten in time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from .models import Invitation

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


def forget_invitations(run: Run) -> None:  # noqa: ARG001 - named in `TICKS`
    """Those that ended long ago, in whatever way: addresses of people, some of whom never came here."""
    before = timezone.now() - KEPT
    Invitation.objects.filter(Q(ended__lt=before) | Q(expires__lt=before)).delete()
