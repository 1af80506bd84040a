"""A lesson as a row of a list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import ngettext

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .models import Lesson


@dataclass(frozen=True)
class Row:
    """What a list shows."""

    url: str
    title: str
    lead: str
    series: str
    position: int | None
    minutes: str
    is_sample: bool
    is_read: bool
    has_changed: bool


def row_of(lesson: Lesson, read: Mapping[int, int]) -> Row:
    """`read` are the versions in which the reader has read lessons, by their numbers."""
    version = read.get(lesson.pk)
    return Row(
        url=lesson.get_absolute_url(),
        title=lesson.title,
        lead=lesson.lead,
        series=lesson.series,
        position=lesson.position,
        minutes=minutes_in_words(lesson.minutes),
        is_sample=lesson.is_sample,
        is_read=version is not None,
        has_changed=version is not None and version < lesson.version,
    )


def minutes_in_words(minutes: int) -> str:
    """How long one reads."""
    return ngettext("%(number)s minute of reading", "%(number)s minutes of reading", minutes) % {"number": minutes}
