"""Who may keep documents, change them, write down what touches them and who adopted them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.models import Mandate, User
from accounts.policy import coordinated_by, editor_for, holders_of
from content.policy import can_edit, can_see, is_author
from moderation.policy import can_moderate
from register.models import Organisation

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from content.models import Entry
    from register.models import Municipality

    from .models import Document


def can_keep(user: User | AnonymousUser) -> bool:
    """Put documents into the library: editors of associations and networks."""
    return bool(holders_of(user))


def ground_on(user: User | AnonymousUser, document: Document) -> Mandate | None:
    """The mandate on which this person works on a document: of its organisation; of an association where it has none."""
    if document.kept_for_id is not None or document.author_id is not None:
        return editor_for(user, document.kept_for_id)
    held = [one for one in holders_of(user) if one.kind == Organisation.Kind.ASSOCIATION]
    return editor_for(user, held[0].pk) if held else None


def can_change(user: User | AnonymousUser, document: Document) -> bool:
    """On the site, whoever edits for that organisation, and moderators; before that its author."""
    if document.is_published:
        is_other = can_moderate(user) and not is_author(user, document)
        return can_see(user, document) and (ground_on(user, document) is not None or is_other)
    return can_drop(user, document) and can_keep(user)


def can_illustrate(user: User | AnonymousUser, document: Document) -> bool:
    """Add and take away pictures and files: authors alone, as everywhere."""
    return can_edit(user, document) and can_change(user, document)


def can_drop(user: User | AnonymousUser, document: Document) -> bool:
    """Authors a draft of theirs, also when their mandate has ended."""
    return is_author(user, document) and document.status == document.Status.DRAFT and document.withdrawn is None


def can_tell_of_adoption(user: User | AnonymousUser, document: Document) -> list[Municipality] | None:
    """Of a model on the site: the municipalities that this person may say it of; None where it is not for them to say.

    Coordinators speak of their own; whoever may change the model, of all (an empty list).
    """
    if not document.is_model or not document.is_published:
        return None
    if can_change(user, document):
        return []
    return coordinated_by(user) or None


def can_say_it_rests(user: User | AnonymousUser, document: Document, entry: Entry) -> bool:
    """Of an entry on the site: its author, and whoever may change the document."""
    if not (document.is_published and entry.is_published and can_see(user, document) and can_see(user, entry)):
        return False
    return is_author(user, entry) or can_change(user, document)
