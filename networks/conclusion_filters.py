"""The filters of the register, with django-filter. A value that is no choice has no page: the whole list would pass for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import django_filters
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from content.search import Search

from .models import Conclusion, Joint

if TYPE_CHECKING:
    from .look import Look

LATE = "kasni"
TO_ORGANISATION, TO_MUNICIPALITY = "o-", "j-"
SELECTS = ("mreza", "adresat", "stanje", "tema")
Choices = dict[str, list[tuple[str, str]]]


class ConclusionFilter(django_filters.FilterSet):
    """Conclusions by the choices of a reader."""

    mreza = django_filters.CharFilter(method="by_network", label=gettext_lazy("Network"))
    adresat = django_filters.CharFilter(method="by_addressee", label=gettext_lazy("To whom"))
    stanje = django_filters.CharFilter(method="by_state", label=gettext_lazy("What became of it"))
    tema = django_filters.CharFilter(field_name="themes__slug", label=gettext_lazy("Theme"))
    q = django_filters.CharFilter(method="by_words", label=gettext_lazy("Words"))

    def by_network(self, rows: Any, _name: str, value: str) -> Any:
        """Of its own meetings, and of those that it holds with others."""
        joint = Joint.objects.filter(network__organisation__slug=value).values("meeting")
        return rows.filter(Q(adopted_at__network__organisation__slug=value) | Q(adopted_at__in=joint))

    def by_addressee(self, rows: Any, _name: str, value: str) -> Any:
        """The first letter says of which table the slug is."""
        kind, slug = value[: len(TO_ORGANISATION)], value[len(TO_ORGANISATION) :]
        column = "to_organisation__slug" if kind == TO_ORGANISATION else "to_municipality__slug"
        return rows.filter(**{column: slug})

    def by_state(self, rows: Any, _name: str, value: str) -> Any:
        """What became of it, or whether an answer is overdue."""
        return rows.overdue(timezone.localdate()) if value == LATE else rows.filter(state=value)

    def by_words(self, rows: Any, _name: str, value: str) -> Any:
        """All words; none where nothing was typed that could be sought."""
        return Search(value).fitting(rows)


def choices(look: Look) -> Choices:
    """What each may be, with its words, but for the addressee, of whom the reader's own conclusions know; no query."""
    return {
        "mreza": [(one.slug, one.name) for one in look.networks.values()],
        "stanje": [
            (LATE, pgettext("of a conclusion", "overdue")),
            *((str(value), str(label)) for value, label in Conclusion.State.choices),
        ],
        "tema": [(one.slug, one.name) for one in look.themes],
    }


def labels() -> dict[str, str]:
    """What stands above each select."""
    return {"mreza": _("Network"), "adresat": _("To whom"), "stanje": _("What became of it"), "tema": _("Theme")}


def chosen_of(data: QueryDict, known: Choices) -> dict[str, str] | None:
    """Values by parameter; None where one of them is no choice."""
    chosen = {name: value for name in SELECTS if (value := data.get(name, "").strip())}
    return chosen if all(value in dict(known[name]) for name, value in chosen.items()) else None


def fitting(chosen: dict[str, str], words: str, rows: Any) -> Any:
    """The rows that fit."""
    query = QueryDict(mutable=True)
    query.update(chosen | ({"q": words} if words else {}))
    return ConclusionFilter(query, rows).qs
