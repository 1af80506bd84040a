"""Who hears of it when something stands on the site for the first time."""

from __future__ import annotations

from typing import Any, cast

from accounts.models import Mandate, User
from content.mentioning import rewrite
from content.models import Entry
from notifications.actions import notify
from notifications.models import Kind, Notification


def announce(entry: Entry) -> None:
    """Of a comment: whoever is answered, whoever wrote what it stands below, whoever follows that. Each is told once.

    Of an answer: whoever asked, whoever follows the question. Of a text in a talk: whomever it names.
    """
    if entry.kind == Entry.Kind.ADOPTION and entry.root is not None:
        _announce_adoption(entry, entry.root)
        return
    told = {entry.author_id}
    if entry.parent is not None and entry.parent_id != entry.root_id:
        kind = Kind.REPLY if entry.parent.kind == Entry.Kind.COMMENT else Kind.COMMENT
        told |= _tell(kind, entry.parent.author, entry, told)
    if entry.root is not None:
        kind = Kind.ANSWER if entry.kind == Entry.Kind.ANSWER else Kind.COMMENT
        told |= _tell(kind, entry.root.author, entry, told)
    told |= announce_names(entry)
    if entry.root is not None:
        followers = User.objects.filter(follow_marks__entry=entry.root).exclude(pk__in=[one for one in told if one])
        notify(Kind.FOLLOWED, followers.select_related("profile"), entry=entry, actor=entry.author)


def announce_names(entry: Entry) -> set[int]:
    """Tell those whom a text on the site names and did not name before, but for whoever was told of it for a nearer reason.

    Asked when it comes on the site and after each correction of the locked entry; returns all whom it names.
    """
    named, new = rewrite(entry)
    if new:
        told = Notification.objects.filter(entry=entry.pk, user__in=new).exclude(kind=Kind.FOLLOWED)
        known = set(told.values_list("user", flat=True))
        notify(Kind.MENTIONED, [one for one in new if one.pk not in known], entry=entry, actor=entry.author)
    return named


def _announce_adoption(entry: Entry, practice: Entry) -> None:
    """Whoever wrote the practice, whoever follows it; and the council that is to confirm it."""
    adoption: Any = cast("Any", entry).adoption  # of the room above, reached through its row
    facts = {"label": f"MZ {adoption.community.label}"}
    told = {entry.author_id}
    if practice.author is not None:
        notify(Kind.ADOPTED, practice.author, entry=entry, actor=entry.author, facts=facts)
        told.add(practice.author_id)
    followers = User.objects.filter(follow_marks__entry=practice).exclude(pk__in=[one for one in told if one])
    notify(Kind.FOLLOWED, followers.select_related("profile"), entry=entry, actor=entry.author)
    if adoption.confirmed_on is None:
        held = Mandate.objects.active().filter(community=adoption.community)
        council = User.objects.filter(pk__in=held.values("user"), is_active=True).select_related("profile")
        notify(Kind.ADOPTION_CONFIRM, council, entry=entry, actor=entry.author, facts=facts)


def _tell(kind: str, person: User | None, entry: Entry, told: set[int | None]) -> set[int | None]:
    if person is None or person.pk in told:
        return set()
    notify(kind, person, entry=entry, actor=entry.author)
    return {person.pk}
