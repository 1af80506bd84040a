"""Who may do what with an entry. Predicates over people and one loaded row."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from .models import Entry
from .models.entries import RESTORABLE_DAYS
from .visibility import EDITED, EDITOR, STAFF, organisations_of, reader

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


def _in_audience(person: User | None, entry: Entry) -> bool:
    if entry.audience == Entry.Audience.PUBLIC:
        return True
    if person is None:
        return False
    return entry.audience == Entry.Audience.MEMBERS or entry.organisation_id in organisations_of(person)


def _sees_row(person: User | None, entry: Entry) -> bool:
    if person is not None and entry.author_id == person.pk:
        return True
    staff = person is not None and person.holds(*STAFF) and entry.status != Entry.Status.DRAFT
    stands = entry.is_published or (entry.is_erased and entry.status == Entry.Status.PUBLISHED)
    return (stands or staff or _is_proposed(person, entry)) and _in_audience(person, entry)


def _is_proposed(person: User | None, entry: Entry) -> bool:
    """To an association or network, whose editors decide on it."""
    waits = entry.kind in EDITED and entry.status == Entry.Status.PENDING and entry.withdrawn is None
    return waits and person is not None and person.holds(EDITOR)


def can_see(user: User | AnonymousUser, entry: Entry) -> bool:
    """The twin of `Entry.objects.visible_to(user)`."""
    person = reader(user)
    above = {one.pk: one for one in (entry.root, entry.parent) if one is not None}
    return _sees_row(person, entry) and all(_sees_row(person, one) for one in above.values())


def is_unnamed(person: User | None, entry: Entry) -> bool:
    """Whether readers of this entry are not to learn who this is: it, or what it stands below, was written without a name."""
    above = (one for one in (entry, entry.root) if one is not None)
    return person is not None and any(one.is_unnamed and one.author_id == person.pk for one in above)


def is_author(user: User | AnonymousUser, entry: Entry) -> bool:
    """Wrote it, and may sign in."""
    person = reader(user)
    return person is not None and entry.author_id == person.pk


def can_edit(user: User | AnonymousUser, entry: Entry) -> bool:
    """Authors what they wrote, as long as it is neither hidden nor withdrawn."""
    return is_author(user, entry) and entry.status != Entry.Status.HIDDEN and entry.withdrawn is None


def can_withdraw(user: User | AnonymousUser, entry: Entry) -> bool:
    """Authors what they wrote, in every state."""
    return is_author(user, entry) and entry.withdrawn is None


def can_bring_back(user: User | AnonymousUser, entry: Entry) -> bool:
    """Authors what they withdrew, for 30 days; what a moderator hid meanwhile stays hidden."""
    return (
        is_author(user, entry)
        and entry.withdrawn is not None
        and timezone.now() - entry.withdrawn < timedelta(days=RESTORABLE_DAYS)
    )


def can_mark_useful(user: User | AnonymousUser, entry: Entry) -> bool:
    """Anyone signed in, on what is published, open and was written by somebody else; below what readers see, if below any."""
    stands = entry.root is None or entry.root.is_published
    return stands and _can_add(user, entry) and not is_author(user, entry)


def is_closed(entry: Entry) -> bool:
    """Nobody adds anything to it: it is closed, or stands below something that is."""
    return any(one.closed is not None for one in (entry, entry.root) if one is not None)


def can_comment(user: User | AnonymousUser, entry: Entry) -> bool:
    """Anyone signed in, on what is published for them and open, but for kinds of which nobody talks."""
    return entry.kind not in Entry.UNDISCUSSED and _can_add(user, entry)


def _can_add(user: User | AnonymousUser, entry: Entry) -> bool:
    """Anyone signed in, to what is published for them and not closed."""
    return reader(user) is not None and entry.is_published and not is_closed(entry) and can_see(user, entry)
