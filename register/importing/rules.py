"""What the database would refuse, found before anything is written, so that every bad row can be named.

Each rule has a constraint or trigger of the same meaning in `register.models`; the tests hold them together.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from register.models import (
    Canton,
    Community,
    Contact,
    Entity,
    Figure,
    FormerSlug,
    Indicator,
    LegalAct,
    LegalStatus,
    Municipality,
)
from register.models.acts import NO_ACTS
from register.models.base import is_to_come
from register.models.contacts import must_suit
from register.models.figures import FIRST_YEAR
from register.models.names import MIXED, STRANGE
from text.fold import plain
from text.slugs import RESERVED
from text.sort import sort_key

from .records import Key, Kind, State, Values, former_address

Fault = tuple[str, str]
"""A field and what is wrong with it."""


def look(state: State, model: type[models.Model], key: Any, name: str) -> Any:
    """A field of another row, or None if there is no such row."""
    return state.rows[model].get(key, {}).get(name) if key else None


def changed(row: Values, before: Values, *names: str) -> bool:
    return any(row[name] != before[name] for name in names)


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


def leads_elsewhere() -> str:
    return _("this address leads to another place, which had it before")


def address(key: Key, before: Values | None, after: State) -> Iterator[Fault]:
    """An address that is given anew; what has one of the words of old keeps it."""
    if before is None and key[-1] in RESERVED:
        yield "slug", _("this word is needed for an address of the site itself")
    if before is None and after.former_addresses[key]:
        yield "slug", leads_elsewhere()


def names(row: Values) -> Iterator[Fault]:
    """What people can read."""
    nothing = row["name"] and not plain(row["name"])
    if nothing:
        yield "name", _("a name has a letter or a digit")
    for name in ("name", "qualifier"):
        if re.search(STRANGE, row[name]) and not (nothing and name == "name"):
            yield name, _("a name is written in Latin or Cyrillic letters, without other signs")
        if re.search(MIXED, row[name]):
            yield name, _("Latin and Cyrillic letters are mixed in one word")


def municipality(row: Values, before: Values | None, after: State) -> Iterator[Fault]:
    key = (row["slug"],)
    yield from address(key, before, after)
    yield from names(row)
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
    if before and changed(row, before, "is_umbrella", "without_communities", "entity"):
        yield from municipality_with_others(key, row, after)


def municipality_with_others(key: Key, row: Values, after: State) -> Iterator[Fault]:
    """A municipality that changes while others lean on what it was."""
    if not row["is_umbrella"] and any(other["umbrella"] == key for other in after.rows[Municipality].values()):
        yield "is_umbrella", _("it still has parts")
    ours = [other for other in after.rows[Community].values() if other["municipality"] == key]
    for name in ("is_umbrella", "without_communities"):
        if row[name] and ours:
            yield name, _("it has local communities in the register")
    if any(look(after, LegalStatus, other["legal_status"], "entity") not in (None, row["entity"]) for other in ours):
        yield "entity", _("one of its local communities has a legal status of another entity")


def community(row: Values, before: Values | None, after: State) -> Iterator[Fault]:
    key = (*row["municipality"], row["slug"])
    yield from address(key, before, after)
    yield from names(row)
    yield from closing(key, row, before, after)
    ours = look(after, Municipality, row["municipality"], "entity")
    if ours and look(after, LegalStatus, row["legal_status"], "entity") not in (None, ours):
        yield "legal_status", _("this legal status belongs to another jurisdiction")
    if look(after, Municipality, row["municipality"], "without_communities"):
        yield "municipality", _("this municipality is marked as one without local communities")
    if look(after, Municipality, row["municipality"], "is_umbrella"):
        yield "municipality", _("this is a city made of several municipalities: say in which of them")


def closing(key: Key, row: Values, before: Values | None, after: State) -> Iterator[Fault]:
    """Closed with a source or not at all; part of another one that was open when it became so."""
    into = row["merged_into"]
    if row["closed_on"] and not row["closing_source"]:
        yield "closing_source", _("say where it stands that the local community was closed")
    if row["closing_source"] and not row["closed_on"]:
        yield "closed_on", _("say when the local community was closed, or leave the source of the closing empty")
    if into and not row["closed_on"]:
        yield "merged_into", _("only a closed local community is merged into another one")
    if key in successors(into, after):
        yield "merged_into", _("a local community cannot become part of itself")
    elif into and before and changed(row, before, "merged_into") and look(after, Community, into, "closed_on"):
        yield "merged_into", _("the other local community is closed itself")


def successors(into: Key | None, after: State) -> set[Key]:
    """What a local community became part of, and what that became part of, and so on."""
    passed: set[Key] = set()
    while into and into not in passed:
        passed.add(into)
        into = look(after, Community, into, "merged_into")
    return passed


def figure(row: Values, _before: Values | None, after: State) -> Iterator[Fault]:
    indicator = after.rows[Indicator].get(row["indicator"])
    if row["year"] is not None and not FIRST_YEAR <= row["year"] <= 2100:
        yield "year", _("the year lies between 1850 and 2100")
    elif row["year"] is not None and is_to_come(str(row["year"])):
        yield "year", _("“%(text)s” lies in the future") % {"text": row["year"]}
    if indicator is None:
        return
    if not indicator["for_communities" if row["community"] else "for_municipalities"]:
        yield "indicator", _("this indicator is not for such a place")
    if row["value"] != round(row["value"], indicator["decimals"]):
        yield "value", _("too many decimals for this indicator")
    if row["value"] > {"da-ne": 1, "posto": 100}.get(indicator["unit"], row["value"]):
        yield "value", _("too large for this indicator")


def contact(row: Values, _before: Values | None, _after: State) -> Iterator[Fault]:
    said = {
        Contact.Kind.PHONE: _(
            "“%(text)s” is not a phone number (three digits or more, and + / ( ) - . , between them)"
        ),
        Contact.Kind.EMAIL: _("“%(text)s” is not an e-mail address"),
        Contact.Kind.WEB: _("“%(text)s” is not a web address (it begins with http:// or https://)"),
    }
    try:
        must_suit(row["kind"], row["value"])
    except ValidationError:
        yield "value", said[row["kind"]] % {"text": row["value"]}


def legal_act(row: Values, _before: Values | None, _after: State) -> Iterator[Fault]:
    if sum(row[name] is not None for name in ("entity", "canton", "municipality")) > 1:
        yield (
            "municipality",
            _("it holds in an entity, in a canton or in a municipality: name one of them, or none for all"),
        )
    if row["year"] is not None and (row["year"] < FIRST_YEAR or is_to_come(str(row["year"]))):
        yield "year", _("the year lies between 1850 and this one")
    if (row["kind"] in NO_ACTS) != (row["state"] == LegalAct.State.NO_ACT):
        yield "state", _("a model or a study is not a legal act, and everything else is one")


def former_slug(row: Values, _before: Values | None, after: State) -> Iterator[Fault]:
    address = former_address(row)
    if address in after.rows[Community if row["community"] else Municipality]:
        yield "slug", _("another place has this address now")
    elif after.former_addresses[address] > 1:
        yield "slug", leads_elsewhere()


RULES: Mapping[type[models.Model], Callable[[Values, Values | None, State], Iterator[Fault]]] = {
    Entity: entity,
    Canton: canton,
    LegalStatus: legal_status,
    Municipality: municipality,
    Community: community,
    LegalAct: legal_act,
    Figure: figure,
    Contact: contact,
    FormerSlug: former_slug,
}


def shared(after: State, kind: Kind, names: Sequence[str]) -> dict[Any, list[Any]]:
    """The keys of the rows that agree in these fields."""
    groups: dict[Any, list[Any]] = {}
    for key, row in after.rows[kind.model].items():
        values = tuple(sort_key(row[name]) if name in kind.seen else row[name] for name in names)
        groups.setdefault(values, []).append(key)
    return {values: keys for values, keys in groups.items() if len(keys) > 1}
