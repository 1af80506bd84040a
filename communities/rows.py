"""A line of the directory: what the table says about a local community, in the language of the request."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TypedDict

from django.utils.translation import gettext as _

from register.models import Community

from .country import Country, Place
from .search import Search


class Row(TypedDict):
    """Made from what is at hand, since a page has twenty of them: no query, no look-up of an address.

    A dictionary, because a template reads its keys at a third of the cost of attributes.
    """

    label: str
    url: str
    place: str
    remark: bool  # there is something more to say: one of the next two
    unconfirmed: bool
    because: str  # the settlement or former name that was searched for, where the name does not say it
    year: str
    updated: datetime


def rows_of(communities: Iterable[Community], country: Country, search: Search) -> list[Row]:
    """The lines of a page."""
    places, unknown = country.places(), _("not known")
    return [
        _row(one, places.get(one.municipality_id) or Place.of(one.municipality), search, unknown) for one in communities
    ]


def _row(one: Community, place: Place, search: Search, unknown: str) -> Row:
    because = search.because(one) if search.words else ""
    return {
        "label": one.label,
        "url": f"{place.url}{one.slug}/",
        "place": place.name,
        "remark": one.is_unconfirmed or bool(because),
        "unconfirmed": one.is_unconfirmed,
        "because": because,
        "year": one.source_date[:4] or unknown,
        "updated": one.updated,
    }
