"""Who may write the minutes of a meeting, say something of them, read which version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Value

from content.policy import can_see
from content.visibility import reader

from .meeting_policy import leads, takes_part
from .models import Attendee, Meeting, Minutes

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

State = Minutes.State


def can_write(user: User | AnonymousUser, meeting: Meeting) -> bool:
    """Write, open, answer, adopt, show to everyone: its coordinators. What was cancelled has no minutes."""
    return meeting.cancelled is None and leads(user, meeting)


def was_there(user: User | AnonymousUser, meeting: Meeting) -> bool:
    """Stands among those who were there, with the account that reads now, and still sees the meeting."""
    person = reader(user)
    return person is not None and can_see(person, meeting) and meeting.attendees.filter(person=person).exists()


def can_remark(user: User | AnonymousUser, minutes: Minutes) -> bool:
    """Those who were there, for seven days."""
    return minutes.takes_remarks and was_there(user, minutes.meeting)


def readable(user: User | AnonymousUser, meeting: Meeting, *, with_text: bool = True) -> list[Minutes]:
    """The versions that somebody may read, the first first.

    What everyone may read, whoever sees the meeting; what is adopted, also members and those who were there; what is open,
    those who were there and the coordinators; a draft, the coordinators alone. One statement says which versions there are
    and whether the reader was there; one more the other networks, where they are not at hand.
    """
    if not can_see(user, meeting):
        return []
    rows = meeting.minutes_versions.annotate(reader_came=_came(user))
    is_keeper, belongs = leads(user, meeting), takes_part(user, meeting)
    found = list(rows if with_text else rows.defer("text"))
    for one in found:
        one.meeting = meeting
    return [one for one in found if is_keeper or _reads(one, belongs=belongs)]


def _came(user: User | AnonymousUser) -> Any:
    person = reader(user)
    if person is None:
        return Value(value=False)  # a guest by name has no account either
    return Exists(Attendee.objects.filter(meeting=OuterRef("meeting"), person=person))


def _reads(minutes: Any, *, belongs: bool) -> bool:
    """Somebody who sees the meeting and does not coordinate it."""
    if minutes.state == State.ADOPTED:
        return bool(minutes.is_public or belongs or minutes.reader_came)
    return bool(minutes.state == State.OPEN and minutes.reader_came)
