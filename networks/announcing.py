"""What becomes of a meeting: announced, changed, cancelled; who is told, who comes, who was there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Mandate, User
from content.held import hold
from content.models import Entry
from content.policy import is_author
from moderation.actions import renew, submit
from moderation.models import Decision
from notifications.actions import notify
from notifications.models import Kind as Notice
from register.models import Municipality
from text.fold import fold

from .editing import Changed
from .meeting_policy import (
    can_announce,
    can_answer,
    can_cancel,
    can_change,
    can_keep_attendance,
    holders_of,
)
from .models import AgendaItem, Attendee, Coming, Joint, Meeting

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from .models import Network

    Guest = tuple[str, str, str]

TOLD = ("day", "starts", "finishes", "day_note", "held_in", "link")
"""What those who come plan by: when it changes, they are told."""


def announce(
    network: Network,
    by: User,
    once: UUID,
    language: str,
    values: dict[str, Any],
    agenda: Sequence[dict[str, Any]],
    others: Iterable[Network],
    *,
    is_inside: bool,
) -> Meeting:
    """A meeting, on the site at once, to which all members are invited. The same form sent twice is one.

    Raises PermissionDenied, `moderation.actions.NotReady`.
    """
    if not can_announce(by, network):
        raise PermissionDenied
    among = {"audience": Entry.Audience.ORGANISATION, "organisation": network.organisation} if is_inside else {}
    try:
        with transaction.atomic():
            made = Meeting.objects.create(
                kind=Entry.Kind.MEETING, author=by, once=once, language=language, network=network, **among, **values
            )
            _store(made, agenda, others)
            submit(made, by)
            _tell(made, invited(made), "meeting_announced", by)
            return made
    except IntegrityError as error:
        if "entry_sent_once" not in str(error):
            raise
    return Meeting.objects.get(author=by, once=once)


@transaction.atomic
def change(
    meeting: Meeting,
    by: User,
    version: int | None,
    values: dict[str, Any],
    agenda: Sequence[dict[str, Any]],
    others: Iterable[Network],
    *,
    is_inside: bool | None,
) -> None:
    """Other words, another day or place, another agenda; each change is a later version. Raises Changed, PermissionDenied."""
    hold(meeting.pk)
    meeting.refresh_from_db()
    if not can_change(by, meeting):
        raise PermissionDenied
    if version != meeting.version:
        raise Changed
    before = [getattr(meeting, name) for name in TOLD]
    _next_version(meeting, by)
    meeting.edited = timezone.now()
    for name, value in values.items():
        setattr(meeting, name, value)
    if is_inside is not None:
        meeting.audience = Entry.Audience.ORGANISATION if is_inside else Entry.Audience.PUBLIC
        meeting.organisation = meeting.network.organisation if is_inside else None
    if is_inside:  # first, so that no other network belongs to what only one may know of
        Joint.objects.filter(meeting=meeting).delete()
    meeting.save()
    _store(meeting, agenda, others)
    if [getattr(meeting, name) for name in TOLD] != before and not meeting.is_over:
        _tell(meeting, invited(meeting), "meeting_changed", by)


@transaction.atomic
def cancel(meeting: Meeting, by: User, why: str) -> bool:
    """It is not held. False if that is said already. Raises PermissionDenied."""
    hold(meeting.pk)
    meeting.refresh_from_db()
    if meeting.cancelled is not None:
        return False
    if not can_cancel(by, meeting):
        raise PermissionDenied
    now = timezone.now()
    Meeting.objects.filter(pk=meeting.pk).update(cancelled=now, cancelled_why=why, edited=now)
    _tell(meeting, invited(meeting), "meeting_cancelled", by)
    return True


@transaction.atomic
def come(meeting: Meeting, by: User, says: str, note: str) -> None:
    """Say whether one comes; said again, it is what is said now. Raises PermissionDenied."""
    hold(meeting.pk)
    meeting.refresh_from_db()
    if not can_answer(by, meeting):
        raise PermissionDenied
    Coming.objects.update_or_create(
        meeting=meeting, person=by, defaults={"says": says, "note": note, "said": timezone.now()}
    )


@transaction.atomic
def keep_attendance(meeting: Meeting, by: User, people: Iterable[int], guests: Iterable[Guest]) -> None:
    """Who was there: members by their numbers, guests as (name, where from, gender). Raises PermissionDenied.

    Who stands there already stays the same row: remarks on the minutes lean on it.
    """
    hold(meeting.pk)
    meeting.refresh_from_db()
    if not can_keep_attendance(by, meeting):
        raise PermissionDenied
    known = members_by_number(meeting)
    chosen = {number: known[number] for number in people if number in known}
    held = {one.person_id: one for one in meeting.attendees.exclude(person=None)}
    meeting.attendees.filter(person=None).delete()
    Attendee.objects.filter(pk__in=[one.pk for number, one in held.items() if number in known.keys() - chosen]).delete()
    rows = [
        Attendee(
            meeting=meeting, person_id=number, name=person.profile.display_name, gender=person.profile.gender,
            municipality_id=_town_of(person, meeting),
        )
        for number, person in chosen.items()
        if number not in held
    ]  # fmt: skip
    towns = {fold(one.name): one.pk for one in Municipality.objects.base_units()}
    for name, where, gender in guests:
        town = towns.get(fold(where))
        comes_from = "" if town else where
        rows.append(Attendee(meeting=meeting, name=name, gender=gender, municipality_id=town, comes_from=comes_from))
    Attendee.objects.bulk_create(rows)
    Meeting.objects.filter(pk=meeting.pk).update(attended=timezone.now())


def invited(meeting: Meeting) -> list[User]:
    """All who belong to one of its networks today."""
    held = Mandate.objects.active().filter(organisation__in=holders_of(meeting))
    return list(
        User.objects.filter(pk__in=held.values("user"), is_active=True).select_related("profile").order_by("pk")
    )


def members_by_number(meeting: Meeting) -> dict[int, User]:
    """Who can be ticked: those who belong to it now, and those who were ticked before."""
    before = User.objects.filter(meetings_attended__meeting=meeting).select_related("profile")
    return {one.pk: one for one in (*invited(meeting), *before)}


def _town_of(person: User, meeting: Meeting) -> int | None:
    """What their card says, else their profile."""
    cards = person.network_cards.filter(network__in=holders_of(meeting)).exclude(municipality=None)
    return cards.values_list("municipality", flat=True).first() or person.profile.municipality_id


def _next_version(meeting: Meeting, by: User) -> None:
    """On the mandate of its author, or reviewed by the moderator who writes it."""
    if is_author(by, meeting):
        renew(meeting, by)
        return
    meeting.version += 1
    Decision.objects.create(
        entry=meeting, kind=Decision.Kind.REVIEW, outcome=Decision.Outcome.PUBLISHED, by=by, version=meeting.version
    )


def _store(meeting: Meeting, agenda: Sequence[dict[str, Any]], others: Iterable[Network]) -> None:
    wanted = {one.pk for one in others}
    meeting.joints.exclude(network__in=wanted).delete()
    for number in wanted - set(meeting.joints.values_list("network", flat=True)):
        Joint.objects.create(meeting=meeting, network_id=number)
    if list(meeting.agenda.order_by("position").values("title", "speaker", "minutes")) != list(agenda):
        meeting.agenda.all().delete()
        AgendaItem.objects.bulk_create(
            AgendaItem(meeting=meeting, position=position, **row) for position, row in enumerate(agenda, 1)
        )


def _tell(meeting: Meeting, people: list[User], outcome: str, by: User | None) -> None:
    notify(Notice.MEETING, people, entry=meeting, actor=by, facts={"outcome": outcome}, is_pressing=True)
