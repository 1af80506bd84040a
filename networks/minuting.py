"""The way of minutes: written, open to remarks of those who were there, answered, adopted; shown to everyone or not.

Each move holds the row of the meeting, so that a remark and the adoption follow each other, and so do two adoptions.
`Minutes.version` rises with each change of the last version and goes on in the next one, so one number tells a window
whether it still shows what is stored.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from content.held import hold
from notifications.actions import notify, settle
from notifications.models import Kind as Notice
from register.models.fields import tidy_line, tidy_text

from .minutes_policy import can_write, readable, was_there
from .models import Meeting, Minutes, Remark
from .policy import coordinators_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.contrib.auth.models import AnonymousUser

State = Minutes.State


class Changed(Exception):  # noqa: N818 - not a fault: somebody else was faster
    """They were saved, opened or adopted in another window since this one was opened."""


class NotYet(Exception):  # noqa: N818 - not a fault: the reader is told what is missing
    """It is too early; the message is a sentence that says why."""


class Settled(Exception):  # noqa: N818 - not a fault: somebody was faster
    """It is open, answered or adopted already."""


class Closed(Exception):  # noqa: N818 - not a fault: the seven days are over
    """Remarks are not taken any more."""


def last_of(meeting: Meeting) -> Minutes | None:
    """The version that is being written, is open, or was adopted last."""
    return meeting.minutes_versions.order_by("-number").first()


# -- by a coordinator --------------------------------------------------------------------------------------------------


@transaction.atomic
def write(meeting: Meeting, by: User, text: str, version: int | None, reason: str = "") -> Minutes:
    """Begin the minutes, or a correction of what was adopted, which needs a reason; or change what is not adopted yet.

    `version` is that of the last version as the window saw it, 0 before the first. Raises Changed, PermissionDenied. What
    stands as it is sent is not written again, so a form sent twice finds nothing changed.
    """
    meeting = _held(meeting, by)
    last, text, reason = last_of(meeting), tidy_text(text), tidy_line(reason)
    if last is not None and last.state != State.ADOPTED:
        reason = reason if last.number > 1 else ""
        if (last.text, last.reason) == (text, reason):
            return last
    stored = last.version if last else 0
    if version != stored:
        raise Changed
    if last is None or last.state == State.ADOPTED:
        number, reason = (last.number + 1, reason) if last else (1, "")
        return Minutes.objects.create(meeting=meeting, number=number, text=text, reason=reason, version=stored + 1)
    return _store(last, text=text, reason=reason, written=timezone.now())


@transaction.atomic
def open_to_remarks(meeting: Meeting, by: User) -> Minutes:
    """From now on, for seven days, those who were there read it and say something. Raises NotYet, Settled, PermissionDenied."""
    meeting = _held(meeting, by)
    last = last_of(meeting)
    if last is not None and last.state != State.DRAFT:
        raise Settled
    if last is None:
        raise NotYet(_("Write the minutes first."))
    if why := why_not_open(meeting):
        raise NotYet(why)
    _store(last, state=State.OPEN, opened=timezone.now())
    day = timezone.localdate(last.closes).isoformat()
    _tell(attendees_of(meeting), meeting, "minutes_open", actor=by, day=day)
    return last


def why_not_open(meeting: Meeting) -> str:
    """What is missing before those who were there can be asked; empty if nothing is."""
    if not meeting.is_over:
        return _("The meeting is not over yet.")
    if not meeting.is_published:
        return _("The meeting does not stand on the site, so those who were there would not find the minutes.")
    if not attendees_of(meeting):
        return _("Keep first who was there: they are asked for remarks.")
    return ""


@transaction.atomic
def answer(remark: Remark, by: User, words: str, *, is_taken: bool) -> None:
    """Say whether a remark is taken over; where it is not, the words say why. Raises Settled, PermissionDenied."""
    meeting = _held(remark.minutes.meeting, by)
    remark = Remark.objects.select_related("minutes", "person").get(pk=remark.pk)
    if remark.answered is not None or remark.minutes.state != State.OPEN:
        raise Settled
    remark.is_taken, remark.answer, remark.answered = is_taken, words, timezone.now()
    remark.save(update_fields=["is_taken", "answer", "answered"])
    if not unanswered(remark.minutes):
        settle(Notice.NETWORK, entry=meeting, outcome="minutes_remark")
    if remark.person is not None:
        _tell([remark.person], meeting, "remark_answered", actor=by)


@transaction.atomic
def adopt(meeting: Meeting, by: User, *, is_public: bool, version: int | None) -> Minutes:
    """For good. `version` as in `write`: nobody adopts a text that they have not read.

    Raises NotYet, Settled, Changed, PermissionDenied.
    """
    meeting = _held(meeting, by)
    last = last_of(meeting)
    if last is not None and last.state == State.ADOPTED:
        raise Settled
    if why := why_not_adopt(last):
        raise NotYet(why)
    if last is None or version != last.version:
        raise Changed
    _store(last, state=State.ADOPTED, adopted=timezone.now(), adopted_by=by, is_public=is_public)
    settle(Notice.NETWORK, entry=meeting, outcome="minutes_open")
    _tell(attendees_of(meeting), meeting, "minutes_adopted", actor=by)
    return last


def why_not_adopt(minutes: Minutes | None) -> str:
    """What has to happen before they are adopted; empty if nothing has to."""
    if minutes is None or minutes.opened is None or minutes.closes is None:
        return _("They are not open to remarks yet. Those who were there have seven days to read them.")
    if minutes.takes_remarks:
        moment = date_format(timezone.localtime(minutes.closes), "DATETIME_FORMAT")
        return _("Remarks are taken until %(moment)s. After that the minutes are adopted.") % {"moment": moment}
    if number := unanswered(minutes):
        text = ngettext(
            "%(number)s remark waits for an answer. Answer it first.",
            "%(number)s remarks wait for an answer. Answer them first.",
            number,
        )
        return text % {"number": number}
    return ""


@transaction.atomic
def publish(minutes: Minutes, by: User, *, is_public: bool) -> None:
    """Whether everyone who sees the meeting may read what was adopted. Raises NotYet, PermissionDenied."""
    _held(minutes.meeting, by)
    adopted = Minutes.objects.filter(pk=minutes.pk, state=State.ADOPTED)
    if not adopted.update(is_public=is_public):
        raise NotYet(_("Only adopted minutes can be shown to everyone."))


# -- by those who were there -------------------------------------------------------------------------------------------


@transaction.atomic
def remark(minutes: Minutes, by: User, text: str, once: UUID) -> Remark:
    """Say what is not as it was; the same form sent twice says it once. Raises Closed, PermissionDenied."""
    meeting = _found(minutes.meeting)
    if not was_there(by, meeting):
        raise PermissionDenied
    if made := Remark.objects.filter(person=by, once=once).first():
        return made
    if not Minutes.objects.get(pk=minutes.pk).takes_remarks:
        raise Closed
    made = Remark.objects.create(minutes=minutes, person=by, text=text, once=once)
    told: set[int] = set()
    for network in meeting.held_by:
        people = [one for one in coordinators_of(network) if one.pk not in told]
        _tell(people, meeting, "minutes_remark", actor=by, inside=network.pk)
        told |= {one.pk for one in people}
    return made


# -- what readers are shown --------------------------------------------------------------------------------------------


def attendees_of(meeting: Meeting) -> list[User]:
    """Those who were there and have an account."""
    rows = User.objects.filter(meetings_attended__meeting=meeting, is_active=True)
    return list(rows.select_related("profile").order_by("pk"))


def unanswered(minutes: Minutes) -> int:
    """So many remarks wait."""
    return minutes.remarks.filter(answered=None).count()


def shown(meeting: Meeting, user: User | AnonymousUser) -> dict[str, Any]:
    """One line on the page of the meeting: `{% include "networks/minutes_line.html" with minutes=… %}`.

    `state` is that of the last version that this reader may read, empty where there is none. Two statements
    where the meeting's network is at hand, one where its other networks are too.
    """
    found = readable(user, meeting, with_text=False)
    last = found[-1] if found else None
    return {
        "state": last.state if last else "",
        "url": _address("minutes", meeting),
        "write_url": _address("write_minutes", meeting),
        "closes": last.closes if last else None,
        "takes_remarks": last is not None and last.takes_remarks,
        "may_read": last is not None,
        "may_write": can_write(user, meeting),
        "is_over": meeting.is_over,
    }


# -- what all moves share ----------------------------------------------------------------------------------------------


def _held(meeting: Meeting, by: User) -> Meeting:
    """As it is now, for us alone. Raises PermissionDenied where they do not keep its minutes."""
    meeting = _found(meeting)
    if not can_write(by, meeting):
        raise PermissionDenied
    return meeting


def _found(meeting: Meeting) -> Meeting:
    hold(meeting.pk)
    return Meeting.objects.select_related("network__organisation").get(pk=meeting.pk)


def _store(minutes: Minutes, **values: Any) -> Minutes:
    """Other columns, and the number by which other windows see it."""
    for name, value in values.items():
        setattr(minutes, name, value)
    minutes.version += 1
    minutes.save(update_fields=[*values, "version"])
    return minutes


def _address(name: str, meeting: Meeting) -> str:
    return reverse(f"networks:{name}", args=[meeting.network.slug, meeting.pk])


def _tell(people: Iterable[User], meeting: Meeting, outcome: str, *, actor: User, **facts: Any) -> None:
    """What is told `inside` a network is read by those alone who belong to it when they read it."""
    told = {"outcome": outcome, "label": meeting.network.name} | facts
    notify(Notice.NETWORK, list(people), entry=meeting, actor=actor, facts=told, is_pressing=True)
