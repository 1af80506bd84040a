"""The rows that fit words, in SQL: for any queryset, and by prepared statements for the whole register.

A search is a list of plain values, its `terms`, and the shape of its SQL depends on nothing but the number of words: a
list of municipalities is one array. So the statement for two words serves every search for two words.

- `matching`: for each word a list of keys, all of which a row must have, and the municipalities that the word names;
- `fitting`: before these, the query as a sort key, the same as `alike` leaves it, and the keys of all words;
- `fitting_place`: the same, for one word that names one municipality: after the keys comes the municipality alone;
- `nearly`: the rows to leave out; then for each word keys of which one will do, and municipalities.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, Func, IntegerField, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.db.models.sql.compiler import SQLCompiler

from register.models import Community
from ui.arrays import HasAll, HasSome, IsOneOf
from ui.paging import COUNTED, PER_PAGE, Prepaged
from ui.prepared import Prepared

LISTED = ("name", "qualifier", "slug", "municipality", "evidence", "confirmed_on", "source_date", "updated")
SEARCHED = ("former_names", "settlements")
WHOLE = Community.objects.open().only(*LISTED, *SEARCHED)
"""The whole register as the directory lists it."""
CANDIDATES = PER_PAGE  # rows that are looked at for a slip
SIGHTED = 100  # rows from which these are chosen, so that a slip in a common word costs no more than one in a rare word
BY_NAME = ("sort_key", "pk")
BLUR = (("~", ""), ("dj", "d"), ("dz", "d"), ("ije", "e"), ("je", "e"))

Terms = Sequence[Any]


def alike(key: str) -> str:
    """A sort key without what the search is blind to; a little coarser than `fold`, which does no harm in a rank."""
    for written, left in BLUR:
        key = key.replace(written, left)
    return key


class Rank(Func):
    """How good a fit is: spelt exactly so, the same name, one that begins so, one with the words, a place elsewhere.

    Names are compared by their sort keys: `text_fold` would be exact, at ten times the price. One expression with its own
    SQL, because Case and When over the same columns take longer to put together than the query takes to run.
    """

    output_field = IntegerField()

    def __init__(self, *columns: Any, spelt: str = "", blurred: str = "", prefixes: Sequence[str] = ()) -> None:
        super().__init__(*columns, spelt=spelt, blurred=blurred, prefixes=prefixes)

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: Any) -> tuple[str, list[Any]]:  # type: ignore[override]  # noqa: ARG002
        key, keys = (compiler.compile(column)[0] for column in self.get_source_expressions())
        name, blurred = key, self.extra["blurred"]
        for written, left in BLUR:
            name = f"replace({name}, '{written}', '{left}')"
        sql = (
            f"CASE WHEN {key} = %s THEN 0 WHEN NOT {keys} @> %s::text[] THEN 4"
            f" WHEN starts_with({name}, %s) THEN CASE WHEN {name} = %s THEN 1 ELSE 2 END ELSE 3 END"
        )
        return sql, [self.extra["spelt"], self.extra["prefixes"], blurred, blurred]


class Length(Func):
    """How much a row is found by: a name of one word has fewer keys than one of three."""

    function = "cardinality"
    output_field = IntegerField()


def matching(rows: QuerySet[Community], terms: Terms) -> QuerySet[Community]:
    """Rows that have every word in their own names or in that of their municipality, in no order."""
    condition = Q()
    for keys, municipalities in zip(terms[::2], terms[1::2], strict=True):
        condition &= Q(HasAll(F("search_keys"), keys)) | Q(IsOneOf(F("municipality"), municipalities))
    return rows.filter(condition).order_by()


def fitting(rows: QuerySet[Community], terms: Terms) -> QuerySet[Community]:
    """The same, best first."""
    spelt, blurred, prefixes, *words = terms
    rank = Rank("sort_key", "search_keys", spelt=spelt, blurred=blurred, prefixes=prefixes)
    return matching(rows, words).order_by(rank, *BY_NAME)


def fitting_place(rows: QuerySet[Community], terms: Terms) -> QuerySet[Community]:
    """The first page of `fitting`, for one word that names one municipality.

    Only rows with the word in their own names are ranked. The others, which may be hundreds, follow along their index.
    """
    spelt, blurred, keys, municipality = terms
    own, others = _own_and_others(rows, keys, municipality)
    rank = Rank("sort_key", "search_keys", spelt=spelt, blurred=blurred, prefixes=keys)
    return own.order_by(rank, *BY_NAME)[:PER_PAGE].union(others.order_by(*BY_NAME)[:PER_PAGE], all=True)


def matching_place(rows: QuerySet[Community], terms: Terms) -> QuerySet[Community]:
    """All rows of which `fitting_place` has the first, in no order."""
    own, others = _own_and_others(rows, *terms)
    return own.order_by().union(others.order_by(), all=True)


def _own_and_others(rows: QuerySet[Community], keys: Sequence[str], municipality: int) -> Sequence[QuerySet[Community]]:
    """Rows with the keys in their own names, wherever they are, and the other rows of the municipality."""
    own = Q(HasAll(F("search_keys"), keys))
    return rows.filter(own), rows.filter(~own, municipality=municipality)


def nearly(rows: QuerySet[Community], terms: Terms) -> QuerySet[Community]:
    """Rows that may fit with a slip in some word; the keys let through a little too much.

    First those by their own names, then those that need the name of their municipality, where some come up again: to
    compare the keys of every row would cost more than all the rest. Each time the first by the alphabet of as many as
    are sighted: who slips in a word of thousands of names learns from these how it is written. They are counted by a
    window, where PostgreSQL stops at the number, because a LIMIT there would lead its planner to a walk over the table.
    """
    besides, *words = terms
    by_name, partly, within = Q(), Q(), Q()
    for keys, municipalities in zip(words[::2], words[1::2], strict=True):
        own, there = Q(HasSome(F("search_keys"), keys)), Q(IsOneOf(F("municipality"), municipalities))
        by_name &= own
        partly &= there | own
        within |= there
    others = rows.filter(~Q(IsOneOf(F("pk"), besides)))

    def first(*conditions: Q) -> QuerySet[Community]:
        found = others.filter(*conditions).annotate(sighted=Window(RowNumber())).filter(sighted__lte=SIGHTED)
        return found.order_by(Length("search_keys"), *BY_NAME)[:CANDIDATES]

    return first(by_name).union(first(within, partly), all=True)[:CANDIDATES]


def beginning(rows: QuerySet[Community], terms: Terms) -> QuerySet[Community]:
    """Rows that match and whose sort key lies in a range, by the alphabet: those that begin with what was typed."""
    start, end, *words = terms
    return matching(rows, words).filter(sort_key__gte=start, sort_key__lt=end).order_by(*BY_NAME)


def by_name(rows: QuerySet[Community], _terms: Terms) -> QuerySet[Community]:
    """All of them by the alphabet."""
    return rows.order_by(*BY_NAME)


# -- the same for the whole register ---------------------------------------------------------------------------------


Query = Callable[[QuerySet[Community], Terms], QuerySet[Community]]
FIRST_TERMS: dict[Query, list[Any]] = {
    fitting: ["\1", "\2", ["\3"]],
    fitting_place: ["\1", "\2", ["\3"], -1],
    matching_place: [["\3"], -1],
    beginning: ["\1", "\2"],
    nearly: [[0]],
}
"""What stands before the words, by samples for `Prepared`."""


def paged(query: Query, terms: Terms = ()) -> Prepaged:
    """The rows of the whole register, the first page of them by a prepared statement."""
    return Prepaged(lambda: statement(query, len(terms), PER_PAGE)(*terms), lambda: query(WHOLE, terms))


def fitting_in_whole(terms: Terms) -> tuple[Prepaged, int]:
    """The rows of the whole register that fit, best first, and how many (`COUNTED` + 1 for more)."""
    match terms:
        case [spelt, blurred, keys, _, [municipality]]:  # one word, and the name of one municipality
            first = paged(fitting_place, [spelt, blurred, keys, municipality]).first
            number = _count(matching_place, [keys, municipality])
        case _:
            first, number = paged(fitting, terms).first, _count(matching, terms[3:])
    return Prepaged(first, lambda: fitting(WHOLE, terms)), number


def nearly_in_whole(terms: Terms) -> list[Community]:
    """`nearly` for the whole register."""
    return statement(nearly, len(terms), CANDIDATES)(*terms)


@lru_cache
def statement(query: Query, number: int, limit: int) -> Prepared[Community]:
    """One of the above for so many terms."""
    return Prepared(lambda *terms: query(WHOLE, terms)[:limit], _samples(query, number))


@lru_cache
def _counting(query: Query, number: int) -> Prepared[Any]:
    """The same, for the number of rows."""
    return Prepared(lambda *terms: query(WHOLE, terms).values("pk")[: COUNTED + 1], _samples(query, number), count=True)


def _count(query: Query, terms: Terms) -> int:
    """How many rows of the whole register match, or `COUNTED` + 1 for more."""
    ((number,),) = _counting(query, len(terms))(*terms)
    return int(number)


def _samples(query: Query, number: int) -> list[Any]:
    """One for each of so many terms: the first ones, then two for each word."""
    first = FIRST_TERMS.get(query, [])
    words = range(1, 1 + (number - len(first)) // 2)
    return first + [sample for word in words for sample in ([f"\4{word}"], [-word])]
