"""The form of a news article as a desk would send it, addresses, and what the site says."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone
from django.utils.translation import gettext, override

from news.models import News

URL = "/vijesti/"
NEW = f"{URL}nova/"
WAITING = f"{URL}cekaju/"
TEXTS = {"title": "Izabrani savjeti", "lead": "Glasalo se u domovima.", "body": "Glasanje je trajalo do 18 sati."}
EMPTY = {"happened": "", "day_note": "", "source": "", "source_url": ""}


def url(news: News, what: str = "uredi") -> str:
    return f"{URL}{news.pk}/{what}/"


def typed(organisation: Any = None, **fields: Any) -> dict[str, Any]:
    """A whole form; a field that is None is left out."""
    data = {**TEXTS, **EMPTY, "once": str(uuid4()), "published_for": organisation and organisation.pk} | fields
    return {name: value for name, value in data.items() if value is not None}


def values(organisation: Any, **fields: Any) -> dict[str, Any]:
    """What a form makes of it."""
    return {**TEXTS, **EMPTY, "published_for": organisation} | fields


def moment(days: int) -> dict[str, str]:
    """The fields for an hour some days from now."""
    return {"on_day": (timezone.localdate() + timedelta(days=days)).isoformat(), "at_hour": "09:30"}


def said(words: str, language: str = "bs") -> str:
    """The sentence as the site says it."""
    with override(language):
        return gettext(words)
