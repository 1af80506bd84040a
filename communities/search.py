"""The search of the directory: every word that was typed fits the local community or its municipality.

Blind to script, case, marks, đ/dj and the standards (`text.fold`), and it forgives one slip in a longer word. The
database answers from the GIN index on `search_keys`. The 145 municipalities are matched first, in memory, so that the
query holds their ids as plain values, which the planner can join with the index (an OR with a subquery it cannot).

Order: spelt exactly so; the same name; names that begin so; names that hold the words; places in such a municipality.
Slips come last, and only where all this finds few (`asked.FEW`): looking at every neighbour of a common word costs most
and helps least.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from register.models import Community, Municipality
from text.fold import fold, has_slip, one_slip, plain, query_keys, words
from text.sort import sort_key
from ui.paging import Chain, Prepaged

from . import matching
from .country import Country
from .matching import WHOLE, alike

MAX_LENGTH = 100  # letters of a query that count
MAX_WORDS = 8
LAST = "\x7f"  # after every sign of a sort key
NOISE = frozenset(
    words(
        "mz mjesna mjesne mjesnu mjesnoj zajednica zajednice zajednicu zajednici općina općine općinu općini opštine "
        "local community communities municipality of"
    )
)
"""What people type before a name without meaning a name, or copy with it from our pages."""
TYPES = {"city": "grad", "district": "distrikt"}
"""The English word of a type of municipality, and its code."""
SHORT = ((re.compile(r"\bm z\b"), "mz"), (re.compile(r"\b(distrikta?|district)( of)? bih\b"), "distrikt"))
"""The same as "MZ", where it was typed as "m.z."; and Brčko as everyone writes it, where "BiH" is not the beginning of Bihać."""


def tidy(typed: str) -> str:
    """What was typed, in one line and of a length that nobody exceeds by accident."""
    return " ".join(typed[:MAX_LENGTH].replace("\x00", " ").split())


@dataclass(frozen=True)
class Word:
    """One word of the query, and the municipalities that it fits."""

    typed: str
    prefix: str  # key of words that begin with it
    slips: list[str]  # keys of words that are one slip apart
    within: frozenset[int]  # municipalities whose name has it
    near: frozenset[int]  # municipalities whose name has it but for a slip

    def is_in(self, community: Community) -> bool:
        """The exact answer for a row that `matching.nearly` let through."""
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
        typed = plain(self.typed)
        for written, meant in SHORT:
            typed = written.sub(meant, typed)
        named = [(word, *query_keys(word)) for word in typed.split()[:MAX_WORDS] if fold(word) not in NOISE]
        joined = self.country.joined
        within = [self._municipalities({prefix}) | joined.get(fold(word), frozenset()) for word, prefix, _ in named]
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
        return matching.fitting(communities, self.terms)

    def fitting_in_whole(self) -> tuple[Prepaged, int]:
        """The same of the whole register, and how many (`paging.COUNTED` + 1 for "more")."""
        return matching.fitting_in_whole(self.terms)

    def by_beginning(self, communities: QuerySet[Community]) -> Chain:
        """The same rows for a common word: names that begin with the query as it is spelt, then all others."""
        words = self.terms[3:]
        key = sort_key(self.typed)
        terms = [key, key + LAST, *words]
        whole = communities is WHOLE
        first = matching.paged(matching.beginning, terms) if whole else matching.beginning(communities, terms)
        beginning = Q(sort_key__gte=key, sort_key__lt=key + LAST)

        def others() -> QuerySet[Community]:
            return matching.matching(communities, words).exclude(beginning).order_by(*matching.BY_NAME)

        return Chain(first, others)

    @cached_property
    def terms(self) -> list[Any]:
        """What `matching.fitting` asks for."""
        spelt = sort_key(" ".join(word.typed for word in self.words) if self._has_noise else self.typed)
        terms: list[Any] = [spelt, alike(spelt), [word.prefix for word in self.words]]
        for word in self.words:
            terms += [[word.prefix], sorted(word.within)]
        return terms

    def slipped(self, communities: QuerySet[Community], besides: list[Community]) -> list[Community]:
        """Those that fit with a slip in one word or more: by their own name first, then by that of the municipality."""
        if not any(word.slips for word in self.words):
            return []
        terms: list[Any] = [[community.pk for community in besides]]
        for word in self.words:
            terms += [[word.prefix, *word.slips], sorted(word.within | word.near)]
        whole = communities is WHOLE
        nearly = matching.nearly_in_whole(terms) if whole else matching.nearly(communities, terms)
        found = [community for community in dict.fromkeys(nearly) if all(word.is_in(community) for word in self.words)]
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
        return frozenset(pk for pk in others if self.country.by_id[pk].type.code == TYPES.get(word, word))
