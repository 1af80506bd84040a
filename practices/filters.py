"""The filters of the list, with django-filter: parameters, what they do to the rows, their choices with counts.

An unknown parameter, or an order that is none, is as if it had not been written. Another value that is no choice has no
page, since the whole list would pass for what was asked. Nothing here can become an error.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import django_filters
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from content.listing import in_municipalities, in_municipality
from register.models import Community

from .look import BANDS, FLAGS, Look
from .models import Practice, PracticeQuerySet

Rows = PracticeQuerySet[Practice]
SORTS: dict[str, tuple[str, ...]] = {
    "novo": ("-published", "-pk"),
    "korisno": ("-useful_count", "-published", "-pk"),
    "primjene": ("-adoption_count", "-pk"),  # a number grows with the day, and an index holds both
}


@dataclass(frozen=True)
class Option:
    """A choice: what stands in the address, what people read, how many practices it has."""

    value: str
    label: str
    count: int
    term: Any = None
    """What rows are compared with: a theme, one or several municipalities, a value; None where the choice is its own SQL."""


Options = dict[str, dict[str, Option]]
"""Choices by parameter and value."""


class PracticeFilter(django_filters.FilterSet):
    """Practices by the choices of a reader; made only where one was made."""

    tema = django_filters.CharFilter(method="narrow", label=gettext_lazy("Theme"))
    trosak = django_filters.CharFilter(method="narrow", label=gettext_lazy("Cost"))
    velicina = django_filters.CharFilter(method="narrow", label=gettext_lazy("Size of the place"))
    vrsta = django_filters.CharFilter(method="narrow", label=gettext_lazy("Kind of settlement"))
    entitet = django_filters.CharFilter(method="narrow", label=gettext_lazy("Entity or district"))
    kanton = django_filters.CharFilter(method="narrow", label=gettext_lazy("Canton"))
    jls = django_filters.CharFilter(method="narrow", label=gettext_lazy("Municipality or city"))
    samo = django_filters.CharFilter(method="narrow", label=gettext_lazy("Show only"))
    sort = django_filters.CharFilter(method="leave", label=gettext_lazy("Order"))

    def __init__(self, data: QueryDict, rows: Rows, options: Options) -> None:
        super().__init__(data, rows)
        self.options = options

    def filter_queryset(self, queryset: Rows) -> Rows:
        """With values that are options, and nothing else."""
        for name, value in chosen_of(self.data, self.options).items():
            queryset = self.filters[name].filter(queryset, value)
        return queryset

    def narrow(self, rows: Rows, name: str, value: str) -> Rows:
        return narrowed(rows, name, value, self.options[name][value].term)

    def leave(self, rows: Rows, _name: str, _value: str) -> Rows:
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
    return {name: data.get(name, "").strip() for name in PracticeFilter.base_filters}


SAMPLES: dict[str, Any] = {
    "tema": -2, "velicina": "size", "vrsta": "kind", "entitet": [-3], "kanton": [-4], "jls": -5,
}  # fmt: skip
"""Filters whose values differ in one term of the same SQL, each with a sample of it (`ui.prepared`)."""


def narrowed(rows: Rows, name: str, value: str, term: Any) -> Rows:
    """The rows that a choice leaves; `term` is that of its `Option`."""
    match name:
        case "tema":
            return rows.filter(themes=term)
        case "trosak":
            return rows.filter(BANDS[value])
        case "velicina":
            return rows.filter(size=term)
        case "vrsta":
            return rows.filter(settlement=term)
        case "samo":
            return rows.filter(FLAGS[value])
    there: Rows = in_municipality(rows, term) if name == "jls" else in_municipalities(rows, term)
    return there


def options_of(look: Look) -> Options:
    """All choices by parameter and value, in the current language; the form offers those that some practice has."""
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
        "tema": [Option(one.slug, one.name, counts["theme"][one.pk], one.pk) for one in look.themes],
        "trosak": [Option(value, label, counts["band"][value]) for value, label in bands.items()],
        "velicina": [_named(one, counts["size"]) for one in Practice.Size],
        "vrsta": [_named(one, counts["settlement"]) for one in Community.Kind],
        "entitet": _areas(look, "entity"),
        "kanton": _areas(look, "canton"),
        "jls": [Option(one.slug, one.label, counts["municipality"][pk], pk) for pk, one in look.municipalities.items()],
        "samo": [Option(value, label, counts["flag"][value]) for value, label in flags.items()],
    }
    options = {name: {one.value: one for one in some} for name, some in several.items()}
    return options | {"sort": {value: Option(value, label, 0) for value, label in sorts.items()}}


def _named(choice: Any, counts: Counter[Any]) -> Option:
    """A choice of a field of the model."""
    return Option(str(choice.value), str(choice.label), counts[choice.value], str(choice.value))


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
            inside[one],
        )
        for one in ordered
    ]
