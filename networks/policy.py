"""Who may see the inside of a network, join it, answer for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from accounts.models import Mandate, User
from content.visibility import organisations_of, reader

from .models import Network

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet


def is_member(user: User | AnonymousUser, network: Network) -> bool:
    """Belongs to it today, as a member or as its coordinator: sees what only members see."""
    person = reader(user)
    return person is not None and network.pk in organisations_of(person)


def networks_of(user: User | AnonymousUser) -> QuerySet[Network]:
    """Those that somebody belongs to today; the twin of `is_member`."""
    person = reader(user)
    return Network.objects.filter(pk__in=organisations_of(person)) if person else Network.objects.none()


def edits(user: User | AnonymousUser) -> set[int]:
    """The organisations that somebody is an editor of today."""
    person = reader(user)
    held = person.active_mandates if person else ()
    return {one.organisation_id for one in held if one.role == Mandate.Role.EDITOR and one.organisation_id}


def runs(user: User | AnonymousUser, network: Network) -> bool:
    """Is its coordinator: answers requests, invites, takes members off the list."""
    return network.pk in edits(user)


def can_keep(user: User | AnonymousUser, network: Network) -> bool:
    """Write what its page says, its programme of work too: its coordinator, and editors of the association behind it."""
    own = edits(user)
    return network.pk in own or network.association_id in own


def can_join(user: User | AnonymousUser, network: Network) -> bool:
    """Whoever has signed in and does not belong to it yet, unless one is invited."""
    return reader(user) is not None and network.joining != Network.Joining.INVITATION and not is_member(user, network)


def can_leave(user: User | AnonymousUser, network: Network) -> bool:
    """Members; its coordinators hand over first, in the administration."""
    return is_member(user, network) and not runs(user, network)


def coordinators_of(network: Network) -> QuerySet[User]:
    """Who answers for it today."""
    held = network.mandates().filter(role=Mandate.Role.EDITOR)
    return User.objects.filter(Q(pk__in=held.values("user")), is_active=True).select_related("profile").order_by("pk")
