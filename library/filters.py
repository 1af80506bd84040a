"""The filters of the library, with django-filter. A value that is no choice has no page: the whole list would pass for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import django_filters
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from content.search import Search
from register.models import LegalAct

from .models import Document

if TYPE_CHECKING:
    from .look import Look

SELECTS = ("vrsta", "stanje", "tema", "entitet", "godina")
Choices = dict[str, list[tuple[str, str]]]


class DocumentFilter(django_filters.FilterSet):
    """Documents by the choices of a reader."""

    vrsta = django_filters.CharFilter(field_name="type", label=gettext_lazy("Kind"))
    stanje = django_filters.CharFilter(field_name="state", label=gettext_lazy("State"))
    tema = django_filters.CharFilter(field_name="themes__slug", label=gettext_lazy("Theme"))
    entitet = django_filters.CharFilter(method="by_entity", label=gettext_lazy("Holds in"))
    godina = django_filters.NumberFilter(field_name="year", label=gettext_lazy("Year"))
    mreza = django_filters.CharFilter(method="by_network", label=gettext_lazy("Network"))
    q = django_filters.CharFilter(method="by_words", label=gettext_lazy("Words"))

    def by_entity(self, rows: Any, _name: str, value: str) -> Any:
        """Those that somebody there can rely on; what holds in all of the country, too."""
        return rows.holding_in_entity(value)

    def by_network(self, rows: Any, _name: str, value: str) -> Any:
        """Those that members of a network read alone."""
        return rows.filter(organisation__slug=value)

    def by_words(self, rows: Any, _name: str, value: str) -> Any:
        """All words; none where nothing was typed that could be sought."""
        return Search(value).fitting(rows)


def choices(look: Look) -> Choices:
    """What each may be, with its words; no query."""
    states = [one for one in LegalAct.State.choices if one[0] != LegalAct.State.NO_ACT]
    return {
        "vrsta": [(value, capfirst(str(label))) for value, label in Document.Type.choices],
        "stanje": [(value, str(label)) for value, label in states],
        "tema": [(one.slug, one.name) for one in look.themes],
        "entitet": [(one.slug, one.name) for one in look.entities],
        "godina": [(str(year), str(year)) for year in look.years],
    }


def labels() -> dict[str, str]:
    """What stands above each select."""
    return {
        "vrsta": _("Kind"), "stanje": _("State"), "tema": _("Theme"), "entitet": _("Holds in"), "godina": _("Year"),
    }  # fmt: skip


def chosen_of(data: QueryDict, known: Choices) -> dict[str, str] | None:
    """Values by parameter; None where one of them is no choice."""
    chosen = {name: value for name in SELECTS if (value := data.get(name, "").strip())}
    return chosen if all(value in dict(known[name]) for name, value in chosen.items()) else None


def fitting(chosen: dict[str, str], rows: Any) -> Any:
    """The rows that fit."""
    query = QueryDict(mutable=True)
    query.update(chosen)
    return DocumentFilter(query, rows).qs
