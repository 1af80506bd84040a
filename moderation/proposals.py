"""Changes of published entries by authors without a mandate: proposed, looked at, taken over or not.

How a change looks and what it does to the rows is the room's knowledge; it registers an `Editor` for its kind of entry
when it starts (`AppConfig.ready`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from content.files.store import remove
from content.held import hold
from content.models import Attachment, Entry, Photo
from content.policy import can_edit
from notifications.actions import notify
from notifications.models import Kind as Notice

from .actions import Overtaken
from .announcements import announce_names
from .models import Decision, Proposal, Reason
from .policy import can_decide

if TYPE_CHECKING:
    from collections.abc import Mapping


ADDED = "added"
"""The form of a proposal that consists of photos and files: those of its entry that wait."""


@dataclass(frozen=True)
class Change:
    """One field: what readers see now and what they would see; or one photo or file more."""

    label: str
    now: str
    then: str
    photo: Photo | None = None
    attachment: Attachment | None = None


class Editor(Protocol):
    """What a room knows of its entries."""

    def changes(self, entry: Entry, typed: Mapping[str, Any]) -> list[Change]:
        """What would be different; empty if it no longer can be taken over."""

    def apply(self, entry: Entry, typed: Mapping[str, Any]) -> None:
        """Write it, with the version that `entry` carries."""


_editors: dict[str, Editor] = {}


def register(kind: str, editor: Editor) -> None:
    """Said once for each kind of entry, by its room."""
    _editors[kind] = editor


def changes_of(proposal: Proposal) -> list[Change]:
    """For the moderator: field by field, then what is added."""
    entry = proposal.entry
    photos = [Change(_("Photo"), "", one.alt, photo=one) for one in Photo.objects.waiting().filter(entry=entry)]
    files = [
        Change(_("File"), "", str(one), attachment=one) for one in Attachment.objects.waiting().filter(entry=entry)
    ]
    return [*_editors[entry.kind].changes(entry, proposal.typed), *photos, *files]


def open_on(entry: Entry) -> Proposal | None:
    """What waits to be decided on."""
    return Proposal.objects.open().filter(entry=entry.pk).select_related("by__profile").first()


@transaction.atomic
def propose(entry: Entry, by: User, form: str, typed: Mapping[str, list[str]]) -> Proposal:
    """Let a change wait. What was typed into another form of the same entry before waits together with it."""
    row = hold(entry.pk)
    if not can_edit(by, row) or not row.is_published:
        raise PermissionDenied
    waiting = open_on(row)
    if waiting is None:
        return Proposal.objects.create(entry=row, by=by, typed={form: typed}, base=row.version)
    waiting.typed = {**waiting.typed, form: typed}
    waiting.base = row.version
    waiting.save(update_fields=["typed", "base"])
    return waiting


def forget_if_empty(entry: Entry) -> None:
    """Its author took away again all that waited: there is nothing to look at. The entry is locked."""
    waiting = open_on(entry)
    if waiting is not None and set(waiting.typed) == {ADDED} and not changes_of(waiting):
        waiting.delete()


@transaction.atomic
def accept(entry: Entry, by: User, number: int) -> Decision | None:
    """Readers see the change from now on. None if that is done already; Overtaken where it cannot be taken over any more."""
    proposal, row = _open(entry, by, number)
    if proposal.decision is not None:
        _refuse_second(proposal.decision, by, Decision.Outcome.PUBLISHED)
        return None
    if row.version != proposal.base or not row.is_published or not changes_of(proposal):
        raise Overtaken(None)
    row.version += 1
    decision = Decision.objects.create(
        entry=row, kind=Decision.Kind.REVIEW, outcome=Decision.Outcome.PUBLISHED, by=by, version=row.version
    )
    row.edited = timezone.now()
    _editors[row.kind].apply(row, proposal.typed)
    Entry.objects.filter(pk=row.pk).update(version=row.version, edited=row.edited)
    announce_names(Entry.objects.get(pk=row.pk))
    for files in (Photo.objects, Attachment.objects):
        files.waiting().filter(entry=row).update(waits=False)
    return _close(proposal, decision, "accepted")


@transaction.atomic
def decline(entry: Entry, by: User, number: int, words: str, reason: Reason | None = None) -> Decision | None:
    """The approved text stays; the author reads why. None if that is done already."""
    proposal, row = _open(entry, by, number)
    if proposal.decision is not None:
        _refuse_second(proposal.decision, by, Decision.Outcome.KEPT)
        return None
    decision = Decision.objects.create(
        entry=row,
        kind=Decision.Kind.REVIEW,
        outcome=Decision.Outcome.KEPT,
        by=by,
        words=words,
        reason=reason,
        version=row.version,
    )
    _take_away(row)
    return _close(proposal, decision, "declined")


def _take_away(entry: Entry) -> None:
    """What was added and not taken over; the files go when that is certain."""
    photos, attachments = Photo.objects.waiting().filter(entry=entry), Attachment.objects.waiting().filter(entry=entry)
    paths = [path for photo in photos for path in photo.paths] + [one.path for one in attachments]
    photos.delete()
    attachments.delete()
    transaction.on_commit(lambda: remove(paths))


def _open(entry: Entry, by: User, number: int) -> tuple[Proposal, Entry]:
    row = hold(entry.pk)
    if not can_decide(by, row):
        raise PermissionDenied
    proposal = Proposal.objects.select_related("decision__by__profile").get(pk=number, entry=row)
    proposal.entry = row
    return proposal, row


def _refuse_second(decision: Decision, by: User, outcome: str) -> None:
    """Asked again by the same person it is done; whoever comes second sees the first decision."""
    if decision.by_id != by.pk or decision.outcome != outcome:
        raise Overtaken(decision)


def _close(proposal: Proposal, decision: Decision, outcome: str) -> Decision:
    proposal.decision = decision
    proposal.save(update_fields=["decision"])
    facts = {"decision": decision.pk, "outcome": outcome}
    notify(Notice.DECIDED, proposal.by, entry=proposal.entry, actor=decision.by, facts=facts)
    return decision
