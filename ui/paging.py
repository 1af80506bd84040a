"""Pages of the directory: 20 rows each, counting stops where nobody reads on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import chain
from math import ceil
from typing import TYPE_CHECKING, Any, TypeAlias

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404

PER_PAGE = 20
DEEPEST = 500  # pages; beyond, an offset costs more than it is worth: there are filters and the CSV
COUNTED = 1000  # rows; what has more says "more than 1,000"


class Prepaged:
    """Rows read by slices, of which the first page, that few readers leave, comes by a faster way."""

    def __init__(self, first: Callable[[], list[Any]], rows: Callable[[], QuerySet[Any]]) -> None:
        self.first, self.rows = first, rows

    def __getitem__(self, part: slice) -> list[Any]:
        if not part.start and part.stop <= PER_PAGE:
            return self.first()[: part.stop]
        return list(self.rows()[part])

    def count(self) -> int:
        """All of them."""
        return self.rows().count()

    def iterator(self, chunk_size: int) -> Iterator[Any]:
        """All rows, streamed."""
        return self.rows().iterator(chunk_size)


class Chain:
    """One list of rows, then another, read by slices: each keeps its own index order, and neither is sorted whole."""

    def __init__(self, first: QuerySet[Any] | Prepaged, second: Callable[[], QuerySet[Any]]) -> None:
        self.first, self.second = first, second  # most readers never come to the second, so it is put together late

    @cached_property
    def size(self) -> int:
        """Where the second list begins; asked for only by a page that reaches it."""
        return self.first.count()

    def __getitem__(self, part: slice) -> list[Any]:
        rows = list(self.first[part])
        if missing := part.stop - part.start - len(rows):
            start = max(0, part.start - self.size)
            rows += self.second()[start : start + missing]
        return rows

    def iterator(self, chunk_size: int) -> Iterator[Any]:
        """All rows, streamed."""
        return chain(self.first.iterator(chunk_size), self.second().iterator(chunk_size))


Rows: TypeAlias = QuerySet[Any] | list[Any] | Prepaged | Chain

if TYPE_CHECKING:
    AnyPaginator = Paginator[Any]
else:
    AnyPaginator = Paginator


class KnownPaginator(AnyPaginator):
    """A paginator that is told how many rows there are, instead of counting all of them."""

    def __init__(self, rows: Rows, count: int) -> None:
        super().__init__(rows, PER_PAGE)  # type: ignore[arg-type]  # a slice is all it takes from them
        self.count = count
        self.num_pages = min(max(1, ceil(count / PER_PAGE)), DEEPEST)


def count_up_to(rows: QuerySet[Any], limit: int = COUNTED) -> int:
    """How many rows there are, or `limit` + 1 for more."""
    return rows.order_by()[: limit + 1].count()


def number_of(text: str | None) -> int:
    """The number of a page as it stands in an address; what is none is a 404."""
    text = text or "1"
    if not (text.isascii() and text.isdigit() and len(text) <= 4 and int(text)):
        raise Http404
    return int(text)


def page_of(rows: Rows, count: int, number: str | None) -> Page[Any]:
    """The page that an address names; no page of that number is a 404."""
    paginator, wanted = KnownPaginator(rows, count), number_of(number)
    if wanted > paginator.num_pages:
        raise Http404
    return paginator.page(wanted)
