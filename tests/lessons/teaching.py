"""The form of a lesson as a desk would send it, addresses, and what the site says."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.utils.translation import gettext, override

from content.models import Entry
from lessons.models import Lesson
from tests import factories

URL = "/obuke/lekcije/"
NEW = f"{URL}nova/"
BODY = "Uvod.\n\n# Prije zbora\n\nPročitajte statut.\n\n- poziv\n- sala"


def url(lesson: Lesson, what: str = "uredi") -> str:
    return f"{URL}{lesson.pk}/{what}/"


def typed(organisation: Any = None, **fields: Any) -> dict[str, Any]:
    """A whole form; a field that is None is left out."""
    data = {
        "title": "Kako voditi zbor",
        "lead": "Znate voditi zbor.",
        "body": BODY,
        "once": str(uuid4()),
        "source_url": "",
    }
    data |= {"edited_for": organisation and organisation.pk} | fields
    return {name: value for name, value in data.items() if value is not None}


def said(words: str, language: str = "bs") -> str:
    """The sentence as the site says it."""
    with override(language):
        return gettext(words)


def renew(lesson: Lesson) -> None:
    """A later version on the site, as if somebody had changed it."""
    lesson.version += 1
    factories.decide(lesson, "published")
    Entry.objects.filter(pk=lesson.pk).update(version=lesson.version)
