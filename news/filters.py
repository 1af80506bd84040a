"""The filters of the list, with django-filter. A value that is no choice has no page: the whole list would pass for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import django_filters
from django.db.models import Exists, OuterRef
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from content.models import EntryPlace
from content.search import Search

if TYPE_CHECKING:
    from .look import Look

SELECTS = ("jls", "tema", "organizacija", "godina")
Choices = dict[str, list[tuple[str, str]]]


class NewsFilter(django_filters.FilterSet):
    """News by the choices of a reader."""

    jls = django_filters.CharFilter(method="by_municipality", label=gettext_lazy("Municipality"))
    tema = django_filters.CharFilter(field_name="themes__slug", label=gettext_lazy("Theme"))
    organizacija = django_filters.CharFilter(field_name="published_for__slug", label=gettext_lazy("Published for"))
    godina = django_filters.CharFilter(field_name="dated", lookup_expr="startswith", label=gettext_lazy("Year"))
    q = django_filters.CharFilter(method="by_words", label=gettext_lazy("Words"))

    def by_municipality(self, rows: Any, _name: str, value: str) -> Any:
        """Those that name it or one of its communities, once each."""
        return rows.filter(Exists(EntryPlace.objects.filter(entry=OuterRef("pk"), municipality__slug=value)))

    def by_words(self, rows: Any, _name: str, value: str) -> Any:
        """All words; none where nothing was typed that could be sought."""
        return Search(value).fitting(rows)


def choices(look: Look) -> Choices:
    """What each may be, with its words; no query. A municipality may be chosen that has no news yet."""
    return {
        "jls": [(one.slug, one.full_name) for one in look.municipalities.values()],
        "tema": [(one.slug, one.name) for one in look.themes],
        "organizacija": [(one.slug, str(one)) for one in look.organisations],
        "godina": [(year, year) for year in look.years],
    }


def labels() -> dict[str, str]:
    """What stands above each select."""
    return {"jls": _("Municipality"), "tema": _("Theme"), "organizacija": _("Published for"), "godina": _("Year")}


def chosen_of(data: QueryDict, known: Choices) -> dict[str, str] | None:
    """Values by parameter; None where one of them is no choice."""
    chosen = {name: value for name in SELECTS if (value := data.get(name, "").strip())}
    return chosen if all(value in dict(known[name]) for name, value in chosen.items()) else None


def fitting(chosen: dict[str, str], words: str, rows: Any) -> Any:
    """The rows that fit."""
    query = QueryDict(mutable=True)
    query.update(chosen | ({"q": words} if words else {}))
    return NewsFilter(query, rows).qs
