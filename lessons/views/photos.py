"""Pictures and files of a lesson: who may add them, and the way there."""

from __future__ import annotations

from moderation.illustrating import pages_of

from ..policy import can_illustrate
from .lesson import crumbs
from .writing import found

photos, attach, detach, remove_photo, move_photo = pages_of(
    "lessons",
    lambda request, number: found(request, number, can_illustrate),
    lambda lesson: crumbs((lesson.title, lesson.get_absolute_url())),
)
