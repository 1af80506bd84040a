"""What the templates of mails about notifications know. The language of the reader is active."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.dateparse import parse_date

from accounts.models import Claim
from content.interests import names_of
from content.models import Subject
from text.sort import sort_key

from . import wording
from .digests import MOST_LINES, lines_of
from .links import unsubscribe_url
from .models import Digested, Kind, Notification, OutgoingMail


@dataclass(frozen=True)
class Line:
    """One notification as it is read, on the page and in mails."""

    notification: Notification
    sentence: str
    subject: str
    label: str
    words: str
    day: date | None  # the last one of a mandate
    who: str
    icon: str
    url: str
    interest: str = ""  # what the reader follows, where that is why they are told

    @classmethod
    def of(cls, notification: Notification, interest: str = "") -> Line:
        return cls(
            notification=notification,
            sentence=wording.sentence(notification),
            subject=wording.subject_of(notification),
            label=str(notification.fact("label")),
            interest=interest,
            words=str(notification.fact("words")),
            day=parse_date(notification.fact("day")),
            who=wording.who(notification),
            icon=wording.icon(notification),
            url=wording.address(notification),
        )

    @classmethod
    def all_of(cls, notifications: Iterable[Notification]) -> list[Line]:
        """Of several; what their reader follows is looked up for all of them together."""
        rows = list(notifications)
        reasons = {one.pk: reason for one in rows if (reason := one.interest)}
        names = names_of(reasons.values())
        return [cls.of(one, names.get(reasons.get(one.pk, ("", 0)), "")) for one in rows]

    @property
    def at(self) -> datetime:
        return self.notification.created

    @property
    def is_read(self) -> bool:
        return self.notification.read is not None


def grouped(lines: Iterable[Line]) -> list[tuple[str, list[Line]]]:
    """What stands together in a mail, each part with its heading: what is about the reader first, then place by place, body
    by body, theme by theme what they follow.
    """
    kinds, subjects = list(Kind), ["", *Subject]
    parts: dict[tuple[int, int, str], list[Line]] = {}
    for line in lines:
        kind = Kind(line.notification.kind)
        followed = line.notification.interest
        key = (kinds.index(kind), subjects.index(followed[0] if followed else ""), line.interest or str(kind.label))
        parts.setdefault(key, []).append(line)
    order = sorted(parts, key=lambda key: (key[1], key[0], sort_key(key[2])))
    return [(key[2], parts[key]) for key in order]


def subscription_of(mail: OutgoingMail) -> str:
    """What the reader would turn off: a kind, or the mail of the day or the week; empty for mail about the account."""
    if mail.event == "digest":
        return str(mail.context["period"])
    return mail.notification.kind if mail.notification else ""


def reading_of(mail: OutgoingMail) -> dict[str, Any]:
    """Nothing for mail about the account."""
    subject = subscription_of(mail)
    if mail.reader is None or not subject:
        return {}
    known: dict[str, Any] = {"unsubscribe_url": unsubscribe_url(mail.reader, subject), "subscription": subject}
    if subject in Digested.values:
        found = lines_of(mail)
        groups = grouped(Line.all_of(found[:MOST_LINES]))
        return known | {"groups": groups, "number": len(found), "more": max(0, len(found) - MOST_LINES)}
    assert mail.notification is not None, "subscription_of"  # noqa: S101 - said above
    known |= {"line": Line.all_of([mail.notification])[0], "kind_label": Kind(subject).label}
    if mail.notification.fact("decision"):
        decision = decision_of(mail.notification)
        known |= {"decision": decision, "words": decision.words.splitlines()}
    return known


def decision_of(notification: Notification) -> Any:
    """What was decided, with its words. It belongs to the room above and is reached through the entry or the claim; it is
    never gone.
    """
    subject: Any = notification.entry or Claim.objects.get(pk=notification.fact("claim"))
    return subject.decisions.get(pk=notification.fact("decision"))
