"""The filters of the list, with django-filter. A value that is no choice has no page: the whole list would pass for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import django_filters
from django.http import QueryDict
from django.utils.translation import gettext_lazy, ngettext

from trainings.filters import chosen_of

if TYPE_CHECKING:
    from trainings.look import Look

__all__ = ["choices", "chosen_of", "rows_for"]

MINUTES = (5, 10)


class LessonFilter(django_filters.FilterSet):
    """Lessons by the choices of a reader."""

    tema = django_filters.CharFilter(field_name="themes__slug", label=gettext_lazy("Theme"))
    minuta = django_filters.NumberFilter(field_name="minutes", lookup_expr="lte", label=gettext_lazy("How long"))


def choices(look: Look) -> dict[str, list[tuple[str, str]]]:
    """What each may be, with its words; no query."""
    return {
        "tema": [(one.slug, one.name) for one in look.themes],
        "minuta": [
            (str(number), ngettext("up to %(number)s minute", "up to %(number)s minutes", number) % {"number": number})
            for number in MINUTES
        ],
    }


def rows_for(chosen: dict[str, str], rows: Any) -> Any:
    """The rows that fit, in the order in which they are read."""
    query = QueryDict(mutable=True)
    query.update(chosen)
    return LessonFilter(query, rows).qs
