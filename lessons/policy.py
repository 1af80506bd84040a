"""Who may publish a lesson, change it, throw a draft away; who keeps track of what they read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.models import User
from accounts.policy import holders_of
from content.policy import can_edit, can_see, is_author
from moderation.policy import can_moderate
from trainings.policy import can_announce

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from .models import Lesson


def can_write(user: User | AnonymousUser) -> bool:
    """Whoever may announce trainings: editors of associations and networks."""
    return can_announce(user)


def can_change(user: User | AnonymousUser, lesson: Lesson) -> bool:
    """Its author, who edits for its association today, and moderators once it is on the site. A draft, by its author.

    What is published rests on the mandate of its author, so that of a colleague does not carry a change.
    """
    if not lesson.is_published:
        return can_drop(user, lesson) and can_write(user)
    own = {one.pk for one in holders_of(user)}
    return can_see(user, lesson) and (can_moderate(user) or (is_author(user, lesson) and lesson.edited_for_id in own))


def can_illustrate(user: User | AnonymousUser, lesson: Lesson) -> bool:
    """Add and take away pictures and files: authors alone, as everywhere."""
    return can_edit(user, lesson) and can_change(user, lesson)


def can_drop(user: User | AnonymousUser, lesson: Lesson) -> bool:
    """Authors a draft of theirs, also when their mandate has ended."""
    return is_author(user, lesson) and lesson.status == lesson.Status.DRAFT and lesson.withdrawn is None


def can_mark_read(user: User | AnonymousUser, lesson: Lesson) -> bool:
    """Whoever has signed in and reads it on the site."""
    return isinstance(user, User) and lesson.is_published and can_see(user, lesson)
