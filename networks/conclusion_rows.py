"""Conclusions as rows of lists: on the register, on the page of a meeting, on that of a network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Case, F, IntegerField, Q, Value, When
from django.utils import timezone

from content.policy import can_see

from . import look
from .conclusions_policy import belongs
from .models import Conclusion, Meeting

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

    from .models import Network, Reply

State = Conclusion.State
LOOKS = {
    State.UNSENT: ("neutral", "edit"),
    State.SENT: ("neutral", "mail"),
    State.ANSWERED: ("info", "comment"),
    State.ACCEPTED: ("ok", "check"),
    State.PARTLY: ("info", "check"),
    State.REFUSED: ("err", "close"),
    State.SILENT: ("warn", "clock"),
}
"""How the tag of each state looks: a shape goes with each colour."""
NOT_LISTED = ("body", "body_html", "search", "place_names", "lead", "source")
WITH_MEETING = "adopted_at__network__organisation"


class Row(NamedTuple):
    """One row. What the reader may not know is empty."""

    number: int
    title: str
    url: str
    meeting: str
    meeting_url: str
    day: date | None
    network: str
    network_url: str
    addressee: str
    responsible: str
    deadline: date | None
    state: str
    look: str
    icon: str
    is_overdue: bool
    is_sample: bool


class Step(NamedTuple):
    """Something that came back, or (without a reply) that it was said that nothing did."""

    day: date
    reply: Reply | None


def listed(user: User | AnonymousUser) -> Any:
    """What stands on the site for this reader, with nothing else than lists say."""
    rows = Conclusion.objects.published().visible_to(user)
    rows = rows.select_related(WITH_MEETING, "responsible__profile").prefetch_related("adopted_at__joints")
    heavy = (*NOT_LISTED, *(f"adopted_at__{name}" for name in NOT_LISTED))
    return rows.defer(*heavy)


def rows_of(conclusions: Iterable[Conclusion], user: User | AnonymousUser) -> list[Row]:
    """As this reader may see them."""
    return [_row(one, user) for one in conclusions]


def of_meeting(meeting: Meeting, user: User | AnonymousUser) -> list[Row]:
    """Those of one meeting, in their order."""
    return rows_of(listed(user).filter(adopted_at=meeting).order_by("number"), user)


def of_network(network: Network, user: User | AnonymousUser, most: int = 5) -> list[Row]:
    """Of its own meetings and of joint ones: those that wait for an answer too long, then the newest."""
    late = Q(state__in=Conclusion.UNANSWERED, deadline__lt=timezone.localdate())
    held = Meeting.objects.of(network).values("pk")
    rows = listed(user).filter(adopted_at__in=held).alias(
        lateness=Case(When(late, then=Value(0)), default=Value(1), output_field=IntegerField())
    )  # fmt: skip
    rows = rows.order_by("lateness", F("adopted_at__day").desc(nulls_last=True), "-adopted_at", "number")
    return rows_of(rows[:most], user)


def addressee_of(conclusion: Conclusion) -> str:
    """The twin of its `addressee`, from what is held for a minute."""
    now = look.current()
    if conclusion.to_municipality_id is not None:
        return str(now.municipality(conclusion.to_municipality_id).full_name)
    return str(now.organisation(conclusion.to_organisation_id)) if conclusion.to_organisation_id else ""


def responsible_for(conclusion: Conclusion, user: User | AnonymousUser) -> str:
    """A name for whoever belongs to a network that holds the meeting; nothing for all others."""
    person = conclusion.responsible
    return person.profile.display_name if person is not None and belongs(user, conclusion.adopted_at) else ""


def steps_of(conclusion: Conclusion) -> list[Step]:
    """What happened after it was adopted, in the order of the days: a late answer stands below the word that none came."""
    given_up = [Step(conclusion.given_up, None)] if conclusion.given_up is not None else []
    answers = [Step(one.day, one) for one in conclusion.answers.select_related("document")]
    return sorted([*given_up, *answers], key=lambda step: step.day)


def look_of(conclusion: Conclusion) -> tuple[str, str]:
    """State and icon of its tag."""
    return LOOKS[State(conclusion.state)]


def _row(one: Conclusion, user: User | AnonymousUser) -> Row:
    meeting, network = one.adopted_at, one.adopted_at.network
    # A meeting that was taken off the site is not named by what was concluded there.
    is_seen = can_see(user, meeting)
    return Row(
        one.number, one.title, one.get_absolute_url(),
        meeting.title if is_seen else "", meeting.get_absolute_url() if is_seen else "", meeting.day if is_seen else None,
        network.name, network.get_absolute_url(),
        addressee_of(one), responsible_for(one, user), one.deadline,
        str(one.get_state_display()), *look_of(one), one.is_overdue, one.is_sample,
    )  # fmt: skip
