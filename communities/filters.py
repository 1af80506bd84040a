"""What the directory may be asked, with django-filter: parameters, their choices with counts, what is active.

An unknown parameter, or a value that is no choice, is as if it had not been written; nothing here can become an error.
Choices come from the last look at the country, so they cost no query and their counts may be a minute old.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import quote, urlencode

import django_filters
from django.db.models import QuerySet
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from register.models import Canton, Community, Entity, Municipality
from text.alphabet import SCRIPTS
from text.languages import current
from text.sort import sort_key

from .country import Country
from .paging import COUNTED, PER_PAGE, Rows, count_up_to
from .search import Search

UNKNOWN = "nepoznata"  # the kind of settlement of those of which no source tells it
NO_LIST = "nema"
ALPHABET = tuple("A B C Č Ć D Dž Đ E F G H I J K L Lj M N Nj O P R S Š T U V Z Ž".split())  # noqa: SIM905 - reads better
CYRILLIC = dict(SCRIPTS)
FIRST_LETTER = re.compile("^.~*")  # of a sort key
LISTED = ("name", "qualifier", "slug", "municipality", "evidence", "confirmed_on", "source_date", "updated")
SEARCHED = ("former_names", "settlements")
SORTS: dict[str, tuple[str, ...]] = {
    "naziv": ("sort_key", "pk"),
    "opcina": ("municipality__sort_key", "sort_key", "pk"),
    "izmjena": ("-updated", "sort_key", "pk"),
}


@dataclass(frozen=True)
class Option:
    """A choice: what stands in the address, what people read, how many communities it has, in which municipalities."""

    value: str
    label: str
    count: int
    municipalities: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Select:
    """A field of the form: its choices are drawn once a minute, since the longest list has 143."""

    name: str
    label: str | Promise
    options: str


class DirectoryFilter(django_filters.FilterSet):
    """Local communities as a reader asks for them; words that were typed are the matter of `search`."""

    entitet = django_filters.CharFilter(method="in_municipalities", label=gettext_lazy("Entity or district"))
    kanton = django_filters.CharFilter(method="in_municipalities", label=gettext_lazy("Canton"))
    jls = django_filters.CharFilter(method="in_municipalities", label=gettext_lazy("Municipality or city"))
    vrsta = django_filters.CharFilter(method="of_kind", label=gettext_lazy("Kind of settlement"))
    spisak = django_filters.CharFilter(method="leave", label=gettext_lazy("Show"))
    slovo = django_filters.CharFilter(method="of_letter")
    sort = django_filters.CharFilter(method="leave", label=gettext_lazy("Order"))

    selects = ("entitet", "kanton", "jls", "vrsta", "spisak", "sort")

    def __init__(self, data: QueryDict, country: Country, columns: Sequence[str] = LISTED) -> None:
        super().__init__(data, Community.objects.only(*columns))
        self.country = country
        self.search = Search(data.get("q", ""), country)
        self.options: dict[str, dict[str, Option]] = country.rendered("options", lambda: _options(country))

    # -- rows --------------------------------------------------------------------------------------------------------

    def filter_queryset(self, queryset: QuerySet[Community]) -> QuerySet[Community]:
        """With values that are options, and nothing else (a ChoiceFilter would copy 143 of them for every request)."""
        for name, value in self.chosen.items():
            queryset = self.filters[name].filter(queryset, value)
        return queryset

    def in_municipalities(self, rows: QuerySet[Community], name: str, value: str) -> QuerySet[Community]:
        """Their ids are at hand, so no table is joined."""
        return rows.filter(municipality__in=sorted(self.options[name][value].municipalities))

    def of_kind(self, rows: QuerySet[Community], _name: str, value: str) -> QuerySet[Community]:
        return rows.filter(kind="" if value == UNKNOWN else value)

    def of_letter(self, rows: QuerySet[Community], _name: str, value: str) -> QuerySet[Community]:
        """A range of sort keys: what begins with Č or Ć does not begin with C."""
        keys = [sort_key(letter) for letter in ALPHABET]
        first = sort_key(value)
        return rows.filter(sort_key__gte=first, sort_key__lt=next((key for key in keys if key > first), "{"))

    def leave(self, rows: QuerySet[Community], _name: str, _value: str) -> QuerySet[Community]:
        """Not about single rows."""
        return rows

    def communities(self) -> tuple[Rows, int]:
        """What fits and how many (`paging.COUNTED` + 1 for "more"), best fit first, else by the alphabet.

        Where a search fills less than a page, what is there but for a slip follows; where it fits more than anyone
        counts, ranking every row would cost more than it is worth, and only names that begin so stand before the others.
        """
        rows = self.search.fitting(self.qs)
        if "sort" in self.chosen or not self.search.words:
            rows = rows.order_by(*SORTS[self.chosen.get("sort", "naziv")])
        count = count_up_to(rows) if self.known_count is None else self.known_count
        if not self.search.words:
            return rows, count
        if count < PER_PAGE:
            found = list(rows) if count else []
            found += self.search.slipped(self.qs, found)
            return found, len(found)
        return rows if count <= COUNTED or "sort" in self.chosen else self.search.by_beginning(self.qs), count

    @cached_property
    def municipalities(self) -> list[Municipality]:
        """Municipalities of which there is no list, where the reader asks for those."""
        rows = [one for one in self.country.without_list if self.letter_of(one)]
        for name in ("entitet", "kanton", "jls"):
            if value := self.chosen.get(name):
                rows = [one for one in rows if one.pk in self.options[name][value].municipalities]
        if self.search.is_idle:
            return rows
        named = {one.pk for one in self.search.municipalities()}
        return [one for one in rows if one.pk in named]

    def letter_of(self, municipality: Municipality) -> bool:
        """Whether a municipality begins with the chosen letter, if one was chosen."""
        letter = self.chosen.get("slovo")
        return not letter or FIRST_LETTER.findall(municipality.sort_key) == [sort_key(letter)]

    # -- what is active ----------------------------------------------------------------------------------------------

    @cached_property
    def chosen(self) -> dict[str, str]:
        """Valid values by parameter."""
        if not self.data:  # the most frequent request of all; a form for it would cost as much as the query
            return {}
        self.form.is_valid()
        return {name: value for name, value in self.form.cleaned_data.items() if value in self.options[name]}

    @cached_property
    def active(self) -> dict[str, str]:
        """What makes this list another than the whole register: parameters as they stand in an address."""
        typed = {"q": self.search.typed} if self.search.typed else {}
        return typed | {name: value for name, value in self.chosen.items() if name != "sort"}

    @property
    def narrowed(self) -> int:
        """How many filters are set beside the words."""
        return len(self.active.keys() - {"q"})

    @property
    def order(self) -> str:
        """What the rows are ordered by; empty for the best fit."""
        return self.chosen.get("sort", "" if self.search.words else "naziv")

    @property
    def wants_municipalities(self) -> bool:
        """The reader asked where lists are missing."""
        return self.chosen.get("spisak") == NO_LIST

    @property
    def known_count(self) -> int | None:
        """How many fit, where the last look at the country tells."""
        if not self.active:
            return self.country.total
        name, value = next(iter(self.active.items()))
        return self.options[name][value].count if len(self.active) == 1 and name != "q" else None

    def address(self, *without: str, **changed: str) -> str:
        """The query of this list with something taken away or changed; from its first page."""
        sort = {"sort": self.chosen["sort"]} if "sort" in self.chosen else {}
        kept = {name: value for name, value in (self.active | sort).items() if name not in without}
        return "?" + urlencode(kept | changed)

    @property
    def chips(self) -> Iterator[tuple[str, str]]:
        """What is active in words, each with the address of the list without it."""
        for name, value in self.active.items():
            label = value if name == "q" else self.options[name][value].label
            yield (_("Letter %(letter)s") % {"letter": label} if name == "slovo" else label), self.address(name)

    @property
    def fields(self) -> list[Select]:
        """The selects of the form."""
        chosen = [(name, self.chosen.get(name, "")) for name in self.selects]
        return [Select(name, self.filters[name].label, self._drawn(name, value)) for name, value in chosen]

    def _drawn(self, name: str, value: str) -> str:
        """The first option is what an untouched form asks for: everything, and for a search the best fit first."""
        ranked = name == "sort" and bool(self.search.words)

        def draw() -> str:
            first = {"sort": _("best fit first") if ranked else _("by name"), "spisak": _("Local communities")}
            context = {
                "first": first.get(name) or pgettext("choices of a filter", "All"),
                "options": [one for one in self.options[name].values() if ranked or one.value != "naziv"],
                "chosen": value,
                "counted": name != "sort",
            }
            return render_to_string("communities/options.html", context)

        return self.country.rendered(f"select {name} {value} {ranked}", draw)

    @property
    def letters(self) -> list[tuple[str, str, bool]]:
        """Letters of the alphabet, each with the address of its list (none where nothing begins so); if it is chosen."""
        before = self.address("slovo", "q")
        before += "" if before == "?" else "&"
        there, chosen = self.options["slovo"], self.chosen.get("slovo")
        return [
            (_letter(letter), f"{before}slovo={quote(letter)}" if letter in there else "", letter == chosen)
            for letter in ALPHABET
        ]


def _options(country: Country) -> dict[str, dict[str, Option]]:
    """All choices by parameter and value, in the current language."""
    kinds = [Option(str(kind.value), str(kind.label), country.kinds[kind.value]) for kind in Community.Kind]
    kinds.append(Option(UNKNOWN, _("not known"), country.kinds[""]))
    sorts = {"naziv": _("by name"), "opcina": _("by municipality"), "izmjena": _("last change first")}
    options = {
        "entitet": _areas(country, {one.entity for one in country.base_units}),
        "kanton": _areas(country, {one.canton for one in country.base_units if one.canton}),
        "jls": [Option(one.slug, one.label, country.counts[one.pk], frozenset({one.pk})) for one in country.base_units],
        "vrsta": [kind for kind in kinds if kind.count],
        "spisak": [Option(NO_LIST, _("Municipalities without a list"), len(country.without_list))],
        "slovo": [
            Option(letter, _letter(letter), country.letters[sort_key(letter)])
            for letter in ALPHABET
            if country.letters[sort_key(letter)]
        ],
        "sort": [Option(value, label, 0) for value, label in sorts.items()],
    }
    return {name: {option.value: option for option in several} for name, several in options.items()}


def _letter(letter: str) -> str:
    """In the script of the page. Said here because a single I or V would pass for a Roman numeral and stay Latin."""
    return CYRILLIC[letter.lower()].upper() if current().script == "Cyrl" else letter


def _areas(country: Country, areas: set[Any]) -> list[Option]:
    """Entities or cantons, in their own order."""
    options = []
    for area in sorted(areas, key=lambda one: one.position if isinstance(one, Entity) else one.number):
        attribute = "canton_id" if isinstance(area, Canton) else "entity_id"
        inside = frozenset(one.pk for one in country.base_units if getattr(one, attribute) == area.pk)
        value = area.code if isinstance(area, Canton) else area.slug
        options.append(Option(value, area.name, sum(country.counts[pk] for pk in inside), inside))
    return options
