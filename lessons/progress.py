"""What somebody has read: marking it, and how far they are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from content.held import hold

from .models import Lesson, Reading
from .policy import can_mark_read

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def mark(lesson: Lesson, by: User, version: int, *, is_read: bool) -> None:
    """Read, in the version that stood on the page, or not. Said twice it is said once. Raises Gone, PermissionDenied."""
    hold(lesson.pk, no_key=True)
    lesson.refresh_from_db()
    if not can_mark_read(by, lesson):
        raise PermissionDenied
    if not is_read:
        Reading.objects.filter(person=by, lesson=lesson).delete()
        return
    told = {"version": max(1, min(version, lesson.version)), "read": timezone.now()}
    Reading.objects.update_or_create(person=by, lesson=lesson, defaults=told)


def versions_read(by: User, lessons: Iterable[int]) -> dict[int, int]:
    """Which of these lessons somebody has read, and in which version."""
    return dict(Reading.objects.filter(person=by, lesson__in=list(lessons)).values_list("lesson", "version"))


def by_series(rows: Any, by: User) -> dict[str, tuple[int, int]]:
    """Of the lessons in `rows`: how many of each series somebody has read, and how many there are."""
    read = Count("pk", filter=Q(pk__in=Reading.objects.filter(person=by).values("lesson")))
    counted = rows.order_by().values("series").annotate(read=read, all=Count("pk"))
    return {one["series"]: (one["read"], one["all"]) for one in counted}
