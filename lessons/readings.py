"""What pages of lessons read, by statements that are worked out once where they are read most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.http import Http404

from content.models import Entry
from content.policy import can_see
from notifications.wording import address_at
from ui.prepared import Prepared

from .models import Lesson
from .rows import minutes_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

_lesson: Prepared[Lesson] = Prepared(lambda pk: Lesson.objects.filter(pk=pk).with_all(), (-1,))


@dataclass(frozen=True)
class Link:
    """Another lesson, as a page names it."""

    number: int
    url: str
    title: str
    minutes: str
    is_read: bool = False


def read(number: int, user: User | AnonymousUser) -> Lesson:
    """With all that its page shows, in one query; 404 for whom it is not there."""
    found = _lesson(number)
    if not found or not can_see(user, found[0]):
        raise Http404
    return found[0]


def numbers_in_series(lesson: Lesson) -> list[int]:
    """The lessons of its series that are on the site, itself among them where it is."""
    return [row["pk"] for row in vars(lesson)["series_rows"]]


def series_of(lesson: Lesson, versions: Mapping[int, int]) -> list[Link]:
    """The same as links, in their order, with what the reader has read."""
    return links(vars(lesson)["series_rows"], versions)


def neighbours(lesson: Lesson, series: list[Link]) -> tuple[Link | None, Link | None]:
    """The one before it and the one after it."""
    places = [place for place, one in enumerate(series) if one.number == lesson.pk]
    if not places:
        return None, None
    place = places[0]
    return (series[place - 1] if place else None), (series[place + 1] if place + 1 < len(series) else None)


def training_of(lesson: Lesson) -> tuple[str, str] | None:
    """The training that it belongs to, where that is on the site: its page and its title."""
    for row in vars(lesson)["training_rows"]:
        return address_at(row["pk"], row["title"], Entry.Kind.TRAINING), row["title"]
    return None


def of_a_training() -> ArraySubquery:
    """An annotation of trainings: their lessons on the site, as JSON."""
    rows = Lesson.objects.on_site().filter(for_training=OuterRef("pk")).order_by("position", "pk")
    return ArraySubquery(rows.values(row=JSONObject(pk="pk", title="title", minutes="minutes")))


def links(rows: Iterable[dict[str, Any]], versions: Mapping[int, int] | None = None) -> list[Link]:
    """What such rows lead to."""
    return [
        Link(
            row["pk"],
            address_at(row["pk"], row["title"], Entry.Kind.LESSON),
            row["title"],
            minutes_in_words(row["minutes"]),
            row["pk"] in (versions or {}),
        )
        for row in rows
    ]
