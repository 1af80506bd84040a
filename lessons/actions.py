"""What becomes of a lesson: kept as a draft, published, changed, or thrown away before anybody knew of it.

Taking it off the site and bringing it back are moves of every entry (`moderation.actions`).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from accounts.policy import holders_of
from content.erasing import files_of, remove
from content.files import store
from content.held import hold
from moderation.actions import submit
from trainings import quizzes
from trainings.actions import Changed, next_version

from .models import Lesson
from .policy import can_change, can_drop, can_write

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from accounts.models import User
    from content.models import Theme
    from trainings.models import Quiz

__all__ = ["Changed", "begin", "change", "drop", "publish", "set_questions"]


@transaction.atomic
def publish(by: User, once: UUID, language: str, values: dict[str, Any], themes: Iterable[Theme]) -> Lesson:
    """A new lesson, on the site at once. Raises PermissionDenied, `moderation.actions.NotReady`."""
    made = begin(by, once, language, values, themes)
    submit(made, by)
    return made


def begin(by: User, once: UUID, language: str, values: dict[str, Any], themes: Iterable[Theme]) -> Lesson:
    """A draft, of which only its author knows. Raises PermissionDenied.

    Sent again from a page that was gone back to, the form is that draft, with what it says now; what is published stays.
    """
    if not can_write(by) or not _speaks_for(by, values):
        raise PermissionDenied
    try:
        with transaction.atomic():
            made = Lesson(kind=Lesson.Kind.LESSON, author=by, once=once, language=language)
            _fill(made, values)
            made.save()
            made.themes.set(themes)
            return made
    except IntegrityError as error:
        if "entry_sent_once" not in str(error):
            raise
    found = Lesson.objects.get(author=by, once=once)
    with transaction.atomic():
        hold(found.pk)
        found.refresh_from_db()
        if found.status == Lesson.Status.DRAFT:
            _write(found, by, values, themes)
    return found


@transaction.atomic
def change(
    lesson: Lesson,
    by: User,
    version: int | None,
    values: dict[str, Any],
    themes: Iterable[Theme],
    *,
    is_published: bool = False,
) -> None:
    """Other words. Each change is a later version, and who read an earlier one is told. A draft may be published.

    Raises Changed, PermissionDenied, `moderation.actions.NotReady`.
    """
    hold(lesson.pk)
    lesson.refresh_from_db()
    is_kept = values["edited_for"] is None or values["edited_for"].pk == lesson.edited_for_id
    if not can_change(by, lesson) or not (is_kept or _speaks_for(by, values)):
        raise PermissionDenied
    if version != lesson.version:
        raise Changed
    _write(lesson, by, values, themes)
    if is_published:
        submit(lesson, by)


@transaction.atomic
def drop(lesson: Lesson, by: User) -> None:
    """Throw a draft away, with its files and its earlier versions. Raises Gone, PermissionDenied."""
    hold(lesson.pk)
    lesson.refresh_from_db()
    if not can_drop(by, lesson):
        raise PermissionDenied
    files = files_of([lesson.pk])
    remove([lesson.pk])
    transaction.on_commit(partial(store.remove, files))


@transaction.atomic
def set_questions(lesson: Lesson, by: User, percent: int, rows: Sequence[dict[str, Any]], version: int) -> Quiz | None:
    """What is asked after reading. Raises Gone, PermissionDenied, `trainings.quizzes.Answered`, `.Changed`."""
    hold(lesson.pk)
    lesson.refresh_from_db()
    if not can_change(by, lesson):
        raise PermissionDenied
    return quizzes.store(lesson.pk, percent, rows, version)


def _speaks_for(by: User, values: dict[str, Any]) -> bool:
    return values["edited_for"] is None or values["edited_for"] in holders_of(by)


def _write(lesson: Lesson, by: User, values: dict[str, Any], themes: Iterable[Theme]) -> None:
    next_version(lesson, by)
    lesson.edited = timezone.now()
    _fill(lesson, values)
    lesson.save()
    lesson.themes.set(themes)


def _fill(lesson: Lesson, values: dict[str, Any]) -> None:
    """Without a number it stands at the end of its series."""
    is_new_there = values["series"] != lesson.series
    for name, value in values.items():
        if name != "position":
            setattr(lesson, name, value)
    if not lesson.series:
        lesson.position = None
    elif values["position"]:
        lesson.position = values["position"]
    elif is_new_there or lesson.position is None:
        last = Lesson.objects.filter(series=lesson.series).exclude(pk=lesson.pk).aggregate(last=Max("position"))["last"]
        lesson.position = (last or 0) + 1
