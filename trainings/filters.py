"""The filters of the list, with django-filter. A value that is no choice has no page: the whole list would pass for it."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters
from django.db.models import Exists, F, OuterRef, Q
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from content.models import EntryPlace

from .look import Look
from .models import Session, SignUp

PAST = "odrzane"
FREE = "slobodna"
ON_PLACE, ONLINE = "uzivo", "internet"


class TrainingFilter(django_filters.FilterSet):
    """Trainings by the choices of a reader; without a choice those that come."""

    stanje = django_filters.CharFilter(method="by_time", label=gettext_lazy("Show"))
    oblik = django_filters.CharFilter(method="by_way", label=gettext_lazy("How"))
    entitet = django_filters.CharFilter(method="by_entity", label=gettext_lazy("Entity or district"))
    mjesta = django_filters.CharFilter(method="by_seats", label=gettext_lazy("Seats"))
    tema = django_filters.CharFilter(method="by_theme", label=gettext_lazy("Theme"))

    def __init__(self, *arguments: Any, today: date, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.today = today

    def by_time(self, rows: Any, _name: str, _value: str) -> Any:
        return rows

    def by_way(self, rows: Any, _name: str, value: str) -> Any:
        on_place = Exists(Session.objects.filter(training=OuterRef("pk"), link=""))
        return rows.filter(begins__isnull=False).filter(on_place if value == ON_PLACE else ~on_place)

    def by_entity(self, rows: Any, _name: str, value: str) -> Any:
        there = EntryPlace.objects.filter(entry=OuterRef("pk"), municipality__entity__code__iexact=value)
        return rows.filter(Exists(there))

    def by_seats(self, rows: Any, _name: str, _value: str) -> Any:
        """One may sign up today and gets a seat. That sign-up ends at the hour of the beginning, the page says."""
        today = self.today
        signing_up = SignUp.objects.filter(
            Q(opens=None) | Q(opens__lte=today),
            Q(closes=None) | Q(closes__gte=today),
            training=OuterRef("pk"),
            taken__lt=F("seats"),
        ).filter(Q(waiting=0) | Q(per_municipality__gte=1) | Q(per_community__gte=1) | Q(for_women__gte=1))
        return rows.filter(Exists(signing_up), Q(begins=None) | Q(begins__gte=today), cancelled=None)

    def by_theme(self, rows: Any, _name: str, value: str) -> Any:
        return rows.filter(themes__slug=value)


def choices(look: Look) -> dict[str, list[tuple[str, str]]]:
    """What each may be, with its words; no query."""
    return {
        "stanje": [(PAST, pgettext("trainings", "Held"))],
        "oblik": [(ON_PLACE, _("On place")), (ONLINE, _("Over the internet"))],
        "mjesta": [(FREE, _("With free seats"))],
        "entitet": [(one.code.lower(), one.name) for one in look.entities],
        "tema": [(one.slug, one.name) for one in look.themes],
    }


def chosen_of(data: QueryDict, known: dict[str, list[tuple[str, str]]]) -> dict[str, str] | None:
    """Values by parameter; None where one of them is no choice."""
    chosen = {name: value for name in known if (value := data.get(name, "").strip())}
    return chosen if all(value in dict(known[name]) for name, value in chosen.items()) else None


def rows_for(chosen: dict[str, str], rows: Any, today: date) -> Any:
    """The rows that fit, in the order in which they are read."""
    rows = rows.past(today) if chosen.get("stanje") == PAST else rows.to_come(today)
    query = QueryDict(mutable=True)
    query.update(chosen)
    return TrainingFilter(query, rows, today=today).qs
