"""What pages show of a network: its people as their readers may see them, and what its members say among themselves."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import F, OuterRef, Subquery

from accounts.models import Mandate
from accounts.policy import can_see_person
from content.models import Entry
from content.search import Search, parsed
from register.models.names import sort_key_of

from .models import Card, Network

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

THREADS = 5


class Member(NamedTuple):
    """One row of a list of members."""

    number: int
    name: str
    url: str
    municipality: str
    function: str
    skills: str
    is_coordinator: bool
    is_sample: bool


def members_of(network: Network, reader: User | AnonymousUser, typed: str = "") -> list[Member]:
    """All who belong to it, its coordinators first, then by name; of those with a card that fits, if something was typed."""
    cards = Card.objects.filter(network=network).select_related("municipality__type")
    if (sought := Search(typed)) or not sought.is_idle:
        cards = cards.filter(search=parsed(sought.query)) if sought else cards.none()
    known = {one.person_id: one for one in cards}
    held = network.mandates() if sought.is_idle else network.mandates().filter(user__in=known)
    found = [_member(one, known.get(one.user_id), reader) for one in _named(held)]
    return _once(sorted(found, key=lambda one: not one.is_coordinator))


def public_members(network: Network, reader: User | AnonymousUser) -> list[Member]:
    """Those alone whose name may stand on the public page; without what only members read."""
    found = [_member(one, None, reader) for one in _named(network.mandates().filter(name_since__isnull=False))]
    return _once(sorted(found, key=lambda one: not one.is_coordinator))


def _named(mandates: Any) -> Any:
    rows = mandates.select_related("user__profile").annotate(
        town=Subquery(
            Card.objects.filter(network=OuterRef("organisation"), person=OuterRef("user")).values("municipality__name")[
                :1
            ]
        )
    )
    return rows.order_by(sort_key_of("user__profile__display_name"), "pk")


def _member(mandate: Any, card: Card | None, reader: User | AnonymousUser) -> Member:
    person = mandate.user
    return Member(
        person.pk,
        person.profile.display_name,
        person.profile.get_absolute_url() if can_see_person(reader, person) else "",
        mandate.town or "",
        card.function if card else "",
        card.skills if card else "",
        mandate.role == Mandate.Role.EDITOR,
        person.is_sample,
    )


def _once(members: list[Member]) -> list[Member]:
    """Who is both a member and its coordinator stands once, as the coordinator, who comes first."""
    return list({one.number: one for one in reversed(members)}.values())[::-1]


def programme_of(network: Network) -> list[tuple[int, list[Any]]]:
    """The topics of each year, the latest year first."""
    rows = network.topics.order_by(F("year").desc(), "position")
    return [(year, list(topics)) for year, topics in groupby(rows, lambda one: one.year)]


def threads_of(network: Network, reader: User | AnonymousUser, most: int = THREADS) -> list[Entry]:
    """What its members talk about among themselves, the newest first."""
    rows = Entry.objects.published().visible_to(reader).filter(organisation=network.pk, kind=Entry.Kind.QUESTION)
    return list(rows.newest_first().only("pk", "title", "kind", "published", "comment_count")[:most])


def towns_of(network: Network) -> int:
    """From how many municipalities its members are, as far as they said so."""
    cards = Card.objects.filter(network=network, person__in=network.mandates().values("user"))
    return cards.exclude(municipality=None).values("municipality").distinct().count()
