"""The moves of an entry. Each locks the row, asks the policy, records the decision and moves, all in one transaction.

Asked again for what is done already, a move changes nothing and says so by returning None. Whoever comes second to a
decision gets `Overtaken` with the one that was made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import Mandate, User
from content.held import hold
from content.models import Entry
from content.policy import can_bring_back, can_withdraw, is_author
from content.visibility import EDITED, reader
from notifications.actions import notify, settle
from notifications.models import Kind as Notice

from .announcements import announce
from .models import Decision, Look, Reason, Report
from .models.decisions import APPROVALS
from .models.looks import LASTS
from .policy import can_decide, can_report, can_review, can_uphold

if TYPE_CHECKING:
    from uuid import UUID

    from django.contrib.auth.models import AnonymousUser

E = TypeVar("E", bound=Entry)
Status, Outcome, Kind = Entry.Status, Decision.Outcome, Decision.Kind


class NotReady(Exception):  # noqa: N818 - not a fault: the author is told what is missing
    """The entry cannot be sent yet; `obstacles` are sentences for its author."""

    def __init__(self, obstacles: Sequence[str]) -> None:
        super().__init__(*obstacles)
        self.obstacles = list(obstacles)


class Overtaken(Exception):  # noqa: N818 - not a fault: somebody was faster
    """Another decision came first; `decision` is it, None where the author took the entry back."""

    def __init__(self, decision: Decision | None) -> None:
        super().__init__(decision)
        self.decision = decision


class NeedsReview(Exception):  # noqa: N818 - not a fault: a moderator must look first
    """A published text whose author may not change it on the strength of a mandate or good standing."""


@dataclass(frozen=True)
class Grounds:
    """What publishing may rest on without a review."""

    kind: str
    ground: Mandate | None = None


def grounds_of(author: User, entry: Entry) -> Grounds | None:
    """A mandate that holds today, else two other approved entries, else None: then a moderator looks first."""
    own = _of_its_room(entry)
    if mandate := next((one for one in author.active_mandates if own.rests_on(one)), None):
        return Grounds(Kind.MANDATE, mandate)
    if entry.kind in EDITED:
        return None
    approved = Decision.objects.filter(
        kind=Kind.REVIEW, outcome=Outcome.PUBLISHED, ground=None, entry__author=author, entry__status=Status.PUBLISHED
    )
    if approved.exclude(entry=entry.pk).values("entry").distinct().count() >= APPROVALS:
        return Grounds(Kind.STANDING)
    return None


def _of_its_room(entry: Entry) -> Entry:
    """Of kinds that editors publish the row of the child table: it says for whom."""
    is_spine = type(entry) is Entry and entry.kind in EDITED
    own: Entry = getattr(entry, entry.kind, entry) if is_spine else entry
    return own


def _locked(entry: E) -> E:
    """The same entry as it is now, for us alone until the transaction ends. Takes the spine's row. Raises Gone."""
    hold(entry.pk)
    entry.refresh_from_db()
    return entry


def _newest(entry: Entry) -> Decision | None:
    return Decision.objects.about(entry).select_related("by__profile").first()


def _move(entry: Entry, status: str, **values: object) -> None:
    """One statement for the spine's columns alone; the child's are not written again."""
    Entry.objects.filter(pk=entry.pk).update(status=status, **values)
    entry.status = status
    for name, value in values.items():
        setattr(entry, name, value)


def _publish(entry: Entry, decision: Decision) -> Decision:
    """The decision first: the database publishes nothing without it."""
    decision.entry_id, decision.version = entry.pk, entry.version
    decision.save(force_insert=True)
    first = entry.published is None
    _move(entry, Status.PUBLISHED, published=entry.published or timezone.now())
    if first:
        announce(entry)
    return decision


# -- authors ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def submit(entry: Entry, by: User) -> Decision | None:
    """Send a draft, or what was returned: published at once on a mandate or good standing, else it waits.

    Returns the decision if it was published. Raises NotReady, PermissionDenied.
    """
    entry = _locked(entry)
    if not is_author(by, entry) or entry.withdrawn is not None:
        raise PermissionDenied
    if entry.status not in {Status.DRAFT, Status.RETURNED}:
        return None
    if obstacles := entry.obstacles():
        raise NotReady(obstacles)
    if grounds := grounds_of(by, entry):
        return _publish(entry, Decision(kind=grounds.kind, outcome=Outcome.PUBLISHED, ground=grounds.ground))
    _move(entry, Status.PENDING, submitted=timezone.now())
    return None


def renew(entry: Entry, by: User) -> None:
    """Give the locked entry its next version, before it is saved. Of what is published the decision comes first.

    Raises NeedsReview where a published text of this author must be looked at.
    """
    if entry.status != Status.PUBLISHED:
        entry.version += 1
        return
    if (grounds := grounds_of(by, entry)) is None:
        raise NeedsReview
    entry.version += 1
    Decision.objects.create(
        entry=entry, kind=grounds.kind, outcome=Outcome.PUBLISHED, ground=grounds.ground, version=entry.version
    )


@transaction.atomic
def take_back(entry: Entry, by: User) -> bool:
    """What waits becomes a draft again, to be worked on. False if it does not wait (any more)."""
    entry = _locked(entry)
    if not is_author(by, entry):
        raise PermissionDenied
    if entry.status != Status.PENDING:
        return False
    _move(entry, Status.DRAFT, submitted=None)
    return True


@transaction.atomic
def withdraw(entry: Entry, by: User) -> bool:
    """The author takes it off the site; for 30 days it can come back. False if it is withdrawn already."""
    entry = _locked(entry)
    if not is_author(by, entry):
        raise PermissionDenied
    if not can_withdraw(by, entry):
        return False
    _move(entry, entry.status, withdrawn=timezone.now())
    return True


@transaction.atomic
def bring_back(entry: Entry, by: User) -> bool:
    """Undo `withdraw`: it is again what it was. False if it is not withdrawn; PermissionDenied after 30 days."""
    entry = _locked(entry)
    if is_author(by, entry) and entry.withdrawn is None:
        return False
    if not can_bring_back(by, entry):
        raise PermissionDenied
    _move(entry, entry.status, withdrawn=None)
    return True


# -- texts with a source -----------------------------------------------------------------------------------------------


@transaction.atomic
def take_over(entry: Entry) -> Decision:
    """Publish what a named source says: a text without an author. Of what stands already, allow its next version."""
    decision = Decision(kind=Kind.SOURCE, outcome=Outcome.PUBLISHED)
    if entry.status != Status.PUBLISHED:
        return _publish(entry, decision)
    decision.entry_id, decision.version = entry.pk, entry.version
    decision.save(force_insert=True)
    return decision


# -- anyone ----------------------------------------------------------------------------------------------------------


def report(entry: Entry, by: User | AnonymousUser, reason: Reason, words: str, once: UUID) -> Report:
    """What somebody thinks should not stand here.

    A second report of the same person while the first is open is the first; so is the same form of a visitor sent twice.
    """
    if not can_report(by, entry):
        raise PermissionDenied
    person = reader(by)
    if person is None:
        sent, _new = Report.objects.get_or_create(entry=entry, once=once, defaults={"reason": reason, "words": words})
        return sent
    made, _new = Report.objects.get_or_create(
        entry=entry, by=person, decision=None, defaults={"reason": reason, "words": words}
    )
    return made


# -- moderators ------------------------------------------------------------------------------------------------------


def _decide(
    entry: Entry, by: User, outcome: str, words: str, reason: Reason | None, ground: Mandate | None = None
) -> Decision:
    settle(Notice.WAITING, entry=entry)  # whoever it was passed on to
    return Decision(
        kind=Kind.REVIEW, outcome=outcome, by=by, words=words, reason=reason, ground=ground, entry_id=entry.pk
    )


def _open(entry: E, by: User, waiting: str, done: str, ground: Mandate | None = None) -> E | None:
    """The locked entry if it stands where the move begins; None where the move is done; else Overtaken."""
    entry = _locked(entry)
    if not (can_decide(by, entry) if ground is None else can_review(by, entry, ground)):
        raise PermissionDenied
    if entry.status == waiting:
        return entry
    newest = _newest(entry)
    if entry.status == done and newest is not None and newest.by_id == by.pk:
        return None
    raise Overtaken(newest)


@transaction.atomic
def publish(
    entry: Entry, by: User, words: str = "", *, version: int | None = None, ground: Mandate | None = None
) -> Decision | None:
    """A moderator lets it stand, or an editor on the mandate that is its `ground`.

    With `version`, only if the author has not changed it since it was looked at.
    """
    if (waiting := _open(entry, by, Status.PENDING, Status.PUBLISHED, ground)) is None:
        return None
    if version is not None and waiting.version != version:
        raise Overtaken(None)
    return _tell(waiting, _publish(waiting, _decide(waiting, by, Outcome.PUBLISHED, words, None, ground)))


@transaction.atomic
def send_back(
    entry: Entry, by: User, words: str, reason: Reason | None = None, *, ground: Mandate | None = None
) -> Decision | None:
    """Back to its author, who reads why."""
    if (waiting := _open(entry, by, Status.PENDING, Status.RETURNED, ground)) is None:
        return None
    decision = _decide(waiting, by, Outcome.RETURNED, words, reason, ground)
    return _tell(waiting, _record(waiting, decision, Status.RETURNED))


@transaction.atomic
def hide(entry: Entry, by: User, words: str, reason: Reason | None = None) -> Decision | None:
    """Off the site at once, everywhere; what was reported about it is answered by that."""
    if (shown := _open(entry, by, Status.PUBLISHED, Status.HIDDEN)) is None:
        return None
    decision = _record(shown, _decide(shown, by, Outcome.HIDDEN, words, reason), Status.HIDDEN)
    _answer_reports(shown, decision)
    return _tell(shown, decision)


@transaction.atomic
def uphold(entry: Entry, by: User) -> Decision | None:
    """A second moderator stands behind a hiding; its reason stays the one that the author reads."""
    if (hidden := _open(entry, by, Status.HIDDEN, Status.HIDDEN)) is None:
        return None
    newest = _newest(hidden)
    if newest is None or newest.outcome != Outcome.HIDDEN:
        if newest is not None and newest.by_id == by.pk:
            return None
        raise Overtaken(newest)
    if not can_uphold(by, newest):
        raise PermissionDenied
    decision = _decide(hidden, by, Outcome.UPHELD, newest.words, newest.reason)
    return _record(hidden, decision, Status.HIDDEN)


@transaction.atomic
def restore(entry: Entry, by: User, words: str = "") -> Decision | None:
    """What was hidden stands again."""
    if (hidden := _open(entry, by, Status.HIDDEN, Status.PUBLISHED)) is None:
        return None
    return _tell(hidden, _publish(hidden, _decide(hidden, by, Outcome.RESTORED, words, None)))


@transaction.atomic
def keep(entry: Entry, by: User, words: str = "") -> Decision | None:
    """What was reported may stay. None where no report is open (any more)."""
    entry = _locked(entry)
    if not can_decide(by, entry):
        raise PermissionDenied
    if not Report.objects.open().filter(entry=entry).exists():
        return None
    decision = _decide(entry, by, Outcome.KEPT, words, None)
    # The newest decision speaks for the version that stands; this one leaves it where it is.
    decision.version = entry.version
    decision.save(force_insert=True)
    _answer_reports(entry, decision)
    return decision


@transaction.atomic
def pass_on(entry: Entry, by: User, to: User) -> None:
    """Another moderator should look: they are told, and the entry counts as looked at by them."""
    entry = _locked(entry)
    if not can_decide(by, entry) or not can_decide(to, entry):
        raise PermissionDenied
    Look.objects.update_or_create(entry=entry, defaults={"user": to, "until": timezone.now() + LASTS})
    notify(Notice.WAITING, to, entry=entry, actor=by)


def _record(entry: Entry, decision: Decision, status: str) -> Decision:
    decision.version = entry.version
    decision.save(force_insert=True)
    _move(entry, status)
    return decision


def _tell(entry: Entry, decision: Decision) -> Decision:
    """The author hears of it in the same transaction. Texts from a source have none."""
    if entry.author is not None:
        facts = {"decision": decision.pk, "outcome": decision.outcome}
        notify(Notice.DECIDED, entry.author, entry=entry, actor=decision.by, facts=facts)
    return decision


def _answer_reports(entry: Entry, decision: Decision) -> None:
    Report.objects.open().filter(entry=entry).update(decision=decision)
