"""Trainings that were collected from named sources, from a JSON file into the database: all of them or nothing.

A training is known again by its `key`. What stands already is left alone: editors may have written more since.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction

from content.models import EntryPlace, Theme
from moderation.actions import take_over
from register.models import Municipality, Organisation

from .models import Session, Training

PLAIN = ("key", "title", "held_in", "day_note", "for_whom", "held_by", "source", "source_url")
LISTS = {"organisers": Organisation, "municipalities": Municipality, "themes": Theme}


class Refused(ValueError):  # noqa: N818 - the file is, and the caller says so
    """The file cannot be taken over; the message names the bad row and what is wrong with it."""


def load(path: Path) -> int:
    """Take the file over; returns how many trainings are new. Raises Refused, and then nothing is written."""
    try:
        records: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
        with transaction.atomic(), pghistory.context(command="trainings_import"):
            known = set(Training.objects.exclude(key=None).values_list("key", flat=True))
            if not all(isinstance(record["key"], str) for record in records):
                raise Refused("each row has a key")
            new = [record for record in records if record["key"] not in known]
            for record in new:
                _store(record)
    except (ValueError, KeyError, TypeError) as error:
        raise Refused(f"{path.name}: {error}") from error
    return len(new)


def _store(record: dict[str, Any]) -> None:
    try:
        training = Training(kind="training", language="bs", **{name: record[name] for name in PLAIN})
        training.body = "\n".join(f"- {topic}" for topic in record["topics"])
        training.clean_fields(exclude=["root", "parent", "author"])
        training.save()
        for name, model in LISTS.items():
            getattr(training, name).set([_named(model, slug) for slug in record[name]])
        EntryPlace.objects.create(entry=training, municipality=_named(Municipality, record["place"]))
        Session.objects.bulk_create(
            Session(training=training, position=position, day=date.fromisoformat(day), venue=record["held_in"])
            for position, day in enumerate(record["days"], 1)
        )
        take_over(training)
    except ValidationError as error:
        raise Refused(f"{record['key']}: {error.message_dict}") from error


def _named(model: Any, slug: str) -> Any:
    found = model.objects.filter(slug=slug).first()
    if found is None:
        raise Refused(f"there is no {model._meta.verbose_name} {slug}")
    return found
