"""The council of a local community: names of those who agreed to it, the rest as a count, women and vacant seats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, F, OuterRef, Value, When
from django.db.models.functions import JSONObject
from django.utils import timezone

from accounts.models import Mandate
from accounts.titles import TITLES

from .readings import Series

SMALLEST_GROUP = 5
"""Shares of fewer people would say too much about each of them."""

MEMBERS, WOMEN, SEATS = "council_members", "council_women", "council_seats"
PARTS = frozenset({WOMEN, "council_youth"})
"""Indicators that count some of the members."""


def councils_of(outer: str = "pk") -> ArraySubquery:
    """The confirmed mandates of a community as JSON, for `Council.of`. Days are compared when it is read: a prepared
    query must not know what day it is.
    """
    name = Case(When(name_since__isnull=False, then=F("user__profile__display_name")), default=Value(""))
    fields = {
        "role": "role",
        "name": name,
        "address": "user__profile__form_of_address",
        "starts": "starts",
        "ends": "ends",
    }
    held = Mandate.objects.confirmed().filter(community=OuterRef(outer), user__is_active=True)
    return ArraySubquery(held.order_by("starts", "pk").values(read=JSONObject(**fields)))


class Person(NamedTuple):
    """Somebody who agreed that their name stands there."""

    name: str
    title: str


@dataclass(frozen=True)
class Council:
    """What the page of a community says about its council."""

    people: Sequence[Person]
    unnamed: int  # confirmed, but without consent to show the name
    members: int | None
    women: int | None  # None where the group is too small, or the two numbers are not of one year
    share: int | None  # of women, in percent
    vacant: int | None

    @classmethod
    def of(cls, held: Sequence[dict[str, Any]], series: Sequence[Series]) -> Council:
        """From the rows of `councils_of` and the figures of the community."""
        now = [one for one in held if _holds(one, timezone.localdate())]
        order = {role: number for number, role in enumerate(Mandate.COMMUNITY_ROLES)}
        now.sort(key=lambda one: order[one["role"]])
        people = [Person(one["name"], _title(one)) for one in now if one["name"]]
        newest = {one.indicator.code: one.latest for one in series if one.is_known}
        members, women, seats = (newest.get(code) for code in (MEMBERS, WOMEN, SEATS))
        number = _whole(members.value) if members else None
        share = counted = vacant = None
        if members and women and number and number >= SMALLEST_GROUP and members.year == women.year:
            counted = _whole(women.value)
            if counted is not None and counted <= number:  # more women than members: one of the two is not right
                share = round(100 * counted / number)
        if members and seats and members.year == seats.year:
            vacant = max(0, (_whole(seats.value) or 0) - (number or 0))
        return cls(people, len(now) - len(people), number, counted, share, vacant)

    def __bool__(self) -> bool:
        """There is something to say."""
        return bool(self.people or self.unnamed or self.share is not None or self.vacant is not None)


def told_of(series: Sequence[Series]) -> list[Series]:
    """What readers are shown of the figures: how many women or young people sit in a small council is not among it.

    The council is that of the same year; where that is not known, the one of today.
    """
    members = next((one for one in series if one.indicator.code == MEMBERS and one.is_known), None)
    if members is None:
        return list(series)
    sizes = {reading.year: reading.value for reading in members.readings}
    shown = []
    for one in series:
        if one.indicator.code in PARTS and one.is_known:
            kept = [each for each in one.readings if _large(sizes.get(each.year, members.latest.value))]
            shown += [replace(one, readings=kept)] if kept else []
        else:
            shown.append(one)
    return shown


def _large(size: Decimal | None) -> bool:
    return size is None or size >= SMALLEST_GROUP


def _holds(one: dict[str, Any], today: date) -> bool:
    first, last = date.fromisoformat(one["starts"]), one["ends"] and date.fromisoformat(one["ends"])
    return first <= today and (not last or today <= last)


def _title(one: dict[str, Any]) -> str:
    return str(TITLES.get((one["role"], one["address"])) or Mandate.Role(one["role"]).label)


def _whole(value: Decimal | None) -> int | None:
    return None if value is None else int(value)
