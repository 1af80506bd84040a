"""Who may decide what. One place for the desk, the administration and the actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.policy import has_second_factor, is_moderator, needs_second_factor
from content.models import Entry
from content.policy import can_see, is_author
from content.visibility import reader

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


def can_moderate(user: User | AnonymousUser) -> bool:
    """Moderators and administrators, with the second factor where it is needed."""
    person = reader(user)
    return (
        person is not None and is_moderator(person) and (not needs_second_factor(person) or has_second_factor(person))
    )


def can_decide(user: User | AnonymousUser, entry: Entry) -> bool:
    """A moderator, on what they may see and did not write themselves."""
    return can_moderate(user) and can_see(user, entry) and not is_author(user, entry)


def can_report(user: User | AnonymousUser, entry: Entry) -> bool:
    """Anyone, visitors too, whatever stands on the site for them; nobody their own."""
    return entry.is_published and can_see(user, entry) and not is_author(user, entry)
