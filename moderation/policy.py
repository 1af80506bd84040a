"""Who may decide what. One place for the desk, the administration and the actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.models import Claim, Mandate
from accounts.policy import coordinates, has_second_factor, is_moderator, needs_second_factor
from content.models import Entry
from content.policy import can_see, is_author
from content.visibility import EDITED, reader

from .models import Decision

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User
    from accounts.models.claims import ClaimQuerySet


def can_moderate(user: User | AnonymousUser) -> bool:
    """Moderators and administrators, with the second factor where it is needed."""
    person = reader(user)
    return (
        person is not None and is_moderator(person) and (not needs_second_factor(person) or has_second_factor(person))
    )


def can_decide(user: User | AnonymousUser, entry: Entry) -> bool:
    """A moderator, on what they may see and did not write themselves."""
    return can_moderate(user) and can_see(user, entry) and not is_author(user, entry)


def can_review(user: User | AnonymousUser, entry: Entry, ground: Mandate) -> bool:
    """An editor, on this mandate, what was proposed of the kinds that associations and networks publish; nobody their own.

    For whom it is to be published is the room's knowledge: it chooses the mandate.
    """
    person = reader(user)
    return (
        person is not None
        and entry.kind in EDITED
        and ground.role == Mandate.Role.EDITOR
        and ground in person.active_mandates
        and not is_author(person, entry)
    )


def can_uphold(user: User | AnonymousUser, hidden: Decision | None) -> bool:
    """Somebody else than who hid it, while that hiding is the newest decision."""
    return (
        can_moderate(user)
        and hidden is not None
        and hidden.outcome == Decision.Outcome.HIDDEN
        and hidden.by_id != user.pk
    )


def can_report(user: User | AnonymousUser, entry: Entry) -> bool:
    """Anyone, visitors too, whatever stands on the site for them; nobody their own."""
    return entry.is_published and can_see(user, entry) and not is_author(user, entry)


# -- claimed mandates: a predicate and its queryset twin -----------------------------------------------------------------


def can_answer(user: User | AnonymousUser, claim: Claim) -> bool:
    """The coordinator of that municipality, or a moderator; nobody their own."""
    person = reader(user)
    return (
        person is not None and claim.user_id != person.pk and (can_moderate(person) or coordinates(person, claim.place))
    )


def claims_answered_by(user: User | AnonymousUser) -> ClaimQuerySet:
    """The claims for which `can_answer` is true."""
    person = reader(user)
    if person is None:
        return Claim.objects.none()
    others = Claim.objects.exclude(user=person.pk)
    return others if can_moderate(person) else others.in_municipalities(municipalities_of(person))


def can_end(user: User | AnonymousUser, mandate: Mandate) -> bool:
    """A confirmed mandate in a council: whoever holds it, the coordinator of that municipality, a moderator."""
    person, community = reader(user), mandate.community
    if person is None or community is None or mandate.confirmed_on is None or mandate.is_former:
        return False
    return mandate.user_id == person.pk or can_moderate(person) or coordinates(person, community.municipality)


def municipalities_of(user: User) -> set[int]:
    """Those that somebody coordinates today."""
    held = (mandate for mandate in user.active_mandates if mandate.role == Mandate.Role.COORDINATOR)
    return {mandate.municipality_id for mandate in held if mandate.municipality_id} if user.is_active else set()
