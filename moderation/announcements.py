"""Who hears of it when something stands on the site for the first time."""

from __future__ import annotations

from accounts.models import User
from content.models import Entry
from notifications.actions import notify
from notifications.models import Kind


def announce(entry: Entry) -> None:
    """Of a comment: whoever is answered, whoever wrote what it stands below, whoever follows that. Each is told once."""
    if entry.kind != Entry.Kind.COMMENT or entry.root is None:
        return
    told = {entry.author_id}
    if entry.parent is not None and entry.parent_id != entry.root_id:
        told |= _tell(Kind.REPLY, entry.parent.author, entry, told)
    told |= _tell(Kind.COMMENT, entry.root.author, entry, told)
    followers = User.objects.filter(follow_marks__entry=entry.root).exclude(pk__in=[one for one in told if one])
    notify(Kind.FOLLOWED, followers.select_related("profile"), entry=entry, actor=entry.author)


def _tell(kind: str, person: User | None, entry: Entry, told: set[int | None]) -> set[int | None]:
    if person is None or person.pk in told:
        return set()
    notify(kind, person, entry=entry, actor=entry.author)
    return {person.pk}
