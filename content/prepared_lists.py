"""Lists that many readers ask for in the same few ways: the statement of each way is worked out once in a process.

Django spends several times as long on the SQL of such a list as PostgreSQL on its rows.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser

from ui.paging import PER_PAGE, page_of
from ui.prepared import Prepared

from .visibility import any_member, is_any_member

if TYPE_CHECKING:
    from django.core.paginator import Page

    from accounts.models import User
    from ui.minute import Held

    Reader = User | AnonymousUser
    Chosen = tuple[Any, ...]

PREPARED = 5  # pages; few readers leave them
WAYS = 256  # to ask for a list, of which statements are kept
LARGE = 500
"""Rows from which on a number may be as old as the look: one more or less changes no page that somebody reads."""
READER = -1


class PreparedLists:
    """`rows(reader, chosen)` gives the rows of one way to ask, in their order; `chosen` is all that its SQL depends on."""

    def __init__(self, rows: Callable[[Any, Any], Any]) -> None:
        self.rows = rows
        self._page_from = lru_cache(WAYS)(self._prepare_page)
        self._counting = lru_cache(WAYS)(self._prepare_count)

    def page(self, reader: Reader, chosen: Chosen, number: str | None, look: Held) -> Page[Any]:
        """The page that an address names; no page of that number is a 404."""
        rows = self.pages(reader, chosen)
        return page_of(rows, self.count(reader, chosen, look), number)  # type: ignore[arg-type]  # it is sliced alone

    def pages(self, reader: Reader, chosen: Chosen) -> Pages:
        """Its rows by slices."""
        return Pages(partial(self._read, reader, chosen))

    def count(self, reader: Reader, chosen: Chosen, look: Held) -> int:
        """How many there are for this reader."""
        if not (way := _way_of(reader)):
            return int(self.rows(reader, chosen).order_by().count())
        name = f"number {id(self)} {way} {chosen!r}"
        if look.knows(name):
            return look.rendered(name, int)
        found = int(next(iter(self._counting(way, chosen)(*_terms(reader))))[0])
        if found >= LARGE:
            look.remembered(name, lambda: found)
        return found

    def first(self, reader: Reader, chosen: Chosen) -> list[Any]:
        """What a first page holds, for a list that never has a second."""
        return self._read(reader, chosen, slice(0, PER_PAGE))

    def _read(self, reader: Reader, chosen: Chosen, part: slice) -> list[Any]:
        if (way := _way_of(reader)) and part.start < PREPARED * PER_PAGE:
            return list(self._page_from(way, chosen, part.start)(*_terms(reader)))[: part.stop - part.start]
        return list(self.rows(reader, chosen)[part])

    def _prepare_page(self, way: str, chosen: Chosen, start: int) -> Prepared[Any]:
        return Prepared(lambda *terms: self._asked(terms, chosen)[start : start + PER_PAGE], _samples(way))

    def _prepare_count(self, way: str, chosen: Chosen) -> Prepared[Any]:
        return Prepared(lambda *terms: self._asked(terms, chosen).order_by().values("pk"), _samples(way), count=True)

    def _asked(self, terms: tuple[int, ...], chosen: Chosen) -> Any:
        return self.rows(any_member(terms[0]) if terms else AnonymousUser(), chosen)


class Pages:
    """Rows by slices."""

    def __init__(self, read: Callable[[slice], list[Any]]) -> None:
        self.read = read

    def __getitem__(self, part: slice) -> list[Any]:
        return self.read(part)


def _way_of(reader: Reader) -> str:
    """Of visitors, of members of whom nothing but their number matters; empty for all others, whose list is their own."""
    if isinstance(reader, AnonymousUser):
        return "visitor"
    return "member" if is_any_member(reader) else ""


def _terms(reader: Reader) -> list[int]:
    return [] if isinstance(reader, AnonymousUser) else [reader.pk]


def _samples(way: str) -> list[int]:
    return [READER] if way == "member" else []
