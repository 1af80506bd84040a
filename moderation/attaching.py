"""Files beside what one wrote: added and taken away as any other change of it, with its next version.

What is added to a published entry by somebody whose changes are looked at first waits, and readers are not shown it.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from content.files.documents import read_document
from content.files.store import remove, write
from content.held import hold
from content.models import Attachment, Entry
from content.models.attachments import MOST
from content.policy import can_edit

from .actions import NeedsReview, renew
from .proposals import ADDED, forget_if_empty, propose

if TYPE_CHECKING:
    from accounts.models import User
    from content.files.reading import Readable


class Full(Exception):  # noqa: N818 - not a fault: there are as many as there may be
    """No further file fits."""


def attach(entry: Entry, by: User, file: Readable, name: str, title: str = "") -> Attachment:
    """A further file. The same one a second time is the one that stands there already.

    It is judged and written before anything is locked, and goes if its row does not come to be. Raises
    `content.files.refusals.Refused`, Full, PermissionDenied.
    """
    document = read_document(file, name)
    path = write(document.content, document.extension)
    try:
        with transaction.atomic():
            entry, waits = opened_for_more(entry, by)
            made, new = Attachment.objects.get_or_create(
                entry=entry,
                sha256=document.sha256,
                defaults={
                    "name": document.name,
                    "title": title,
                    "kind": document.kind,
                    "content_type": document.content_type,
                    "path": path,
                    "size": document.size,
                    "waits": waits,
                },
            )
            if entry.attachments.count() > MOST:
                raise Full
            if not new:
                forget_if_empty(entry)
    except BaseException:
        remove([path])
        raise
    if not new:
        remove([path])
    return made


@transaction.atomic
def detach(entry: Entry, by: User, number: int) -> bool:
    """Take a file away; it leaves the disk when that is certain. False if it is gone already."""
    entry = opened(entry, by)
    attachment = entry.attachments.filter(pk=number).first()
    if attachment is None:
        return False
    path = attachment.path
    attachment.delete()
    forget_if_empty(entry)
    transaction.on_commit(lambda: remove([path]))
    return True


def opened(entry: Entry, by: User) -> Entry:
    """The row of the spine, to take a file away or to move it: locked, allowed, and with its next version.

    Nobody has to look at what is gone, so what is published keeps its version where its author has no mandate.
    """
    row = _locked(entry, by)
    with suppress(NeedsReview):
        renew(row, by)
    return _saved(row)


def opened_for_more(entry: Entry, by: User) -> tuple[Entry, bool]:
    """The same, to add a file; and whether that waits for a moderator, who is asked."""
    row = _locked(entry, by)
    try:
        renew(row, by)
    except NeedsReview:
        propose(row, by, ADDED, {})
        return row, True
    return _saved(row), False


def _locked(entry: Entry, by: User) -> Entry:
    row = hold(entry.pk)
    if not can_edit(by, row):
        raise PermissionDenied
    return row


def _saved(row: Entry) -> Entry:
    Entry.objects.filter(pk=row.pk).update(version=row.version, edited=timezone.now())
    return row
