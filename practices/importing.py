"""Practices that were collected from named sources, from a JSON file into the database: all of them or nothing.

A practice is known again by its `key`. A second run changes nothing and says so; a changed text becomes a new version
with a decision of its own, as the spine demands of whatever is published.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, cast

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Field
from django.utils import timezone
from django.utils.translation import gettext as _

from content.models import EntryPlace, Theme
from moderation.actions import take_over
from register.models import Community, Municipality
from register.models.base import PARTIAL_DATE
from register.models.fields import tidy_line
from text.fold import fold

from .models import CostPart, Practice

PLAIN = {  # field of the model ← key of the file
    "title": "title",
    "problem": "problem",
    "body": "done",
    "result": "result",
    "paid_by": "paid_by",
    "began": "date",
    "people_note": "people",
    "outcome": "outcome",
    "confidence": "confidence",
    "source": "source",
    "source_url": "source_url",
}
AS_THEY_ARE = ("problem_inferred", "municipal_money", "key")


class Refused(ValueError):  # noqa: N818 - the file is, and the caller says so
    """The file cannot be taken over; `problems` name each bad row with its key, field and reason."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass
class Row:
    """One practice of the file, in the words of the models."""

    fields: dict[str, Any]
    places: list[tuple[int, int | None, str]]  # in the order of the source
    themes: set[int]
    parts: list[tuple[str, Decimal]]


class Reader:
    """Turns rows of the file into rows of the models, and collects what does not fit."""

    def __init__(self) -> None:
        self.municipalities = dict(Municipality.objects.values_list("slug", "pk"))
        self.themes = dict(Theme.objects.values_list("slug", "pk"))
        self.communities: dict[tuple[int, str], int] = {}
        for pk, municipality, name, former in Community.objects.values_list(
            "pk", "municipality", "name", "former_names"
        ):
            for one in (*former.splitlines(), name):  # the present name last: it wins
                self.communities[municipality, fold(one)] = pk
        self.problems: list[str] = []

    def read(self, path: Path) -> list[Row]:
        """All rows of the file; Refused names everything that is wrong with them."""
        try:
            records = json.loads(path.read_text(encoding="utf-8"))
        except (UnicodeDecodeError, json.JSONDecodeError) as error:
            raise Refused([f"{path.name}: {error}"]) from None
        rows = [row for number, record in enumerate(records, 1) if (row := self._row(number, record))]
        twice = [key for key, count in Counter(row.fields["key"] for row in rows).items() if count > 1]
        self.problems += [_("%(key)s: the key stands there twice") % {"key": key} for key in twice]
        if self.problems:
            raise Refused(self.problems)
        return rows

    def _row(self, number: int, record: dict[str, Any]) -> Row | None:
        name = record.get("key") or f"#{number}"
        before = len(self.problems)
        missing = {*PLAIN.values(), *AS_THEY_ARE, "municipality", "communities", "themes", "cost_km"} - record.keys()
        if missing:
            self._problem(name, ", ".join(sorted(missing)), _("is missing"))
            return None
        fields: dict[str, Any] = {field: record[key] for field, key in PLAIN.items()}
        fields |= {field: record[field] for field in AS_THEY_ARE}
        fields["cost"] = self._amount(name, "cost_km", record["cost_km"])
        parts = [
            (str(part.get("payer", "")), amount)
            for part in record.get("cost_parts", ())
            if (amount := self._amount(name, "cost_parts", part.get("amount"))) is not None
        ]
        row = Row(fields, list(dict.fromkeys(self._places(name, record))), set(self._themes(name, record)), parts)
        self._check(name, row)
        return row if len(self.problems) == before else None

    def _check(self, name: str, row: Row) -> None:
        """What the model itself says of the values."""
        try:
            Practice(kind="practice", **row.fields).clean_fields(exclude=["root", "parent", "author"])
        except ValidationError as error:
            for field, sentences in error.message_dict.items():
                self._problem(name, field, " ".join(sentences))
        if row.fields["began"] and not re.fullmatch(PARTIAL_DATE, row.fields["began"]):
            self._problem(name, "date", _("“%(value)s” is not a date") % {"value": row.fields["began"]})
        if not (row.fields["source"] or row.fields["source_url"]):
            self._problem(name, "source", _("is missing"))

    def _amount(self, name: str, field: str, value: Any) -> Decimal | None:
        if value is None:
            return None
        try:
            return Decimal(str(value)).quantize(Decimal("0.01"))
        except InvalidOperation:
            self._problem(name, field, _("“%(value)s” is not a number") % {"value": value})
            return None

    def _places(self, name: str, record: dict[str, Any]) -> Iterator[tuple[int, int | None, str]]:
        municipality = self.municipalities.get(record["municipality"])
        if municipality is None:
            self._problem(name, "municipality", _("there is no %(name)s") % {"name": record["municipality"]})
            return
        for one in record["communities"]:
            community = self.communities.get((municipality, fold(one)))
            yield (municipality, community, "" if community else tidy_line(one))
        if not record["communities"]:
            yield (municipality, None, "")

    def _themes(self, name: str, record: dict[str, Any]) -> Iterator[int]:
        for slug in record["themes"]:
            if slug in self.themes:
                yield self.themes[slug]
            else:
                self._problem(name, "themes", _("there is no %(name)s") % {"name": slug})

    def _problem(self, name: str, field: str, reason: str) -> None:
        self.problems.append(f"{name}, {field}: {reason}")


def load(path: Path) -> Counter[str]:
    """Take the file over; returns how many practices were added, changed and left unchanged. Raises Refused."""
    with transaction.atomic(), pghistory.context(command="practices_import"):
        rows = Reader().read(path)
        # Entries before their places, as a change of status takes them: neither waits for the other for ever.
        locked = Practice.objects.select_for_update()
        known = locked.in_bulk([row.fields["key"] for row in rows], field_name="key")
        return Counter(_store(row, known.get(row.fields["key"])) for row in rows)


def _store(row: Row, practice: Practice | None) -> str:
    if practice is None:
        practice = Practice.objects.create(kind="practice", language="bs", **row.fields)
        _store_lists(row, practice)
        take_over(practice)
        return "added"
    values = {name: _tidy(practice, name, value) for name, value in row.fields.items()}
    changed = {name: value for name, value in values.items() if getattr(practice, name) != value}
    if changed:
        for name, value in changed.items():
            setattr(practice, name, value)
        practice.version += 1
        practice.edited = timezone.now()
        take_over(practice)  # the decision on the new version comes first
        practice.save()
    return "changed" if _store_lists(row, practice) or changed else "unchanged"


def _tidy(practice: Practice, name: str, value: Any) -> Any:
    """As the column will hold it."""
    return cast("Field[Any, Any]", practice._meta.get_field(name)).to_python(value)


def _store_lists(row: Row, practice: Practice) -> bool:
    """Places, themes and parts as the file has them; True if something was different."""
    places = list(practice.places.values_list("municipality", "community", "name"))
    themes = set(practice.themes.values_list("pk", flat=True))
    parts = list(practice.cost_parts.values_list("payer", "amount"))
    if places != row.places:
        practice.places.all().delete()
        practice.places.bulk_create(
            EntryPlace(entry=practice, municipality_id=where, community_id=community, name=name)
            for where, community, name in row.places
        )
    if themes != row.themes:
        practice.themes.set(row.themes)
    if parts != row.parts:
        practice.cost_parts.all().delete()
        practice.cost_parts.bulk_create(
            CostPart(practice=practice, position=position, payer=payer, amount=amount)
            for position, (payer, amount) in enumerate(row.parts, 1)
        )
    return places != row.places or themes != row.themes or parts != row.parts
