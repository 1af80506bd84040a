"""Claims of mandates: made, confirmed, refused, taken back. The same manners as the moves of an entry (`actions.py`)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Claim, Mandate, User
from accounts.policy import Role
from notifications.actions import notify, settle
from notifications.models import Kind as Notice
from register.models import Community
from text.slugs import unique_slug

from .actions import Overtaken
from .models import Decision
from .policy import can_answer

if TYPE_CHECKING:
    from .models import Reason

MOST_WAITING = 5
Status, Outcome = Claim.Status, Decision.Outcome


class TooMany(Exception):  # noqa: N818 - not a fault: first the others are answered
    """This person has `MOST_WAITING` claims that wait."""


class NoLonger(Exception):  # noqa: N818 - not a fault: there is nothing left to be in
    """The local community was closed in between."""


class HeldAlready(Exception):  # noqa: N818 - not a fault: there is nothing to confirm
    """The person has this role there on one of those days; `mandate` is it."""

    def __init__(self, mandate: Mandate) -> None:
        super().__init__(mandate)
        self.mandate = mandate


def make(user: User, once: UUID, **values: Any) -> Claim:
    """A new claim. The same form sent twice, even at the same moment, and the same claim made again, are one.

    `values` are columns of `Claim`. Raises TooMany, HeldAlready, NoLonger.
    """
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).only("pk").get(pk=user.pk)  # others may point at it meanwhile
        if made := Claim.objects.filter(once=once, user=user).first():
            return made
        claim = Claim(user=user, once=once, **values)
        waiting = Claim.objects.waiting().filter(user=user)
        same = waiting.filter(role=claim.role, community=claim.community, municipality=claim.municipality)
        if made := same.filter(proposed_name=claim.proposed_name).first():
            return made
        if waiting.count() >= MOST_WAITING:
            raise TooMany
        if claim.community:
            _standing(claim.community)
            if held := claim.overlapping(claim.community):
                raise HeldAlready(held)
        claim.save(force_insert=True)
        notify(Notice.WAITING, who_answers(claim), actor=user, facts={"claim": claim.pk, "label": claim.short_label})
    return claim


def who_answers(claim: Claim) -> Iterable[User]:
    """The coordinators of the municipality; where there is none, the moderators."""
    active = Mandate.objects.active().exclude(user=claim.user_id)
    for held in (active.filter(role=Role.COORDINATOR, municipality=claim.place), active.filter(role=Role.MODERATOR)):
        if people := list(User.objects.filter(pk__in=held.values("user"), is_active=True)):
            return people
    return []


def _opened(claim: Claim, by: User, done: str) -> bool:
    """Lock the claim. True if it waits, False if this person did this already; else Overtaken.

    Before it the community, as whoever closes that does: two who lock in one order never wait for each other.
    """
    if claim.community_id:
        Community.objects.select_for_update(of=("self",), no_key=True).only("pk").get(pk=claim.community_id)
    Claim.objects.select_for_update().only("pk").get(pk=claim.pk)
    claim.refresh_from_db()
    if not can_answer(by, claim):
        raise PermissionDenied
    if claim.is_waiting:
        return True
    newest = claim.decisions.select_related("by__profile").first()
    if claim.status == done and newest is not None and newest.by_id == by.pk:
        return False
    raise Overtaken(newest)


@transaction.atomic
def confirm(
    claim: Claim, by: User, *, community: Community | None = None, name: str = "", source_url: str = ""
) -> Decision | None:
    """The claim becomes a mandate. None if it is one already by the same hand; raises Overtaken, HeldAlready, NoLonger.

    Of a community that the register does not have: `community` is one that it has after all, else one is made,
    called `name` (or as the claim says).
    """
    if not _opened(claim, by, Status.CONFIRMED):
        return None
    there = claim.community or _accepted(claim, community, name, source_url)
    _standing(there)
    if held := claim.overlapping(there):
        raise HeldAlready(held)
    today = timezone.localdate()
    decision = _decide(claim, by, Outcome.CONFIRMED)
    claim.mandate = Mandate.objects.create(
        user=claim.user, role=claim.role, community=there, starts=claim.starts, ends=claim.ends,
        confirmed_by=by, confirmed_on=today, name_since=today if claim.name_public else None,
    )  # fmt: skip
    return _close(claim, by, Status.CONFIRMED, decision)


def _standing(community: Community) -> None:
    """Still there, and not closed before this transaction ends. Raises NoLonger."""
    rows = Community.objects.select_for_update(of=("self",), no_key=True).only("closed_on")
    if rows.get(pk=community.pk).closed_on:
        raise NoLonger


def _accepted(claim: Claim, community: Community | None, name: str, source_url: str) -> Community:
    """The community that was meant, new to the register where nobody found it there."""
    if community is not None:
        if community.municipality_id != claim.place.pk:
            raise PermissionDenied
        return community
    place, name = claim.place, name or claim.proposed_name
    if found := place.communities.named(name).first():
        return found
    try:
        with transaction.atomic():
            return Community.objects.create(
                municipality=place,
                name=name,
                slug=unique_slug(name, place.taken_slugs()),
                source_url=source_url,
                evidence=Community.Evidence.WEAK,
                confirmed_on=timezone.localdate(),
            )
    except IntegrityError:  # another answer was faster
        return place.communities.named(name).get()


@transaction.atomic
def refuse(claim: Claim, by: User, words: str, reason: Reason | None = None) -> Decision | None:
    """Not confirmed, with a reason that the person reads. None if the same hand refused it before; raises Overtaken."""
    if not _opened(claim, by, Status.REFUSED):
        return None
    return _close(claim, by, Status.REFUSED, _decide(claim, by, Outcome.REFUSED, words, reason))


@transaction.atomic
def withdraw(claim: Claim, by: User) -> bool:
    """Whoever made it takes it back. False if it does not wait (any more)."""
    if claim.user_id != by.pk:
        raise PermissionDenied
    done = Claim.objects.waiting().filter(pk=claim.pk).update(status=Status.WITHDRAWN)
    if done:
        settle(Notice.WAITING, who_answers(claim), claim=claim.pk)
    return bool(done)


def _decide(claim: Claim, by: User, outcome: str, words: str = "", reason: Reason | None = None) -> Decision:
    return Decision.objects.create(
        claim=claim, kind=Decision.Kind.REVIEW, outcome=outcome, by=by, words=words, reason=reason
    )


def _close(claim: Claim, by: User, status: str, decision: Decision) -> Decision:
    claim.status = status
    claim.save(update_fields=["status", "mandate"])
    settle(Notice.WAITING, who_answers(claim), claim=claim.pk)
    facts = {"claim": claim.pk, "decision": decision.pk, "outcome": decision.outcome, "label": claim.short_label}
    notify(Notice.CLAIM, claim.user, actor=by, facts=facts)
    return decision
