"""What pages show of meetings: lists, who was there in numbers, what was answered to the invitation."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from django.http import Http404
from django.utils import timezone

from .models import Coming, Meeting
from .rows import when

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

    from .models import Network

FEW = 5
"""Smaller groups are never shown."""


class Row(NamedTuple):
    """A meeting in a list."""

    url: str
    title: str
    lead: str
    when: str
    held_in: str
    is_cancelled: bool
    is_inside: bool
    is_joint: bool
    is_sample: bool


def read(number: int, user: User | AnonymousUser) -> Meeting:
    """With its networks; 404 for whom it is not there."""
    rows = Meeting.objects.visible_to(user).select_related("network__organisation", "author__profile")
    found = rows.prefetch_related("others__organisation", "agenda").filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def to_come(network: Network, user: User | AnonymousUser) -> list[Row]:
    """The next ones, the nearest first."""
    return _rows(_of(network, user).to_come(timezone.localdate()))


def near(network: Network, user: User | AnonymousUser, most: int = 4) -> list[Row]:
    """The next ones and, as far as there is place, the latest that were."""
    found = to_come(network, user)[:most]
    return found + [row_of(one) for one in past(network, user)[: most - len(found)]]


def past(network: Network, user: User | AnonymousUser) -> Any:
    """Those that were, the latest first, as rows of the database: `row_of` makes what a list shows."""
    return _of(network, user).past(timezone.localdate())


def _of(network: Network, user: User | AnonymousUser) -> Any:
    rows = Meeting.objects.published().visible_to(user).of(network)
    return rows.select_related("network__organisation").prefetch_related("joints")


def _rows(meetings: Any) -> list[Row]:
    return [row_of(one) for one in meetings]


def row_of(meeting: Meeting) -> Row:
    """For a list."""
    return Row(
        meeting.get_absolute_url(),
        meeting.title,
        meeting.lead,
        when(meeting),
        meeting.held_in,
        meeting.cancelled is not None,
        meeting.audience == meeting.Audience.ORGANISATION,
        bool(meeting.joints.all()),
        meeting.is_sample,
    )


class Attendance(NamedTuple):
    """Who was there, in numbers. What would tell single people apart is None."""

    number: int
    women: int | None
    men: int | None
    towns: list[str]


def attendance_of(meeting: Meeting) -> Attendance | None:
    """None where nobody has written it down. Women and men only where each of the two, and the rest, is no small group."""
    if meeting.attended is None:
        return None
    rows = list(meeting.attendees.values_list("gender", "municipality__name"))
    genders = Counter(gender for gender, _town in rows)
    groups = [genders["f"], genders["m"], genders[""]]
    is_shown = all(one == 0 or one >= FEW for one in groups) and genders[""] == 0
    women, men = (groups[0], groups[1]) if is_shown and rows else (None, None)
    return Attendance(len(rows), women, men, sorted({town for _gender, town in rows if town}))


class Answers(NamedTuple):
    """What members answered to the invitation."""

    yes: list[str]
    maybe: list[str]
    no: list[str]
    mine: Coming | None


def answers_of(meeting: Meeting, user: User) -> Answers:
    """Names, for those who are invited themselves."""
    rows = list(meeting.answers.select_related("person__profile").order_by("said"))
    named = {says: [one.person.profile.display_name for one in rows if one.says == says] for says in Coming.Says.values}
    return Answers(
        named["yes"], named["maybe"], named["no"], next((one for one in rows if one.person_id == user.pk), None)
    )
