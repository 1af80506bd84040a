"""Texts that go for good, because whoever wrote them has left: the rows, their files, their earlier versions.

What others wrote below such a text keeps a place to stand: the row stays, empty and without an author (`Entry.erased`).
Revisions and decisions never change, but for `content_redact`, the one function of the database that may empty them; it
writes down in the audit that it did. Why: `docs/decisions/0014-leaving.md`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

import pgtrigger
from django.db import connection
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone, translation
from django.utils.translation import gettext

from .models import Attachment, Entry, EntryPlace, Follow, Mention, Photo, Saved, Useful

REDACTIONS = frozenset({"earlier", "all", "titles", "decisions", "claims", "claim_decisions"})


def redact(what: str, numbers: Iterable[int]) -> int:
    """Empty what is kept about these entries (or claims); returns how many rows were emptied. Twice is once.

    `earlier`: revisions but the newest; `all`: every revision; `titles`: the titles of revisions; `decisions`: the words
    of decisions on them. `claims` and `claim_decisions` are asked with numbers of claims.
    """
    if what not in REDACTIONS:
        raise ValueError(what)
    with connection.cursor() as cursor:
        cursor.execute("SELECT content_redact(%s, %s)", [what, sorted(numbers)])
        return int(cursor.fetchone()[0])


def files_of(numbers: Collection[int]) -> list[str]:
    """Where the files of these entries lie."""
    photos = [path for photo in Photo.objects.filter(entry__in=numbers) for path in photo.paths]
    return photos + list(Attachment.objects.filter(entry__in=numbers).values_list("path", flat=True))


def needed_by_others(numbers: Collection[int]) -> set[int]:
    """Those of these entries below which something stands that is not among them."""
    below = Entry.objects.filter(Q(root__in=numbers) | Q(parent__in=numbers)).exclude(pk__in=numbers)
    return {one for pair in below.values_list("root", "parent") for one in pair if one} & set(numbers)


def remove(numbers: Collection[int]) -> set[int]:
    """Take these entries away inside the caller's transaction, and return those that stay as empty places.

    The files are the caller's to remove, after the transaction has committed.
    """
    empty = needed_by_others(numbers)
    redact("all", numbers)
    redact("decisions", numbers)
    Entry.objects.filter(pk__in=set(numbers) - empty).delete()
    for entry in Entry.objects.filter(pk__in=empty).only("pk", "kind", "language"):
        _empty(entry)
    return empty


def _empty(entry: Entry) -> None:
    """The row alone, under a title that says so in the language it was written in."""
    for rows in (Photo, Attachment, EntryPlace, Mention, Useful, Saved, Follow):
        rows._default_manager.filter(entry=entry.pk).delete()
    entry.themes.clear()
    with translation.override(entry.language):
        removed = {Entry.Kind.QUESTION.value: gettext("Removed question")}
        title = "" if entry.kind in Entry.UNTITLED else removed.get(entry.kind, gettext("Removed practice"))
    now = timezone.now()
    with pgtrigger.ignore("content.Entry:entry_change_moves_version"):  # nobody has to look at nothing
        Entry.objects.filter(pk=entry.pk).update(
            author=None, title=title, lead="", body="", body_html="", source="", source_url="", once=None,
            erased=now, withdrawn=Coalesce(F("withdrawn"), Value(now)),
        )  # fmt: skip
        # An adoption carries the title of its practice, also those by others.
        adoptions = Entry.objects.filter(root=entry.pk, kind=Entry.Kind.ADOPTION)
        adoptions.update(title=title)
    redact("titles", [entry.pk, *adoptions.values_list("pk", flat=True)])
