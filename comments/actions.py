"""Writing a comment and correcting it. Withdrawing, hiding and the rest are `moderation.actions`."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from content.held import Gone, hold
from content.models import Entry
from content.policy import can_comment, can_edit, is_closed
from moderation.actions import renew, submit
from moderation.announcements import announce_names

if TYPE_CHECKING:
    from accounts.models import User


class Closed(Exception):  # noqa: N818 - not a fault: a moderator closed it while somebody wrote
    """Nobody adds anything to it any more."""


class Changed(Exception):  # noqa: N818 - not a fault: it was saved in between
    """The comment holds another text than its author saw."""


def write(below: Entry, by: User, body: str, once: UUID, language: str) -> Entry:
    """A comment on an entry, or a reply to a comment: published at once on a mandate or good standing, else it waits.

    The same form sent twice, even at the same moment, is one comment. A reply to a reply stands below the same comment
    as that one. Raises PermissionDenied where the reader may not comment, Closed where nobody may any more, and Gone where
    nothing stands any more that could be commented on.
    """
    root = below.root or below
    parent = below if below.parent_id in {None, root.pk} else (below.parent or below)
    try:
        with transaction.atomic():
            standing = _standing({below.pk, root.pk, parent.pk})
            now = next((entry for entry in standing if entry.pk == below.pk), below)
            if (now.root_id, now.parent_id) != (below.root_id, below.parent_id):
                return write(now, by, body, once, language)  # moved below another question meanwhile
            if any(is_closed(entry) for entry in standing):
                raise Closed
            if not all(can_comment(by, entry) for entry in standing):
                raise PermissionDenied
            comment = Entry.objects.create(
                kind=Entry.Kind.COMMENT,
                author=by,
                once=once,
                root=root,
                parent=parent,
                audience=root.audience,
                organisation=root.organisation,
                language=language,
                body=body,
            )
            submit(comment, by)
            return comment
    except IntegrityError as error:
        if "entry_sent_once" not in str(error):
            raise
        return Entry.objects.get(author=by, once=once)


def _standing(numbers: set[int]) -> list[Entry]:
    """These entries as they are now, which nobody takes away before the comment is there."""
    entries = list(Entry.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=numbers).order_by("pk"))
    if len(entries) < len(numbers):
        raise Gone
    return entries


@transaction.atomic
def correct(comment: Entry, by: User, body: str, version: int | None) -> bool:
    """Another text for it. False if it is the same; raises Changed, PermissionDenied, `moderation.actions.NeedsReview`."""
    hold(comment.pk)
    comment.refresh_from_db()
    if not can_edit(by, comment):
        raise PermissionDenied
    if comment.body == body:
        return False  # sent again, since no answer came
    if version != comment.version:
        raise Changed
    renew(comment, by)
    comment.body, comment.edited = body, timezone.now()
    comment.save(update_fields=["body", "version", "edited"])
    if comment.is_published:
        announce_names(comment)
    return True
