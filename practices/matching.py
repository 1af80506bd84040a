"""The list by prepared statements: for every set of choices one statement, whatever was chosen and typed.

A list is a `Shape`, on which its SQL depends, and its `terms`: plain values, one for each open place of that SQL.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Any

from django.contrib.auth.models import AnonymousUser

from content.listing import newest_in
from content.search import fitting, ranked
from content.visibility import any_member
from ui.paging import COUNTED, PER_PAGE
from ui.prepared import Prepared

from .filters import SAMPLES, SORTS, narrowed
from .models import on_the_spine, published

READER = -1  # the number that stands for a member while a statement is put together
QUERY = "sample"
OF_PRACTICES = frozenset({"trosak", "velicina", "vrsta", "samo"})
"""Filters that ask for what only practices have."""


@dataclass(frozen=True)
class Shape:
    """What the SQL of a list depends on."""

    is_anonymous: bool
    chosen: tuple[tuple[str, str], ...] = ()
    """Filters by name; with the value where each value has its own SQL."""
    is_searched: bool = False
    order: str = ""
    """Of `SORTS`; empty for the best match first."""

    def rows(self, *terms: Any) -> Any:
        """The rows for these terms: the member, a term for each filter, the query."""
        left = list(terms)
        reader = AnonymousUser() if self.is_anonymous else any_member(left.pop(0))
        rows: Any = published().visible_to(reader) if self.asks_practices else on_the_spine(reader)
        for name, value in self.chosen:
            rows = narrowed(rows, name, value, left.pop(0) if name in SAMPLES else None)
        if self.is_searched:
            (query,) = left
            return fitting(rows, query) if self.order else ranked(fitting(rows, query), query)
        return rows

    @property
    def asks_practices(self) -> bool:
        """Something in it is a column of practices; if not, their table need not be joined."""
        return self.order == "primjene" or any(name in OF_PRACTICES for name, _value in self.chosen)

    def page(self, start: int, *terms: Any) -> Any:
        """One page from a row on, each row beginning with the number."""
        if self.order == "novo" and not self.is_searched and "jls" in dict(self.chosen):
            return self.newest_in_municipality(*terms)[start : start + PER_PAGE]
        rows = self.rows(*terms)
        ordered = rows.order_by(*SORTS[self.order]) if self.order else rows
        return ordered.values_list("pk")[start : start + PER_PAGE]

    def newest_in_municipality(self, *terms: Any) -> Any:
        """The same rows as `rows`, in the order of an index by municipality; other orders have no such index."""
        place = self._sampled.index("jls") - len(self._sampled)  # from the end: the member may stand before
        others = tuple((name, value) for name, value in self.chosen if name != "jls")
        left = list(terms)
        municipality = left.pop(place)
        return newest_in(municipality, replace(self, chosen=others).rows(*left))

    @property
    def _sampled(self) -> list[str]:
        """The filters that have a term, in their order."""
        return [name for name, _value in self.chosen if name in SAMPLES]

    @property
    def is_narrowed(self) -> bool:
        """By values of which some leave a handful and some nearly all."""
        return self.is_searched or bool(self._sampled)

    @property
    def samples(self) -> list[Any]:
        """One of the right type for each term, all different."""
        reader = [] if self.is_anonymous else [READER]
        query = [QUERY] if self.is_searched else []
        return [*reader, *(SAMPLES[name] for name in self._sampled), *query]


@lru_cache(maxsize=256)
def page_from(shape: Shape, start: int) -> Prepared[Any]:
    """The numbers, as the first column, on a page that begins at a row; for the first pages, which most readers ask for."""
    return Prepared(partial(shape.page, start), shape.samples, by_values=shape.is_narrowed)


@lru_cache(maxsize=256)
def counting(shape: Shape) -> Prepared[Any]:
    """How many there are, or `COUNTED` + 1 for more."""

    def numbers(*terms: Any) -> Any:
        return shape.rows(*terms).order_by().values("pk")[: COUNTED + 1]

    return Prepared(numbers, shape.samples, count=True, by_values=shape.is_narrowed)
