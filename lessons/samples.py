"""Lessons of the sample accounts, marked as samples, from `data/lessons.json`: a series of three, and one of a training.

They exist on a sample site alone.
"""

from __future__ import annotations

import json
from io import BytesIO
from operator import attrgetter
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from django.db import transaction

from accounts.models import User
from accounts.policy import holders_of
from content.files.documents import TYPES
from content.files.drawn import sample_photo
from content.models import Entry, Theme
from moderation.actions import publish, submit
from moderation.attaching import attach
from moderation.picturing import add_photo
from trainings.models import Training

from . import actions
from .models import Lesson

DATA = Path(__file__).parent / "data" / "lessons.json"

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"


def make() -> int:
    """Make what is missing and leave the rest alone; returns how many are new."""
    people = {one.email.partition("@")[0]: one for one in User.objects.filter(is_sample=True)}
    if not {"urednik", "moderator"} <= people.keys() or not holders_of(people["urednik"]):
        return 0
    missing = [told for told in told_lessons() if not Lesson.objects.filter(once=_once(told["key"])).exists()]
    for told in missing:
        with transaction.atomic():
            _make(told, people["urednik"], people["moderator"])
    return len(missing)


def told_lessons() -> list[dict[str, Any]]:
    """What the data file holds."""
    rows: list[dict[str, Any]] = json.loads(DATA.read_text(encoding="utf-8"))
    return rows


def _make(told: dict[str, Any], editor: User, moderator: User) -> None:
    values = {name: told[name] for name in ("title", "lead", "series", "position")}
    values |= {"body": "\n".join(told["body"]), "is_sample": True, "source": "", "source_url": ""}
    values["edited_for"] = min(holders_of(editor), key=attrgetter("slug"))
    values["for_training"] = Training.objects.filter(is_sample=True, title=told["training"]).first()
    themes = Theme.objects.filter(slug__in=told["themes"])
    lesson = actions.begin(editor, _once(told["key"]), "bs", values, themes)
    if picture := told["picture"]:
        photo = BytesIO(sample_photo(picture["seed"], picture["motif"]))
        add_photo(lesson, editor, photo, picture["alt"], "none")
    if document := told["document"]:
        attach(lesson, editor, BytesIO(form_to_print(document["lines"])), document["name"], document["title"])
    if told["quiz"]:
        actions.set_questions(lesson, editor, 60, told["quiz"], 0)
    submit(lesson, editor)
    lesson.refresh_from_db()
    if lesson.status == Entry.Status.PENDING:
        publish(lesson, moderator)


def _once(name: str) -> UUID:
    """The key of a form that nobody filled in: the same at every start."""
    return uuid5(NAMESPACE_URL, f"primjer lekcija {name}")


def form_to_print(lines: list[str]) -> bytes:
    """A DOCX with these lines as paragraphs, those in capitals bold: as little as an office opens."""
    paragraphs = "".join(
        f"<w:p><w:r>{'<w:rPr><w:b/></w:rPr>' if line.isupper() else ''}"
        f'<w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>'
        for line in lines
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{TYPES["docx"]}.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1"'
        f' Type="{OFFICE}" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{paragraphs}</w:body></w:document>',
    }
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{content}')
    return file.getvalue()
