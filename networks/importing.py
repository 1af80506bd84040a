"""The networks that named sources tell of, from a JSON file into the database: all of them or nothing.

What stands already is left alone: its coordinators may have written more since.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction

from register.models import Organisation

from .models import Network

PLAIN = ("purpose", "area", "joining", "source", "source_url")


class Refused(ValueError):  # noqa: N818 - the file is, and the caller says so
    """The file cannot be taken over; the message names the bad row and what is wrong with it."""


def load(path: Path) -> int:
    """Take the file over; returns how many networks are new. Raises Refused, and then nothing is written."""
    try:
        records: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
        with transaction.atomic(), pghistory.context(command="networks_import"):
            return sum(_store(record) for record in records)
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


def _named(slug: str) -> Organisation:
    found = Organisation.objects.filter(slug=slug).first()
    if found is None:
        raise Refused(f"there is no organisation {slug}")
    return found
