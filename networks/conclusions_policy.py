"""Who may conclude something, change it, send it, and write down what came back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from content.policy import can_see, is_author
from content.visibility import organisations_of, reader
from moderation.policy import can_moderate

from .meeting_policy import holders_of
from .policy import edits

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

    from .models import Conclusion, Meeting


def belongs(user: User | AnonymousUser, meeting: Meeting) -> bool:
    """Is a member of a network that holds it: such a person alone reads who answers for its conclusions."""
    person = reader(user)
    own = organisations_of(person) if person else set()  # of most people none, and then nothing is asked
    return bool(own) and bool(own & holders_of(meeting))


def _runs(user: User | AnonymousUser, meeting: Meeting) -> bool:
    own = edits(user)
    return (bool(own) and bool(own & holders_of(meeting))) or can_moderate(user)


def can_conclude(user: User | AnonymousUser, meeting: Meeting) -> bool:
    """Coordinators of a network that holds it, and moderators who see it; of what took place, not of what is to come."""
    was_held = meeting.cancelled is None and (meeting.day is None or meeting.day <= timezone.localdate())
    return meeting.is_published and was_held and can_see(user, meeting) and _runs(user, meeting)


def can_keep(user: User | AnonymousUser, conclusion: Conclusion) -> bool:
    """The same people, as long as it stands on the site: change it, send it, write down what came back."""
    return conclusion.is_published and can_see(user, conclusion) and _runs(user, conclusion.adopted_at)


def can_word(user: User | AnonymousUser, conclusion: Conclusion) -> bool:
    """Other words: whoever wrote it, or a moderator. Those of a colleague rest on the mandate of the colleague."""
    return can_keep(user, conclusion) and (is_author(user, conclusion) or can_moderate(user))
