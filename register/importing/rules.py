"""What the database would refuse, found before anything is written, so that every bad row can be named.

Each rule has a constraint or trigger of the same meaning in `register.models`; the tests hold them together.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from register.models import (
    Canton,
    Community,
    Entity,
    Figure,
    FormerSlug,
    Indicator,
    LegalStatus,
    Municipality,
)
from text.slugs import RESERVED

from .records import State, Values

Fault = tuple[str, str]
"""A field and what is wrong with it."""


def look(state: State, model: type[models.Model], key: Any, name: str) -> Any:
    """A field of another row, or None if there is no such row."""
    return state.rows[model].get(key, {}).get(name) if key else None


def is_point(latitude: Any, longitude: Any) -> bool:
    """Both or neither, and in the country."""
    if latitude is None or longitude is None:
        return latitude is longitude
    return bool(42 <= latitude <= 46 and 15 <= longitude <= 20)


def entity(row: Values, before: Values | None, _after: State) -> Iterator[Fault]:
    if before and before["has_cantons"] != row["has_cantons"]:
        yield "has_cantons", _("this cannot change")


def canton(row: Values, before: Values | None, after: State) -> Iterator[Fault]:
    if before and before["entity"] != row["entity"]:
        yield "entity", _("this cannot change")
    if look(after, Entity, row["entity"], "has_cantons") is False:
        yield "entity", _("this entity has no cantons")


def legal_status(row: Values, before: Values | None, _after: State) -> Iterator[Fault]:
    if before and before["entity"] != row["entity"]:
        yield "entity", _("this cannot change")


def address(row: Values, before: Values | None) -> Iterator[Fault]:
    """An address that is given anew; what has one of the words of old keeps it."""
    if row["slug"] in RESERVED and (before is None or before["slug"] != row["slug"]):
        yield "slug", _("this word is needed for an address of the site itself")


def municipality(row: Values, before: Values | None, after: State) -> Iterator[Fault]:
    yield from address(row, before)
    has_cantons = look(after, Entity, row["entity"], "has_cantons")
    if has_cantons is not None and has_cantons != bool(row["canton"]):
        yield "canton", _("this entity has no cantons") if row["canton"] else _("say which canton it is in")
    elif look(after, Canton, row["canton"], "entity") not in (None, row["entity"]):
        yield "canton", _("this canton is in another entity")
    if not is_point(row["latitude"], row["longitude"]):
        yield "latitude", _("this point is not in Bosnia and Herzegovina")
    if not re.fullmatch(r"([78][0-9]{4})?", row["postal_code"]):
        yield "postal_code", _("a postal code has five digits and begins with 7 or 8")
    if row["umbrella"] and (row["is_umbrella"] or look(after, Municipality, row["umbrella"], "is_umbrella") is False):
        yield "umbrella", _("only a city made of several municipalities has parts")
    if row["without_communities"] and not row["notes"]:
        yield "notes", _("say which source says that it has no local communities")


def community(row: Values, before: Values | None, after: State) -> Iterator[Fault]:
    yield from address(row, before)
    ours = look(after, Municipality, row["municipality"], "entity")
    if ours and look(after, LegalStatus, row["legal_status"], "entity") not in (None, ours):
        yield "legal_status", _("this legal status belongs to another jurisdiction")
    if look(after, Municipality, row["municipality"], "without_communities"):
        yield "municipality", _("this municipality is marked as one without local communities")


def figure(row: Values, _before: Values | None, after: State) -> Iterator[Fault]:
    indicator = after.rows[Indicator].get(row["indicator"])
    if row["year"] is not None and not 1850 <= row["year"] <= 2100:
        yield "year", _("the year lies between 1850 and 2100")
    if indicator is None:
        return
    if not indicator["for_communities" if row["community"] else "for_municipalities"]:
        yield "indicator", _("this indicator is not for such a place")
    if row["value"] != round(row["value"], indicator["decimals"]):
        yield "value", _("too many decimals for this indicator")
    if row["value"] > {"da-ne": 1, "posto": 100}.get(indicator["unit"], row["value"]):
        yield "value", _("too large for this indicator")


def former_slug(row: Values, _before: Values | None, after: State) -> Iterator[Fault]:
    live = (*row["municipality"], row["slug"]) if row["community"] else (row["slug"],)
    if live in after.rows[Community if row["community"] else Municipality]:
        yield "slug", _("another place has this address now")


RULES: Mapping[type[models.Model], Callable[[Values, Values | None, State], Iterator[Fault]]] = {
    Entity: entity,
    Canton: canton,
    LegalStatus: legal_status,
    Municipality: municipality,
    Community: community,
    Figure: figure,
    FormerSlug: former_slug,
}


def shared(after: State, model: type[models.Model], names: tuple[str, ...]) -> dict[Any, list[Any]]:
    """The keys of the rows that agree in these fields."""
    groups: dict[Any, list[Any]] = {}
    for key, row in after.rows[model].items():
        groups.setdefault(tuple(row[name] for name in names), []).append(key)
    return {values: keys for values, keys in groups.items() if len(keys) > 1}
