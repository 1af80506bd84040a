"""The page of a municipality: its facts, its local communities, and how complete that list is."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from register.models import Community, LegalAct, Municipality
from ui.kept import kept_page, values_of
from ui.prepared import Prepared

from .. import country
from ..addresses import find_municipality, moved
from ..letters import letter
from ..locator import locator
from ..profiles import STATED_TOTAL, expected_total, has_coordinator, nearest, with_known
from ..readings import Series, figures_of, series_from
from ..writings import News, Writings, news_of, writings_of_municipality

SHOWN = ("name", "qualifier", "slug", "evidence", "confirmed_on", "municipality")
COMMUNITIES: Prepared[Community] = Prepared(
    lambda pk: with_known(Community.objects.filter(municipality=pk).open().in_order()).only(*SHOWN), (-1,)
)
READ: Prepared[tuple[Any, Any, Any]] = Prepared(
    lambda pk: Municipality.objects.filter(pk=pk).values_list(
        figures_of("municipality"), writings_of_municipality(), news_of("municipality")
    ),
    (-1,),
)


@dataclass(frozen=True)
class Coverage:
    """How much of the list of communities the register holds, and against which stated total."""

    municipality: Municipality
    listed: int
    stated: Series | None

    @property
    def total(self) -> int | None:
        """The number that a source states."""
        value = self.stated.latest.value if self.stated else None
        return None if value is None else int(value)

    @property
    def state(self) -> str:
        """One word for the template: which sentence is true."""
        if self.municipality.is_umbrella:
            return "umbrella"
        if self.municipality.without_communities:
            return "none"
        if not self.listed:
            return "no list"
        if self.total is not None and self.listed > self.total:
            return "more"
        if self.municipality.list_complete:
            return "complete"
        return "part" if self.total else "unknown"


@require_safe
def municipality(request: HttpRequest, municipality: str) -> HttpResponse:
    """One municipality; a former address leads to the present one."""
    place = find_municipality(municipality)
    if place.slug != municipality:
        return moved(request, place.get_absolute_url())
    ((figures, practices, news),) = READ(place.pk)
    communities = COMMUNITIES(place.pk)
    said = (country.current().at, values_of(place), figures, practices, news, [values_of(one) for one in communities])

    def context() -> dict[str, Any]:
        series = series_from(figures, communal=False)
        stated = next((one for one in series if one.indicator.code == STATED_TOTAL), None)
        for one in communities:
            one.municipality = place
        return {
            "municipality": place,
            "facts": [one for one in series if one.indicator.code != STATED_TOTAL],
            "series": [one for one in series if one.earlier],
            "communities": communities,
            "expected": expected_total(),
            "coverage": Coverage(place, len(communities), stated),
            "parts": _parts(place),
            "acts": _acts(place),
            "nearest": nearest(place, 6),
            "has_coordinator": has_coordinator(place),
            "locator": locator(place),
            "writings": Writings.of(practices),
            "practices_url": f"{reverse('practices:index')}?jls={place.slug}",
            "news": News.of(news),
            "news_url": f"{reverse('news:index')}?jls={place.slug}",
            "write_url": reverse("practices:create"),
            "csv_url": f"{reverse('communities:index')}?jls={place.slug}&format=csv",
            "mail_url": letter(_("Data about %(place)s") % {"place": place.full_name}),
            "crumbs": [(_("Local communities"), reverse("communities:index")), (place.full_name, None)],
        }

    return kept_page(request, "communities/municipality.html", said, context)


def _parts(place: Municipality) -> list[tuple[Municipality, int]]:
    """The municipalities of an umbrella city with their numbers of communities; from the last look at the country."""
    now = country.current()
    return [(one, now.counts[one.pk]) for one in now.base_units if place.is_umbrella and one.umbrella_id == place.pk]


def _acts(place: Municipality) -> list[LegalAct]:
    """The acts of a municipality itself, or of the district; as old as the look."""
    now = country.current()
    acts = now.rendered("acts", lambda: list(LegalAct.objects.for_everyone().exclude(state=LegalAct.State.NO_ACT)))
    of_district = place.entity_id if place.type.code == "distrikt" else -1
    return [one for one in acts if one.municipality_id == place.pk or one.entity_id == of_district]
