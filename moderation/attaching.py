"""Files beside what one wrote: added and taken away as any other change of it, with its next version.

What is added to a published entry by somebody whose changes are looked at first waits, and readers are not shown it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from content.files.documents import Document, read_document
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
    with written(file, name) as kept, transaction.atomic():
        entry, waits = opened_for_more(entry, by)
        made = beside(entry, kept, title, waits=waits)
        if not kept.has_row:
            forget_if_empty(entry)
    return made


@dataclass
class Written:
    """A file that was judged and lies on the disk."""

    document: Document
    path: str
    has_row: bool = False


@contextmanager
def written(file: Readable, name: str) -> Iterator[Written]:
    """Before anything is locked. The file goes again if it gets no row. Raises `content.files.refusals.Refused`."""
    document = read_document(file, name)
    kept = Written(document, write(document.content, document.extension))
    try:
        yield kept
    except BaseException:
        kept.has_row = False
        raise
    finally:
        if not kept.has_row:
            remove([kept.path])


def beside(entry: Entry, kept: Written, title: str = "", *, waits: bool = False) -> Attachment:
    """The row of a file beside a locked entry; the same file is kept once. Raises Full."""
    document = kept.document
    made, kept.has_row = Attachment.objects.get_or_create(
        entry=entry,
        sha256=document.sha256,
        defaults={
            "name": document.name,
            "title": title,
            "kind": document.kind,
            "content_type": document.content_type,
            "path": kept.path,
            "size": document.size,
            "waits": waits,
        },
    )
    if entry.attachments.count() > MOST:
        raise Full
    return made


def away(attachment: Attachment) -> None:
    """Its row goes now, the file leaves the disk when that is certain."""
    path = attachment.path
    attachment.delete()
    transaction.on_commit(partial(remove, [path]))


@transaction.atomic
def detach(entry: Entry, by: User, number: int) -> bool:
    """Take a file away; it leaves the disk when that is certain. False if it is gone already."""
    entry = opened(entry, by)
    attachment = entry.attachments.filter(pk=number).first()
    if attachment is None:
        return False
    away(attachment)
    forget_if_empty(entry)
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
