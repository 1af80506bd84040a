"""The search of the directory: every word that was typed fits the local community or its municipality.

Blind to script, case, marks, đ/dj and the standards (`text.fold`), and it forgives one slip in a longer word. The
database answers from the GIN index on `search_keys`. The 145 municipalities are matched first, in memory, so that the
query holds their ids as plain values, which the planner can join with the index (an OR with a subquery it cannot).

Order: spelt exactly so; the same name; names that begin so; names that hold the words; places in such a municipality.
Slips come last, and only where all this fills less than a page: looking at every neighbour of a common word costs most
and helps least.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Case, Func, IntegerField, Q, QuerySet, When
from django.db.models.sql.compiler import SQLCompiler
from django.utils.translation import gettext as _

from register.models import Community, Municipality
from text.fold import fold, has_slip, one_slip, plain, query_keys, words
from text.sort import sort_key

from .country import Country
from .paging import Chain

MAX_LENGTH = 100  # letters of a query that count
MAX_WORDS = 8
LAST = "\x7f"  # after every sign of a sort key
CANDIDATES = 60  # rows that are looked at for a slip
NOISE = frozenset(
    words("mz mjesna mjesne mjesnu mjesnoj zajednica zajednice zajednicu zajednici općina općine općinu općini opštine")
)
"""What people type before a name without meaning a name."""


def tidy(typed: str) -> str:
    """What was typed, in one line and of a length that nobody exceeds by accident."""
    return " ".join(typed[:MAX_LENGTH].replace("\x00", " ").split())


BLUR = (("~", ""), ("dj", "d"), ("dz", "d"), ("ije", "e"), ("je", "e"))


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

    def __init__(self, *columns: Any, spelt: str = "", prefixes: Sequence[str] = ()) -> None:
        super().__init__(*columns, spelt=spelt, prefixes=prefixes)

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: Any) -> tuple[str, list[Any]]:  # type: ignore[override]  # noqa: ARG002
        key, keys = (compiler.compile(column)[0] for column in self.get_source_expressions())
        name, spelt = key, self.extra["spelt"]
        for written, left in BLUR:
            name = f"replace({name}, '{written}', '{left}')"
        sql = (
            f"CASE WHEN {key} = %s THEN 0 WHEN {name} = %s THEN 1 WHEN starts_with({name}, %s) THEN 2"
            f" WHEN {keys} @> %s THEN 3 ELSE 4 END"
        )
        return sql, [spelt, alike(spelt), alike(spelt), list(self.extra["prefixes"])]


@dataclass(frozen=True)
class Word:
    """One word of the query, and the municipalities that it fits."""

    typed: str
    prefix: str  # key of words that begin with it
    slips: list[str]  # keys of words that are one slip apart
    within: frozenset[int]  # municipalities whose name has it
    near: frozenset[int]  # municipalities whose name has it but for a slip

    def fits(self) -> Q:
        """Without a slip."""
        return Q(search_keys__contains=[self.prefix]) | Q(municipality__in=sorted(self.within))

    def may_be_own(self) -> Q:
        """In the community's own names, with a slip or nearly so: the keys let through a little more than one slip."""
        return Q(search_keys__overlap=[self.prefix, *self.slips])

    def may_fit(self) -> Q:
        """There or in the municipality's."""
        return self.may_be_own() | Q(municipality__in=sorted(self.within | self.near))

    def is_in(self, community: Community) -> bool:
        """The exact answer for a row that `may_fit` let through."""
        if community.municipality_id in self.within | self.near:
            return True
        text = f"{community.name} {community.former_names} {community.settlements}"
        beginning = self.prefix.removeprefix("p:")
        if any(word.startswith(beginning) for word in words(text)):
            return True
        return bool(self.slips) and has_slip(text, self.typed)


class Search:
    """One query against one look at the country."""

    def __init__(self, typed: str, country: Country) -> None:
        self.typed = tidy(typed)
        self.country = country

    @cached_property
    def words(self) -> list[Word]:
        """The words that mean something."""
        told = [word for word in plain(self.typed).split()[:MAX_WORDS] if fold(word) not in NOISE]
        named = [(word, *query_keys(word)) for word in told]
        within = [self._municipalities({prefix}) for _, prefix, _ in named]
        return [
            Word(word, prefix, slips, found | self._of_type(word, within), self._near(word, slips) - found)
            for (word, prefix, slips), found in zip(named, within, strict=True)
        ]

    @property
    def is_idle(self) -> bool:
        """Nothing was typed but words such as "MZ", which fit everything."""
        return not self.words and (not self.typed or bool(plain(self.typed)))

    def municipalities(self) -> list[Municipality]:
        """Municipalities that the whole query names, the exact name first; with a slip only where none is without."""
        if not self.words:
            return []
        found = frozenset.intersection(*(word.within for word in self.words))
        found = found or frozenset.intersection(*(word.within | word.near for word in self.words))
        whole = " ".join(fold(word.typed) for word in self.words)
        here = [municipality for municipality in self.country.municipalities if municipality.pk in found]
        return sorted(here, key=lambda one: fold(one.name) != whole)

    def fitting(self, communities: QuerySet[Community]) -> QuerySet[Community]:
        """Those that fit without a slip, best first."""
        if self.is_idle:
            return communities
        if not self.words:
            return communities.none()
        return communities.filter(self._condition()).order_by(self._rank(), "sort_key", "pk")

    def by_beginning(self, communities: QuerySet[Community]) -> Chain:
        """The same rows for a common word: names that begin with the query as it is spelt, then all others."""
        rows = communities.filter(self._condition()).order_by("sort_key", "pk")
        key = sort_key(self.typed)
        beginning = Q(sort_key__gte=key, sort_key__lt=key + LAST)
        return Chain(rows.filter(beginning), rows.exclude(beginning))

    def _condition(self) -> Q:
        condition = Q()
        for word in self.words:
            condition &= word.fits()
        return condition

    def slipped(self, communities: QuerySet[Community], besides: list[Community]) -> list[Community]:
        """Those that fit with a slip in one word or more: by their own name first, then by that of the municipality."""
        if not any(word.slips for word in self.words):
            return []
        condition, own = Q(), Q()
        for word in self.words:
            condition &= word.may_fit()
            own &= word.may_be_own()
        rows = communities.filter(condition).exclude(pk__in=[community.pk for community in besides])
        candidates = rows.order_by(Case(When(own, then=0), default=1), "sort_key", "pk")[:CANDIDATES]
        found = [community for community in candidates if all(word.is_in(community) for word in self.words)]
        query = " ".join(word.typed for word in self.words)
        return sorted(found, key=lambda one: not one_slip(plain(one.name), query))

    def because(self, community: Community) -> str:
        """Why a row is here whose own name does not say so: the settlement or former name that was asked for."""
        beginnings = [word.prefix.removeprefix("p:") for word in self.words]

        def asked(name: str) -> bool:
            return any(word.startswith(beginning) for word in words(name) for beginning in beginnings)

        if not (community.settlements or community.former_names) or asked(community.name):
            return ""
        if former := [name for name in community.former_name_list if asked(name)]:
            return _("Formerly: %(names)s") % {"names": ", ".join(former[:3])}
        if settlements := [name for name in community.settlement_list if asked(name)]:
            return _("Settlement: %(names)s") % {"names": ", ".join(settlements[:3])}
        return ""

    def _rank(self) -> Rank:
        spelt = sort_key(" ".join(word.typed for word in self.words) if self._has_noise else self.typed)
        return Rank("sort_key", "search_keys", spelt=spelt, prefixes=[word.prefix for word in self.words])

    @property
    def _has_noise(self) -> bool:
        """Words were left out, so that the query as typed is nobody's name."""
        return len(self.words) < len(plain(self.typed).split())

    def _municipalities(self, keys: set[str]) -> frozenset[int]:
        """Municipalities that have one of the keys."""
        return frozenset(pk for pk, its_keys in self.country.search_keys.items() if not its_keys.isdisjoint(keys))

    def _near(self, word: str, slips: list[str]) -> frozenset[int]:
        """Municipalities whose name has the word but for a slip."""
        by_id = self.country.by_id
        return frozenset(
            pk for pk in self._municipalities(set(slips)) if has_slip(f"{by_id[pk].name} {by_id[pk].seat}", word)
        )

    def _of_type(self, word: str, named: list[frozenset[int]]) -> frozenset[int]:
        """For "grad" in "grad Bihać": the municipalities of that type which another word names."""
        others = frozenset().union(*named)
        return frozenset(pk for pk in others if self.country.by_id[pk].type.code == word)
