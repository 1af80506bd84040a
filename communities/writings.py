"""What was written about a local community or municipality: practices, its own and those that it took over; news."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Value
from django.db.models.functions import JSONObject

from content.models import Entry, EntryPlace
from notifications.wording import address_at

SHOWN = 6
PUBLIC = {"status": Entry.Status.PUBLISHED, "withdrawn": None, "audience": Entry.Audience.PUBLIC}


class Writing(NamedTuple):
    """A title and where it leads."""

    title: str
    url: str


@dataclass(frozen=True)
class Writings:
    """The newest of both; there may be more than are shown."""

    practices: Sequence[Writing]
    taken_over: Sequence[Writing]
    has_more: bool

    @classmethod
    def of(cls, rows: Sequence[dict[str, Any]]) -> Writings:
        """From the rows of `writings_of`."""
        practices = [_writing(one) for one in rows if not one["taken_over"]]
        return cls(
            practices[:SHOWN], [_writing(one) for one in rows if one["taken_over"]][:SHOWN], len(practices) > SHOWN
        )


def writings_of() -> tuple[ArraySubquery, ArraySubquery]:
    """Practices and adoptions of each community of a query as JSON: those that everyone may read."""
    own = Entry.objects.filter(kind=Entry.Kind.PRACTICE, places__community=OuterRef("pk"), **PUBLIC)
    others = Entry.objects.filter(kind=Entry.Kind.ADOPTION, adoption__community=OuterRef("pk"), **PUBLIC)
    others = others.filter(root__status=Entry.Status.PUBLISHED, root__withdrawn=None)
    return _rows(own, "pk", "title", taken_over=False), _rows(others, "root", "root__title", taken_over=True)


def writings_of_municipality() -> ArraySubquery:
    """Practices of each municipality of a query as JSON, once each, however many of its communities they name."""
    places = EntryPlace.objects.filter(entry=OuterRef("pk"), municipality=OuterRef(OuterRef("pk")))
    own = Entry.objects.filter(Exists(places), kind=Entry.Kind.PRACTICE, **PUBLIC)
    return _rows(own, "pk", "title", taken_over=False)


def news_of(place: str) -> ArraySubquery:
    """The newest news of each place of a query as JSON; `place` is the column of places that names it."""
    named = EntryPlace.objects.filter(entry=OuterRef("pk"), **{place: OuterRef(OuterRef("pk"))})
    return _rows(Entry.objects.filter(Exists(named), kind=Entry.Kind.NEWS, **PUBLIC), "pk", "title", taken_over=False)


@dataclass(frozen=True)
class News:
    """The newest; there may be more than are shown."""

    shown: Sequence[Writing]
    has_more: bool

    @classmethod
    def of(cls, rows: Sequence[dict[str, Any]]) -> News:
        """From the rows of `news_of`."""
        found = [_writing(one, Entry.Kind.NEWS) for one in rows]
        return cls(found[:SHOWN], len(found) > SHOWN)


def _rows(entries: Any, number: str, title: str, *, taken_over: bool) -> ArraySubquery:
    fields = JSONObject(id=F(number), title=F(title), taken_over=Value(taken_over))
    return ArraySubquery(entries.newest_first().values(read=fields)[: SHOWN + 1])


def _writing(row: dict[str, Any], kind: str = Entry.Kind.PRACTICE) -> Writing:
    return Writing(row["title"], address_at(row["id"], row["title"], kind))
