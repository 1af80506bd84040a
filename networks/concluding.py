"""What becomes of a conclusion: adopted, changed, sent, answered, or left without an answer.

Each move holds the row of the spine, asks the policy and writes, all in one transaction. Asked again for what is done, it
changes nothing.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zlib import crc32

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from accounts.models import Mandate, User
from content.held import hold
from content.policy import is_author
from moderation.actions import NeedsReview, renew, submit
from moderation.attaching import Written, beside, written
from moderation.models import Decision
from notifications.actions import notify
from notifications.models import Kind as Notice

from .conclusion_rows import of_meeting
from .conclusions_policy import can_conclude, can_keep, can_word
from .interests import followers
from .meeting_policy import holders_of
from .models import Conclusion, Meeting, Reply

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.auth.models import AnonymousUser
    from django.core.files.uploadedfile import UploadedFile

    from content.models import Theme

WORDS = ("title", "body")
ONCE_SENT = ("responsible_id", "deadline", "takes_up_id")
"""What can still be changed of a conclusion that went out as it stands."""
PLAIN = (*WORDS, "to_organisation_id", "to_municipality_id", *ONCE_SENT)


class Changed(Exception):  # noqa: N818 - not a fault: somebody else was faster
    """Something else was saved since the form was opened, and what it says does not fit that."""


class NotTheirs(Exception):  # noqa: N818 - not a fault: the reader is told who may
    """Other words, by somebody who neither wrote it nor moderates."""


class TooEarly(Exception):  # noqa: N818 - not a fault: the day comes
    """Nobody can say yet that no answer came: it is not sent, or its deadline has not passed."""


@transaction.atomic
def conclude(
    meeting: Meeting, by: User, once: UUID, language: str, values: dict[str, Any], themes: Iterable[Theme]
) -> Conclusion:
    """The next one of a meeting, for the readers of the meeting, on the site at once. The same form sent twice is one.

    Raises PermissionDenied, `moderation.actions.NotReady`.
    """
    hold(meeting.pk)  # two at once get two numbers
    meeting = Meeting.objects.select_related("network").get(pk=meeting.pk)
    if not can_conclude(by, meeting):
        raise PermissionDenied
    if found := Conclusion.objects.filter(author=by, once=once).first():
        return found
    last = meeting.conclusions.aggregate(last=Max("number"))["last"] or 0
    made = Conclusion.objects.create(
        kind=Conclusion.Kind.CONCLUSION, author=by, once=once, language=language, adopted_at=meeting, number=last + 1,
        audience=meeting.audience, organisation_id=meeting.organisation_id, is_sample=meeting.is_sample, **values,
    )  # fmt: skip
    made.themes.set(themes)
    submit(made, by)
    made.refresh_from_db()
    _name(made, by)
    return made


@transaction.atomic
def change(
    conclusion: Conclusion, by: User, version: int | None, values: dict[str, Any], themes: Iterable[Theme]
) -> None:
    """Say it otherwise, or (of what went out) only who answers for it, until when, and what it takes up.

    `version` is what `seen` returned as the form was opened. Raises Changed, NotTheirs, PermissionDenied.
    """
    _hold(conclusion, by)
    if version != seen(conclusion):
        raise Changed
    before, was_sent = conclusion.responsible_id, conclusion.sent is not None
    values = {name: value for name, value in values.items() if not was_sent or name in ONCE_SENT}
    if any(values.get(name, getattr(conclusion, name)) != getattr(conclusion, name) for name in WORDS):
        _next_version(conclusion, by)
        conclusion.edited = timezone.now()
    for name, value in values.items():
        setattr(conclusion, name, value)
    if conclusion.sent and conclusion.deadline and conclusion.deadline < conclusion.sent:
        raise Changed  # it was sent meanwhile, after the day that stands in the form
    if conclusion.given_up and (conclusion.deadline is None or conclusion.deadline >= conclusion.given_up):
        conclusion.given_up = None  # who gets more time is waited for again
    conclusion.save()
    if not was_sent:
        conclusion.themes.set(themes)
    if conclusion.responsible_id != before:
        _name(conclusion, by)


@transaction.atomic
def send(conclusion: Conclusion, by: User, day: date) -> bool:
    """It went to its addressee on that day. False if that is written down already. Raises Changed, PermissionDenied."""
    _hold(conclusion, by)
    if conclusion.sent is not None:
        return False
    if day > timezone.localdate() or (conclusion.deadline is not None and day > conclusion.deadline):
        raise Changed
    conclusion.sent = day
    conclusion.save(update_fields=["sent"])
    return True


def write_down_reply(
    conclusion: Conclusion, by: User, once: UUID, values: dict[str, Any], file: UploadedFile[Any] | None
) -> Reply:
    """What the addressee answered; a file is judged before anything is locked. The same form sent twice is one.

    Raises Changed, `moderation.attaching.Full`, `content.files.refusals.Refused`, PermissionDenied.
    """
    with _judged(file) as kept, transaction.atomic():
        _hold(conclusion, by)
        if found := Reply.objects.filter(once=once).first():
            return found
        if conclusion.sent is None or values["day"] < conclusion.sent:
            raise Changed
        document = None if kept is None else beside(conclusion, kept)
        made = Reply.objects.create(conclusion=conclusion, by=by, once=once, document=document, **values)
        conclusion.refresh_from_db(fields=["state"])
        _tell_of_reply(conclusion, by)
    return made


@transaction.atomic
def give_up(conclusion: Conclusion, by: User) -> bool:
    """No answer came. False if that is written down, or an answer is. Raises PermissionDenied, TooEarly."""
    _hold(conclusion, by)
    today = timezone.localdate()
    if conclusion.given_up is not None or conclusion.state in Conclusion.OUTCOMES:
        return False
    if conclusion.sent is None or conclusion.deadline is None or conclusion.deadline >= today:
        raise TooEarly
    conclusion.given_up = today
    conclusion.save(update_fields=["given_up"])
    return True


def seen(conclusion: Conclusion) -> int:
    """What a form that changes it was opened with, as a number.

    The version of the spine counts words alone, and moves on the mandate of whoever wrote them; here a colleague changes a
    deadline too, and two who do that at once shall not write over each other.
    """
    themes = sorted(conclusion.themes.values_list("pk", flat=True))
    read = [conclusion.version, conclusion.sent, *(getattr(conclusion, name) for name in PLAIN), themes]
    return crc32(repr(read).encode()) % 10**9


def shown(meeting: Meeting, user: User | AnonymousUser) -> dict[str, Any]:
    """For the page of a meeting: the rows that `networks/conclusion_rows.html` draws, and where one adds another, if one may."""
    url = reverse("networks:conclude", args=[meeting.network.slug, meeting.pk])
    return {
        "conclusions": of_meeting(meeting, user),
        "conclude_url": url if can_conclude(user, meeting) else "",
    }


def _judged(file: UploadedFile[Any] | None) -> AbstractContextManager[Written | None]:
    return nullcontext() if file is None else written(file, file.name or "")


def _hold(conclusion: Conclusion, by: User) -> None:
    """As it is now, for us alone until the transaction ends. Raises Gone, PermissionDenied."""
    hold(conclusion.pk)
    conclusion.refresh_from_db()
    if not can_keep(by, conclusion):
        raise PermissionDenied


def _next_version(conclusion: Conclusion, by: User) -> None:
    """On the mandate of its author, or reviewed by the moderator who writes it."""
    if not can_word(by, conclusion):
        raise NotTheirs
    if is_author(by, conclusion):
        try:
            renew(conclusion, by)
        except NeedsReview:
            raise NotTheirs from None
        return
    conclusion.version += 1
    Decision.objects.create(
        entry=conclusion, kind=Decision.Kind.REVIEW, outcome=Decision.Outcome.PUBLISHED, by=by,
        version=conclusion.version,
    )  # fmt: skip


def _name(conclusion: Conclusion, by: User) -> None:
    """Whoever is to answer for it hears of it."""
    if conclusion.responsible is not None:
        facts = {"outcome": "conclusion_yours"}
        notify(Notice.NETWORK, conclusion.responsible, entry=conclusion, actor=by, facts=facts)


def _tell_of_reply(conclusion: Conclusion, by: User) -> None:
    """The members of the networks, then whoever follows it, them or its addressee and is none: each once."""
    facts = {"outcome": "conclusion_answered"}
    held = Mandate.objects.active().filter(organisation__in=holders_of(conclusion.adopted_at)).values("user")
    people = User.objects.select_related("profile").order_by("pk")
    notify(Notice.NETWORK, people.filter(pk__in=held), entry=conclusion, actor=by, facts=facts)
    notify(Notice.FOLLOWED, followers(conclusion).exclude(pk__in=held), entry=conclusion, actor=by, facts=facts)
