"""How people come to belong to a network, and cease to. Each move holds the network's row, so that two paths to one
membership follow each other.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models.functions import Lower
from django.utils import timezone

from accounts.models import Mandate
from notifications.actions import notify, settle
from notifications.models import Kind as Notice
from notifications.models import OutgoingMail

from .models import Card, Invitation, JoinRequest, Network
from .policy import can_join, can_leave, coordinators_of, is_member, runs

if TYPE_CHECKING:
    from accounts.models import User

State = JoinRequest.State
MOST_OPEN = 300
"""Invitations of one network that can be used at the same time."""


class Settled(Exception):  # noqa: N818 - not a fault: somebody was faster
    """It is answered already, or withdrawn."""


class Unusable(Exception):  # noqa: N818 - not a fault: the reader is told which it is
    """An invitation that does not work: `why` is `used`, `withdrawn`, `late` or `address`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class TooMany(Exception):  # noqa: N818 - not a fault: some have to be withdrawn first
    """More invitations than a network may have open."""


def hold(network: Network) -> None:
    """The row of the network, for us alone until the transaction ends."""
    Network.objects.select_for_update(of=("self",)).get(pk=network.pk)


# -- by oneself --------------------------------------------------------------------------------------------------------


@transaction.atomic
def join(network: Network, by: User, card: dict[str, Any], words: str, *, shows_name: bool) -> JoinRequest | None:
    """Become a member of an open network, or ask its coordinator, which gives the request. Raises PermissionDenied.

    Asked again, the request that waits says what is said now.
    """
    hold(network)
    network.refresh_from_db(fields=["joining"])
    _forget_mandates(by)
    if not can_join(by, network):
        raise PermissionDenied
    _keep_card(network, by, card)
    if network.joining == Network.Joining.OPEN:
        _admit(network, by, None, shows_name=shows_name)
        return None
    request, is_new = JoinRequest.objects.update_or_create(
        network=network, person=by, state=State.WAITING, defaults={"words": words, "shows_name": shows_name}
    )
    if is_new:
        _tell(coordinators_of(network), network, "network_request", actor=by, inside=network.pk)
    return request


@transaction.atomic
def withdraw(request: JoinRequest, by: User) -> None:
    """Whoever asked does not want it any more. Raises PermissionDenied, Settled."""
    if request.person_id != by.pk:
        raise PermissionDenied
    _settle(request, State.WITHDRAWN)


@transaction.atomic
def change_card(network: Network, by: User, card: dict[str, Any], *, shows_name: bool) -> None:
    """What one says of oneself, and whether the name stands on the public page. Raises PermissionDenied."""
    if not is_member(by, network):
        raise PermissionDenied
    _keep_card(network, by, card)
    held = network.mandates().filter(user=by)
    since = timezone.localdate() if shows_name else None
    (held.filter(name_since=None) if shows_name else held).update(name_since=since)


@transaction.atomic
def leave(network: Network, by: User) -> None:
    """Belong to it no longer, from this moment. Raises PermissionDenied."""
    hold(network)
    if not can_leave(by, network):
        raise PermissionDenied
    _dismiss(network, by)


# -- by its coordinator ------------------------------------------------------------------------------------------------


@transaction.atomic
def accept(request: JoinRequest, by: User) -> None:
    """Let somebody in who asked. Raises PermissionDenied, Settled."""
    hold(request.network)
    if not runs(by, request.network) or request.person_id == by.pk:
        raise PermissionDenied
    _settle(request, State.ACCEPTED, by)
    _admit(request.network, request.person, by, shows_name=request.shows_name)
    _tell([request.person], request.network, "network_accepted", actor=by)


@transaction.atomic
def refuse(request: JoinRequest, by: User, reason: str) -> None:
    """Say no, with a reason that they read. Raises PermissionDenied, Settled."""
    if not runs(by, request.network) or request.person_id == by.pk:
        raise PermissionDenied
    _settle(request, State.REFUSED, by, reason)
    _tell([request.person], request.network, "network_refused", actor=by, words=reason)


@transaction.atomic
def remove(network: Network, person: User, by: User, reason: str) -> bool:
    """Take a member off the list, with a reason that they read. False if they do not belong to it any more.

    Raises PermissionDenied: coordinators do not remove each other, nor themselves.
    """
    hold(network)
    if not runs(by, network) or network.mandates().filter(user=person, role=Mandate.Role.EDITOR).exists():
        raise PermissionDenied
    if not _dismiss(network, person):
        return False
    _tell([person], network, "network_removed", actor=by, words=reason)
    return True


@transaction.atomic
def invite(network: Network, by: User, addresses: Iterable[str], language: str, words: str) -> list[Invitation]:
    """A mail to each address that does not belong to a member and has no open invitation. Raises PermissionDenied, TooMany."""
    hold(network)
    if not runs(by, network):
        raise PermissionDenied
    wanted = list(dict.fromkeys(one.lower() for one in addresses))
    Invitation.objects.filter(
        network=network, address__in=wanted, state=Invitation.State.OPEN, expires__lte=timezone.now()
    ).update(state=Invitation.State.WITHDRAWN, ended=timezone.now())
    known = set(Invitation.objects.open().filter(network=network, address__in=wanted).values_list("address", flat=True))
    known |= {one.lower() for one in _addresses(network.mandates().values("user"))}
    new = [one for one in wanted if one not in known]
    if Invitation.objects.open().filter(network=network).count() + len(new) > MOST_OPEN:
        raise TooMany
    made = Invitation.objects.bulk_create(
        Invitation(network=network, address=one, language=language, words=words, by=by) for one in new
    )
    OutgoingMail.objects.bulk_create(
        OutgoingMail(
            recipient=one.address, language=language, event="network_invitation", context={"invitation": one.pk}
        )
        for one in made
    )
    return made


@transaction.atomic
def withdraw_invitation(invitation: Invitation, by: User) -> bool:
    """It cannot be used any more. False if it had ended already. Raises PermissionDenied."""
    if not runs(by, invitation.network):
        raise PermissionDenied
    return _end(Invitation.objects.filter(pk=invitation.pk)) > 0


@transaction.atomic
def use(invitation: Invitation, by: User, card: dict[str, Any], *, shows_name: bool) -> bool:
    """Say yes to an invitation. False where they belong to the network already. Raises Unusable."""
    hold(invitation.network)
    invitation.refresh_from_db()
    if why := why_not(invitation, by):
        raise Unusable(why)
    _forget_mandates(by)
    if is_member(by, invitation.network):
        return False
    Invitation.objects.filter(pk=invitation.pk).update(state=Invitation.State.USED, used_by=by, ended=timezone.now())
    _keep_card(invitation.network, by, card)
    _admit(invitation.network, by, invitation.by, shows_name=shows_name)
    network = invitation.network
    _tell(coordinators_of(network), network, "network_joined", actor=by, inside=network.pk)
    return True


def why_not(invitation: Invitation, by: User) -> str:
    """Why this person cannot use it, as `Unusable.why`; empty if they can."""
    if invitation.state != Invitation.State.OPEN:
        return str(invitation.state)
    if not invitation.is_open:
        return "late"
    return "" if invitation.address in {one.lower() for one in _addresses([by.pk])} else "address"


# -- what all paths share ----------------------------------------------------------------------------------------------


def _keep_card(network: Network, person: User, card: dict[str, Any]) -> None:
    Card.objects.update_or_create(network=network, person=person, defaults=card)


def _admit(network: Network, person: User, by: User | None, *, shows_name: bool) -> None:
    """A member from today. What else would have led here ends: the request that waits, invitations to their addresses."""
    today = timezone.localdate()
    if not network.mandates().filter(user=person).exists():
        Mandate.objects.create(
            user=person, role=Mandate.Role.NETWORK_MEMBER, organisation=network.organisation, starts=today,
            confirmed_on=today, confirmed_by=by if by != person else None, name_since=today if shows_name else None,
        )  # fmt: skip
    _forget_mandates(person)
    JoinRequest.objects.filter(network=network, person=person, state=State.WAITING).update(
        state=State.ACCEPTED, answered=timezone.now(), answered_by=by if by != person else None
    )
    settle(Notice.NETWORK, coordinators_of(network), outcome="network_request", network=network.slug)
    _end(Invitation.objects.filter(network=network, address__in=[one.lower() for one in _addresses([person.pk])]))


def _dismiss(network: Network, person: User) -> bool:
    """At once: yesterday was the last day. A mandate that began later never was one."""
    yesterday = timezone.localdate() - timedelta(days=1)
    held = network.mandates().filter(user=person, role=Mandate.Role.NETWORK_MEMBER).select_for_update()
    found = list(held)
    for mandate in found:
        if mandate.starts < yesterday:
            Mandate.objects.filter(pk=mandate.pk).update(ends=yesterday, warned_of=yesterday)
        else:
            mandate.delete()
    _forget_mandates(person)
    return bool(found)


def _settle(request: JoinRequest, state: str, by: User | None = None, reason: str = "") -> None:
    """The answer to a request, once. Raises Settled."""
    waiting = JoinRequest.objects.filter(pk=request.pk, state=State.WAITING)
    if not waiting.update(state=state, answered=timezone.now(), answered_by=by, reason=reason):
        raise Settled
    if not JoinRequest.objects.filter(network=request.network, state=State.WAITING).exists():
        settle(
            Notice.NETWORK, coordinators_of(request.network), outcome="network_request", network=request.network.slug
        )


def _end(invitations: Any) -> int:
    count: int = invitations.filter(state=Invitation.State.OPEN).update(
        state=Invitation.State.WITHDRAWN, ended=timezone.now()
    )
    return count


def _addresses(people: Any) -> list[str]:
    """Their confirmed ones."""
    rows = EmailAddress.objects.filter(user__in=people, verified=True)
    return list(rows.values_list(Lower("email"), flat=True))


def _forget_mandates(person: User) -> None:
    """What this process read of their mandates before is not what holds now."""
    vars(person).pop("mandates", None)
    vars(person).pop("has_mandates", None)


def _tell(people: Iterable[User], network: Network, outcome: str, *, actor: User, **facts: Any) -> None:
    """What is told `inside` the network is read by those alone who belong to it when they read it."""
    told = {"outcome": outcome, "network": network.slug, "label": network.name} | facts
    notify(Notice.NETWORK, list(people), actor=actor, facts=told, is_pressing=True)
