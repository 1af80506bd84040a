"""News that were collected from named sources, from a JSON file into the database: all of them or nothing.

An article is known again by its `key`. What stands already is left alone: editors may have corrected it since.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction

from content.models import EntryPlace, Theme
from moderation.actions import take_over
from register.models import Municipality
from register.models.base import PARTIAL_DATE

from .models import News

PLAIN = ("key", "title", "lead", "body", "happened", "day_note", "source", "source_url")


class Refused(ValueError):  # noqa: N818 - the file is, and the caller says so
    """The file cannot be taken over; the message names the bad row and what is wrong with it."""


def load(path: Path) -> int:
    """Take the file over; returns how many articles are new. Raises Refused, and then nothing is written."""
    try:
        records: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
        with transaction.atomic(), pghistory.context(command="news_import"):
            known = set(News.objects.exclude(key=None).values_list("key", flat=True))
            new = [record for record in records if record["key"] not in known]
            for record in new:
                _store(record)
    except (ValueError, KeyError, TypeError) as error:
        raise Refused(f"{path.name}: {error}") from error
    return len(new)


def _store(record: dict[str, Any]) -> None:
    name, happened = record["key"], record["happened"]
    if not name or not (record["source"] or record["source_url"]):
        raise Refused(f"{name}: each article has a key and a source")
    if happened and not re.fullmatch(PARTIAL_DATE, happened):
        raise Refused(f"{name}: {happened} is not a date")
    news = News(kind="news", language="bs", dated=happened, **{field: record[field] for field in PLAIN})
    try:
        news.clean_fields(exclude=["root", "parent", "author"])
    except ValidationError as error:
        raise Refused(f"{name}: {error.message_dict}") from error
    news.save()
    news.themes.set([_named(Theme, slug, name) for slug in record["themes"]])
    towns = [_named(Municipality, slug, name) for slug in dict.fromkeys(record["municipalities"])]
    EntryPlace.objects.bulk_create(EntryPlace(entry=news, municipality=one) for one in towns)
    take_over(news)


def _named(model: Any, slug: str, name: str) -> Any:
    found = model.objects.filter(slug=slug).first()
    if found is None:
        raise Refused(f"{name}: there is no {model._meta.model_name} {slug}")
    return found
