"""Who may be told what. Asked when something happens, and again when its mail leaves."""

from __future__ import annotations

from accounts.models import Mandate, User
from accounts.policy import is_moderator
from content.models import Entry
from content.policy import can_see, is_author
from content.visibility import organisations_of

from .models import Kind, Notification


def may_know(user: User, kind: str, entry: Entry | None) -> bool:
    """Authors what was decided about their own; everyone what they may read."""
    if entry is None:
        return True
    return (kind == Kind.DECIDED and is_author(user, entry)) or can_see(user, entry)


def may_read(user: User, notification: Notification) -> bool:
    """The twin of `Notification.objects.readable_by(user)`."""
    inside = notification.fact("inside")  # an organisation: only who belongs to it reads what is told inside it
    belongs = not inside or inside in organisations_of(user)
    return notification.user_id == user.pk and belongs and may_know(user, notification.kind, notification.entry)


def kinds_for(user: User) -> list[Kind]:
    """What this person can be told about at all."""
    decides = is_moderator(user) or user.holds(Mandate.Role.COORDINATOR)
    return [kind for kind in Kind if kind != Kind.WAITING or decides]
