"""The filters of the list, with django-filter: parameters, what they do to the rows, their choices with counts.

An unknown parameter, or a value that is no choice, is as if it had not been written; nothing here can become an error.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import django_filters
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from content.models import EntryPlace
from register.models import Community

from .look import BANDS, FLAGS, Look
from .models import Practice, PracticeQuerySet

Rows = PracticeQuerySet[Practice]
SORTS: dict[str, tuple[str, ...]] = {
    "novo": ("-published", "-pk"),
    "korisno": ("-useful_count", "-published", "-pk"),
    "primjene": ("-adoption_count", "-published", "-pk"),
}


@dataclass(frozen=True)
class Option:
    """A choice: what stands in the address, what people read, how many practices it has, the ids it stands for."""

    value: str
    label: str
    count: int
    ids: tuple[int, ...] = ()


Options = dict[str, dict[str, Option]]
"""Choices by parameter and value."""


class PracticeFilter(django_filters.FilterSet):
    """Practices by the choices of a reader; made only where one was made."""

    tema = django_filters.CharFilter(method="of_theme", label=gettext_lazy("Theme"))
    trosak = django_filters.CharFilter(method="of_band", label=gettext_lazy("Cost"))
    velicina = django_filters.CharFilter(method="of_size", label=gettext_lazy("Size of the place"))
    vrsta = django_filters.CharFilter(method="of_kind", label=gettext_lazy("Kind of settlement"))
    entitet = django_filters.CharFilter(method="in_municipalities", label=gettext_lazy("Entity or district"))
    kanton = django_filters.CharFilter(method="in_municipalities", label=gettext_lazy("Canton"))
    jls = django_filters.CharFilter(method="in_municipalities", label=gettext_lazy("Municipality or city"))
    samo = django_filters.CharFilter(method="flagged", label=gettext_lazy("Show only"))
    sort = django_filters.CharFilter(method="leave", label=gettext_lazy("Order"))

    def __init__(self, data: QueryDict, rows: Rows, options: Options) -> None:
        super().__init__(data, rows)
        self.options = options

    @cached_property
    def chosen(self) -> dict[str, str]:
        """Valid values by parameter."""
        self.form.is_valid()
        return {name: value for name, value in self.form.cleaned_data.items() if value in self.options[name]}

    def filter_queryset(self, queryset: Rows) -> Rows:
        """With values that are options, and nothing else."""
        for name, value in self.chosen.items():
            queryset = self.filters[name].filter(queryset, value)
        return queryset

    def of_theme(self, rows: Rows, name: str, value: str) -> Rows:
        return rows.filter(themes=self.options[name][value].ids[0])

    def of_band(self, rows: Rows, _name: str, value: str) -> Rows:
        return rows.filter(BANDS[value])

    def of_size(self, rows: Rows, _name: str, value: str) -> Rows:
        return rows.filter(size=value)

    def of_kind(self, rows: Rows, _name: str, value: str) -> Rows:
        return rows.filter(settlement=value)

    def in_municipalities(self, rows: Rows, name: str, value: str) -> Rows:
        """A practice of several places is still one practice, so its places are not joined."""
        ids = self.options[name][value].ids
        return rows.filter(pk__in=EntryPlace.objects.filter(municipality__in=ids).values("entry"))

    def flagged(self, rows: Rows, _name: str, value: str) -> Rows:
        return rows.filter(FLAGS[value])

    def leave(self, rows: Rows, _name: str, _value: str) -> Rows:
        """Not about single rows."""
        return rows


def options_of(look: Look) -> Options:
    """All choices by parameter and value, in the current language. What no practice has is no choice."""
    counts = look.counts
    bands = {
        "bez-troska": _("without cost"),
        "do-1000": _("up to 1,000 KM"),
        "do-10000": _("1,000 to 10,000 KM"),
        "do-50000": _("10,000 to 50,000 KM"),
        "preko-50000": _("more than 50,000 KM"),
    }
    flags = {
        "bez-opcine": _("without money of the municipality"),
        "primijenjene": _("taken over by others"),
        "pouke": _("lessons: what did not work"),
    }
    sorts = {"novo": _("newest first"), "korisno": _("most useful first"), "primjene": _("most taken over first")}
    several = {
        "tema": [Option(one.slug, one.name, counts["theme"][one.pk], (one.pk,)) for one in look.themes],
        "trosak": [Option(value, label, counts["band"][value]) for value, label in bands.items()],
        "velicina": [Option(str(one.value), str(one.label), counts["size"][one.value]) for one in Practice.Size],
        "vrsta": [Option(str(one.value), str(one.label), counts["settlement"][one.value]) for one in Community.Kind],
        "entitet": _areas(look, "entity"),
        "kanton": _areas(look, "canton"),
        "jls": [
            Option(one.slug, one.label, counts["municipality"][pk], (pk,)) for pk, one in look.municipalities.items()
        ],
        "samo": [Option(value, label, counts["flag"][value]) for value, label in flags.items()],
    }
    options = {name: {one.value: one for one in some if one.count} for name, some in several.items()}
    return options | {"sort": {value: Option(value, label, 0) for value, label in sorts.items()}}


def _areas(look: Look, attribute: str) -> list[Option]:
    """Entities or cantons with the municipalities that lie in them, in their own order."""
    inside: dict[Any, list[int]] = {}
    for pk, municipality in look.municipalities.items():
        if (area := getattr(municipality, attribute)) is not None:
            inside.setdefault(area, []).append(pk)
    ordered = sorted(inside, key=lambda one: one.position if attribute == "entity" else one.number)
    return [
        Option(
            one.slug if attribute == "entity" else one.code,
            one.name,
            sum(look.counts["municipality"][pk] for pk in inside[one]),
            tuple(inside[one]),
        )
        for one in ordered
    ]
