"""The filters of the directory, with django-filter: parameters, what they do to the rows, their choices with counts.

An unknown parameter, or an order that is none, is as if it had not been written. Another value that is no choice has no
page, since the whole register would pass for what was asked. Nothing here can become an error.
Choices come from the last look at the country, so they cost no query and their counts may be a minute old.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import django_filters
from django.db.models import F, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from register.models import Canton, Community, Entity, Municipality
from text.alphabet import SCRIPTS
from text.languages import current
from text.sort import sort_key
from ui.arrays import IsOneOf

from .country import Country

UNKNOWN = "nepoznata"  # the kind of settlement of those of which no source tells it
NO_LIST = "nema"
ALPHABET = tuple("A B C Č Ć D Dž Đ E F G H I J K L Lj M N Nj O P R S Š T U V Z Ž".split())  # noqa: SIM905 - reads better
CYRILLIC = dict(SCRIPTS)


@dataclass(frozen=True)
class Option:
    """A choice: what stands in the address, what people read, how many communities it has, in which municipalities."""

    value: str
    label: str
    count: int
    municipalities: frozenset[int] = frozenset()
    note: str = ""  # in the place of the number


Options = dict[str, dict[str, Option]]
"""Choices by parameter and value."""


class DirectoryFilter(django_filters.FilterSet):
    """Local communities by the choices of a reader; made only where one was made, since a form costs as much as the query."""

    entitet = django_filters.CharFilter(method="in_municipalities", label=gettext_lazy("Entity or district"))
    kanton = django_filters.CharFilter(method="in_municipalities", label=gettext_lazy("Canton"))
    jls = django_filters.CharFilter(method="in_municipalities", label=gettext_lazy("Municipality or city"))
    vrsta = django_filters.CharFilter(method="of_kind", label=gettext_lazy("Kind of settlement"))
    spisak = django_filters.CharFilter(method="leave", label=gettext_lazy("Show"))
    slovo = django_filters.CharFilter(method="of_letter")
    sort = django_filters.CharFilter(method="leave", label=gettext_lazy("Order"))

    def __init__(self, data: QueryDict, rows: QuerySet[Community], options: Options) -> None:
        super().__init__(data, rows)
        self.options = options

    def filter_queryset(self, queryset: QuerySet[Community]) -> QuerySet[Community]:
        """With values that are options, and nothing else (a ChoiceFilter would copy 143 of them for every request)."""
        for name, value in chosen_of(self.data, self.options).items():
            queryset = self.filters[name].filter(queryset, value)
        return queryset

    def in_municipalities(self, rows: QuerySet[Community], name: str, value: str) -> QuerySet[Community]:
        """Their ids are at hand, so no table is joined."""
        return rows.filter(IsOneOf(F("municipality"), sorted(self.options[name][value].municipalities)))

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


def chosen_of(data: QueryDict, options: Options) -> dict[str, str]:
    """Valid values by parameter."""
    return {name: value for name, value in _asked(data).items() if value in options[name]}


def is_strange(data: QueryDict, options: Options) -> bool:
    """Something is asked for that is no choice."""
    return any(value and value not in options[name] for name, value in _asked(data).items() if name != "sort")


def _asked(data: QueryDict) -> dict[str, str]:
    """Values by parameter, read as the form of the filter would."""
    return {name: data.get(name, "").strip() for name in DirectoryFilter.base_filters}


def options_of(country: Country) -> Options:
    """All choices by parameter and value, in the current language."""
    kinds = [Option(str(kind.value), str(kind.label), country.kinds[kind.value]) for kind in Community.Kind]
    kinds.append(Option(UNKNOWN, _("not known"), country.kinds[""]))
    sorts = {"naziv": _("by name"), "opcina": _("by municipality"), "izmjena": _("recently changed first")}
    options = {
        "entitet": _areas(country, {one.entity for one in country.base_units}),
        "kanton": _areas(country, {one.canton for one in country.base_units if one.canton}),
        "jls": [_municipality(one, country) for one in country.base_units],
        "vrsta": kinds,
        "spisak": [Option(NO_LIST, _("Municipalities without a list"), len(country.without_list))],
        "slovo": [Option(letter, letter_label(letter), country.letters[sort_key(letter)]) for letter in ALPHABET],
        "sort": [Option(value, label, 0) for value, label in sorts.items()],
    }
    return {name: {option.value: option for option in several} for name, several in options.items()}


def letter_label(letter: str) -> str:
    """In the script of the page. Said here because a single I or V would pass for a Roman numeral and stay Latin."""
    return CYRILLIC[letter.lower()].upper() if current().script == "Cyrl" else letter


def _municipality(one: Municipality, country: Country) -> Option:
    """Where none are listed, why: a number would say that there are none."""
    count = country.counts[one.pk]
    note = "" if count else _("has none") if one.without_communities else _("no list yet")
    return Option(one.slug, one.label, count, frozenset({one.pk}), note)


def _areas(country: Country, areas: set[Any]) -> list[Option]:
    """Entities or cantons, in their own order."""
    options = []
    for area in sorted(areas, key=lambda one: one.position if isinstance(one, Entity) else one.number):
        attribute = "canton_id" if isinstance(area, Canton) else "entity_id"
        inside = frozenset(one.pk for one in country.base_units if getattr(one, attribute) == area.pk)
        value = area.code if isinstance(area, Canton) else area.slug
        options.append(Option(value, area.name, sum(country.counts[pk] for pk in inside), inside))
    return options
