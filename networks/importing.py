"""The networks and meetings that named sources tell of, from JSON files into the database: all of a file or nothing.

What stands already is left alone: its coordinators may have written more since.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction

from content.models import EntryPlace
from moderation.actions import take_over
from register.models import Municipality, Organisation

from .models import Joint, Meeting, Network

MEETING = ("key", "title", "lead", "body", "day_note", "held_in", "source", "source_url")
PLAIN = ("purpose", "area", "joining", "source", "source_url")


class Refused(ValueError):  # noqa: N818 - the file is, and the caller says so
    """The file cannot be taken over; the message names the bad row and what is wrong with it."""


def load(path: Path) -> int:
    """Take a file of networks over; returns how many are new. Raises Refused, and then nothing is written."""
    return _load(path, _store)


def load_meetings(path: Path) -> int:
    """The same, of a file of meetings, each of which is known again by its key."""
    return _load(path, _store_meeting)


def _load(path: Path, store: Callable[[dict[str, Any]], bool]) -> int:
    try:
        records: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
        with transaction.atomic(), pghistory.context(command="networks_import"):
            return sum(store(record) for record in records)
    except (ValueError, KeyError, TypeError) as error:
        raise Refused(f"{path.name}: {error}") from error


def _store(record: dict[str, Any]) -> bool:
    organisation = _named(record["organisation"])
    if Network.objects.filter(pk=organisation.pk).exists():
        return False
    association = _named(record["association"]) if record["association"] else None
    network = Network(organisation=organisation, association=association, **{name: record[name] for name in PLAIN})
    try:
        network.full_clean()
    except ValidationError as error:
        raise Refused(f"{record['organisation']}: {error.message_dict}") from error
    network.save(force_insert=True)
    return True


def _store_meeting(record: dict[str, Any]) -> bool:
    if Meeting.objects.filter(key=record["key"]).exists():
        return False
    network, *others = (_network(slug) for slug in (record["network"], *record["others"]))
    day = date.fromisoformat(record["day"]) if record["day"] else None
    plain = {name: record[name] for name in MEETING}
    meeting = Meeting(kind="meeting", language="bs", network=network, day=day, **plain)
    try:
        meeting.clean_fields(exclude=["root", "parent", "author"])
    except ValidationError as error:
        raise Refused(f"{record['key']}: {error.message_dict}") from error
    meeting.save()
    Joint.objects.bulk_create(Joint(meeting=meeting, network=one) for one in others)
    towns = {one.slug: one for one in Municipality.objects.filter(slug__in=record["municipalities"])}
    if missing := set(record["municipalities"]) - towns.keys():
        raise Refused(f"{record['key']}: there is no municipality {', '.join(sorted(missing))}")
    EntryPlace.objects.bulk_create(EntryPlace(entry=meeting, municipality=one) for one in towns.values())
    take_over(meeting)
    return True


def _network(slug: str) -> Network:
    found = Network.objects.filter(organisation__slug=slug).first()
    if found is None:
        raise Refused(f"there is no network {slug}")
    return found


def _named(slug: str) -> Organisation:
    found = Organisation.objects.filter(slug=slug).first()
    if found is None:
        raise Refused(f"there is no organisation {slug}")
    return found
