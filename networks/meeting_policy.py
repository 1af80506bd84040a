"""Who may announce a meeting, say that they come, see its inside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects

from content.policy import can_see, is_author
from content.visibility import organisations_of, reader
from moderation.policy import can_moderate

from .policy import edits, runs

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

    from .models import Meeting, Network


def holders_of(meeting: Meeting) -> set[int]:
    """The network that holds it and those that hold it together with that one, which are asked for once."""
    prefetch_related_objects([meeting], "joints")
    return {meeting.network_id, *(one.network_id for one in meeting.joints.all())}


def can_announce(user: User | AnonymousUser, network: Network) -> bool:
    """Its coordinator."""
    return runs(user, network)


def leads(user: User | AnonymousUser, meeting: Meeting) -> bool:
    """Coordinates one of its networks: keeps the agenda, the attendance, what follows of it."""
    own = edits(user)  # of most people none, and then nothing is asked
    return bool(own) and bool(own & holders_of(meeting)) and can_see(user, meeting)


def takes_part(user: User | AnonymousUser, meeting: Meeting) -> bool:
    """Belongs to one of its networks: sees the link, is invited, answers."""
    person = reader(user)
    own = organisations_of(person) if person else set()
    return bool(own) and bool(own & holders_of(meeting)) and can_see(user, meeting)


def can_change(user: User | AnonymousUser, meeting: Meeting) -> bool:
    """Whoever announced it and coordinates one of its networks still, and moderators; unless it is cancelled.

    What is published rests on the mandate of its author, so that of a colleague does not carry a change of its text.
    """
    if meeting.cancelled is not None or not can_see(user, meeting):
        return False
    return can_moderate(user) or (is_author(user, meeting) and leads(user, meeting))


def can_cancel(user: User | AnonymousUser, meeting: Meeting) -> bool:
    """Who leads it, or may change it, before it is over."""
    return meeting.cancelled is None and not meeting.is_over and (leads(user, meeting) or can_change(user, meeting))


def can_answer(user: User | AnonymousUser, meeting: Meeting) -> bool:
    """Who is invited, while it is to come."""
    return takes_part(user, meeting) and meeting.is_published and meeting.cancelled is None and not meeting.is_over


def can_keep_attendance(user: User | AnonymousUser, meeting: Meeting) -> bool:
    """Who leads it, once it has begun."""
    return leads(user, meeting) and meeting.cancelled is None and meeting.has_begun
