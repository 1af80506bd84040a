"""Versions of a document: another one is added, the newest is corrected; which parts a text has."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from content.held import hold

from .actions import tell_followers
from .models import Version
from .policy import can_change

if TYPE_CHECKING:
    from uuid import UUID

    from accounts.models import User

    from .models import Document

ARTICLE = re.compile(
    r"^\s*(?:Član|Clan|Članak|Clanak|Члан|Чланак|Article)\s+(\d{1,4})\.?\s*[a-zа-я]?\.?\s*$", re.IGNORECASE
)
"""A line that is nothing but "Član 12."."""


class Superseded(Exception):  # noqa: N818 - not a fault: somebody else was faster
    """Another version followed, so this one stays as it is."""


@dataclass(frozen=True)
class Part:
    """What stands below one heading of a text: `anchor` is where a link finds it, nothing for what stands before."""

    anchor: str
    heading: str
    body: str


def parts_of(text: str) -> list[Part]:
    """An act by its articles; another text is one part."""
    parts: list[Part] = []
    anchor, heading = "", ""
    lines: list[str] = []
    seen: set[str] = set()
    for line in text.splitlines():
        if match := ARTICLE.match(line):
            if heading or "".join(lines).strip():
                parts.append(Part(anchor, heading, "\n".join(lines).strip()))
            name = f"clan-{match[1]}"
            anchor, heading, lines = ("" if name in seen else name), line.strip(), []
            seen.add(name)
        else:
            lines.append(line)
    if heading or "".join(lines).strip():
        parts.append(Part(anchor, heading, "\n".join(lines).strip()))
    return parts


@transaction.atomic
def add(document: Document, by: User, once: UUID, values: dict[str, Any]) -> Version:
    """The next version; of the same form sent twice the first. Followers are told. Raises Gone, PermissionDenied."""
    _held(document, by)
    if found := Version.objects.filter(document=document, once=once).first():
        return found
    last = Version.objects.filter(document=document).aggregate(last=Max("number"))["last"] or 0
    made = Version.objects.create(document=document, number=last + 1, by=by, once=once, **values)
    if last:
        tell_followers(document, by, "document_version")
    return made


@transaction.atomic
def correct(version: Version, by: User, values: dict[str, Any]) -> None:
    """Other words in the newest one. Raises Gone, PermissionDenied, Superseded."""
    _held(version.document, by)
    if Version.objects.filter(document=version.document_id, number__gt=version.number).exists():
        raise Superseded
    Version.objects.filter(pk=version.pk).update(**values)


def _held(document: Document, by: User) -> None:
    hold(document.pk)
    document.refresh_from_db()
    if not can_change(by, document):
        raise PermissionDenied
