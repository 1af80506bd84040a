"""What the templates of mails about notifications know. The language of the reader is active."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.dateparse import parse_date

from accounts.models import Claim

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

    @classmethod
    def of(cls, notification: Notification) -> Line:
        return cls(
            notification=notification,
            sentence=wording.sentence(notification),
            subject=wording.subject_of(notification),
            label=str(notification.fact("label")),
            words=str(notification.fact("words")),
            day=parse_date(notification.fact("day")),
            who=wording.who(notification),
            icon=wording.icon(notification),
            url=wording.address(notification),
        )

    @property
    def at(self) -> datetime:
        return self.notification.created

    @property
    def is_read(self) -> bool:
        return self.notification.read is not None


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
        lines = [Line.of(one) for one in lines_of(mail)]
        return known | {"lines": lines[:MOST_LINES], "number": len(lines), "more": max(0, len(lines) - MOST_LINES)}
    assert mail.notification is not None, "subscription_of"  # noqa: S101 - said above
    known |= {"line": Line.of(mail.notification), "kind_label": Kind(subject).label}
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
