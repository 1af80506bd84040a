"""The acts of the register as documents of the library, with what named sources say of how they touch each other.

A document is made once for each act that has none; what stands already is left alone, since editors may have changed it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pghistory
from django.db import transaction

from content.models import EntryPlace, Theme
from moderation.actions import take_over
from register.models import LegalAct, Municipality

from .models import Adopted, Document, Touch

LONGEST = 120  # letters of a title


class Refused(ValueError):  # noqa: N818 - the file is, and the caller says so
    """The file cannot be taken over; the message names what is wrong with it."""


def load(path: Path) -> int:
    """Returns how many documents are new; `path` has the themes and links of acts by their slugs.

    An act without a source, or without a word on its meaning, is left out. Raises Refused, and then nothing is written.
    """
    try:
        told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        with transaction.atomic(), pghistory.context(command="documents_import"):
            acts = LegalAct.objects.filter(document=None).exclude(meaning="").exclude(source="", source_url="")
            made = {act.slug: _store(act, told["themes"].get(act.slug, ())) for act in acts.order_by("pk")}
            _link(told, made)
    except (ValueError, KeyError, TypeError) as error:
        raise Refused(f"{path.name}: {error}") from error
    return len(made)


def _store(act: LegalAct, themes: list[str]) -> Document:
    title = act.title if len(act.title) <= LONGEST else act.title[: LONGEST - 1].rsplit(" ", 1)[0] + "…"
    told = {"title": title, "body": act.meaning, "source": act.source, "source_url": act.source_url}
    document: Document = Document.objects.create(kind="document", language="bs", act=act, **told)
    known = list(Theme.objects.filter(slug__in=themes))
    if len(known) != len(themes):
        raise Refused(f"{act.slug}: there is no theme of one of these names: {', '.join(themes)}")
    document.themes.set(known)
    if act.municipality_id:
        EntryPlace.objects.create(entry=document, municipality_id=act.municipality_id)
    take_over(document)
    return document


def _link(told: dict[str, Any], made: dict[str, Document]) -> None:
    """What the file says of documents that are new; of others editors say it."""
    for one in told["touches"]:
        if one["earlier"] in made and one["later"] in made:
            links = {"later": made[one["later"]], "earlier": made[one["earlier"]]}
            Touch.objects.create(**links, how=one["how"], note=one["note"])
    for one in told["adopted"]:
        if one["model"] in made:
            town = Municipality.objects.get(slug=one["municipality"])
            decision = made.get(one["decision"])
            Adopted.objects.create(model=made[one["model"]], municipality=town, decision=decision, note=one["note"])
