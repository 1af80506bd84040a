"""The filters of the list, with django-filter: parameters, what they do to the rows, their choices.

An unknown parameter is as if it had not been written; another value that is no choice has no page, since the whole list
would pass for what was asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import django_filters
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from content.listing import in_municipalities, in_municipality

from .look import TABS, Look


@dataclass(frozen=True)
class Option:
    """A choice: what stands in the address, what people read, how many questions it has, what rows are compared with."""

    value: str
    label: str
    count: int = 0
    term: Any = None


Options = dict[str, dict[str, Option]]
SAMPLES: dict[str, Any] = {"tema": -2, "entitet": [-3], "kanton": [-4], "jls": -5}
"""Filters whose values differ in one term of the same SQL, each with a sample of it (`ui.prepared`)."""


class QuestionFilter(django_filters.FilterSet):
    """Questions by the choices of a reader; made only where one was made."""

    stanje = django_filters.CharFilter(method="narrow", label=gettext_lazy("Show"))
    tema = django_filters.CharFilter(method="narrow", label=gettext_lazy("Theme"))
    entitet = django_filters.CharFilter(method="narrow", label=gettext_lazy("Entity or district"))
    kanton = django_filters.CharFilter(method="narrow", label=gettext_lazy("Canton"))
    jls = django_filters.CharFilter(method="narrow", label=gettext_lazy("Municipality or city"))

    def __init__(self, data: QueryDict, rows: Any, options: Options) -> None:
        super().__init__(data, rows)
        self.options = options

    def filter_queryset(self, queryset: Any) -> Any:
        """With values that are options, and nothing else."""
        for name, value in chosen_of(self.data, self.options).items():
            queryset = self.filters[name].filter(queryset, value)
        return queryset

    def narrow(self, rows: Any, name: str, value: str) -> Any:
        return narrowed(rows, name, value, self.options[name][value].term)


def asked(data: QueryDict) -> dict[str, str]:
    """Values by parameter, read as the form of the filter would."""
    return {name: value for name in QuestionFilter.base_filters if (value := data.get(name, "").strip())}


def chosen_of(data: QueryDict, options: Options) -> dict[str, str]:
    """Valid values by parameter."""
    return {name: value for name, value in asked(data).items() if value in options[name]}


def is_strange(data: QueryDict, options: Options) -> bool:
    """Something is asked for that is no choice."""
    return any(value not in options[name] for name, value in asked(data).items())


def narrowed(rows: Any, name: str, value: str, term: Any) -> Any:
    """The rows that a choice leaves; `term` is that of its `Option`."""
    if name == "stanje":
        return rows.filter(TABS[value])
    if name == "tema":
        return rows.filter(themes=term)
    return in_municipality(rows, term) if name == "jls" else in_municipalities(rows, term)


def options_of(look: Look) -> Options:
    """All choices by parameter and value, in the current language."""
    tabs = {"bez-odgovora": _("Without an answer"), "novo": _("Newest"), "rijeseno": _("Solved")}
    several = {
        "stanje": [Option(value, label, look.counts["tab"][value]) for value, label in tabs.items()],
        "tema": [Option(one.slug, one.name, look.counts["theme"][one.pk], one.pk) for one in look.themes],
        "entitet": [Option(one.slug, one.name, term=_inside(look, entity_id=one.pk)) for one in look.entities],
        "kanton": [Option(one.code, one.name, term=_inside(look, canton_id=one.pk)) for one in look.cantons],
        "jls": [Option(one.slug, one.label, term=pk) for pk, one in look.municipalities.items()],
    }
    return {name: {one.value: one for one in some} for name, some in several.items()}


def _inside(look: Look, **area: int) -> list[int]:
    """The municipalities of an entity or canton."""
    ((column, number),) = area.items()
    return [pk for pk, one in look.municipalities.items() if getattr(one, column) == number]
