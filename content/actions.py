"""What a reader does with an entry: say that it was useful, keep it for later, follow it. Asked twice, it is done once.

Each looks at the entry as it is now, and raises Gone where it was taken away meanwhile.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from .held import Gone, hold
from .models import Entry, Follow, Saved, Useful
from .models.marks import Mark
from .policy import can_mark_useful, can_see

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def mark_useful(entry: Entry, by: User, on: bool) -> bool:
    """Set or take back "Korisno mi je"; True if that changed something. Not on one's own, nor on what is not published."""
    if not can_mark_useful(by, _held(entry, by)):
        raise PermissionDenied
    return _mark(Useful, entry, by, on)


@transaction.atomic
def keep(entry: Entry, by: User, on: bool) -> bool:
    """Keep an entry for later, or no longer; True if that changed something."""
    return _mark(Saved, _held(entry, by), by, on)


@transaction.atomic
def follow(entry: Entry, by: User, on: bool) -> bool:
    """Be told what happens at an entry, or no longer; True if that changed something."""
    return _mark(Follow, _held(entry, by), by, on)


def _held(entry: Entry, by: User) -> Entry:
    """As it is now, for us alone; what it stands below first, as everywhere. Raises Gone."""
    for number in filter(None, (entry.root_id, entry.pk)):
        hold(number, no_key=True)
    now = Entry.objects.select_related("root", "parent").get(pk=entry.pk)
    if now.root_id != entry.root_id:
        return _held(now, by)  # moved below another meanwhile
    if not can_see(by, now):
        raise Gone
    return now


def _mark(model: type[Mark], entry: Entry, by: User, on: bool) -> bool:
    if not on:
        deleted, _by_model = model._default_manager.filter(user=by, entry_id=entry.pk).delete()
        return bool(deleted)
    try:
        with transaction.atomic():
            model._default_manager.create(user=by, entry_id=entry.pk)
    except IntegrityError as error:
        if f"{model._meta.model_name}_once" not in str(error):
            raise
        return False
    return True
