"""The rows of the database as plain records: named by what a file can name them by, never by a number of ours."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db import models

from register.models import (
    Canton,
    Community,
    Contact,
    Entity,
    Figure,
    FormerSlug,
    Indicator,
    LegalAct,
    LegalStatus,
    Municipality,
    MunicipalityType,
    Organisation,
)

Key = tuple[Any, ...]
Values = dict[str, Any]
WORDS = ("name_bs", "name_hr", "name_sr", "name_en")


@dataclass(frozen=True)
class Kind:
    """How the rows of a model stand in files."""

    model: type[models.Model]
    key: Sequence[str]
    """The fields that name a row; a foreign key among them stands for the key of the row that it points to."""
    fields: Sequence[str]
    unique: Sequence[Sequence[str]] = ()
    """Further combinations of fields that no two rows share."""
    seen: Sequence[str] = ()
    """Fields that are the same where people read the same, as `names_differ` has it."""

    @property
    def all_fields(self) -> tuple[str, ...]:
        return (*self.key, *self.fields)


KINDS: Sequence[Kind] = (
    Kind(Entity, ["code"], ["slug", *WORDS, "has_cantons", "position"], [["slug"]]),
    Kind(Canton, ["code"], ["entity", "number", *WORDS, "seat"], [["number"]]),
    Kind(MunicipalityType, ["code"], WORDS),
    Kind(LegalStatus, ["code"], ["entity", *WORDS, "basis", "basis_url"]),
    Kind(
        Indicator,
        ["code"],
        [*WORDS, "group", "unit", "decimals", "for_municipalities", "for_communities", "expected", "position"],
    ),
    Kind(Organisation, ["slug"], ["name", "abbreviation", "kind", "entity", "url"], [["name"]]),
    Kind(
        Municipality,
        ["slug"],
        [
            *("name", "qualifier", "type", "type_confirmed", "entity", "canton", "seat", "latitude", "longitude"),
            *("point_source", "postal_code", "postal_source", "is_umbrella", "umbrella", "list_complete"),
            *("without_communities", "notes"),
        ],
        [["name", "qualifier"]],
        ["name", "qualifier"],
    ),
    Kind(
        LegalAct,
        ["slug"],
        [
            *("title", "kind", "entity", "canton", "municipality", "gazette", "year", "state", "note", "meaning"),
            *("source", "source_url"),
        ],
    ),
    Kind(
        Community,
        ["municipality", "slug"],
        [
            *("name", "qualifier", "kind", "legal_status", "former_names", "settlements", "evidence", "confirmed_on"),
            *("source_url", "source_date", "notes", "closed_on", "closing_source", "merged_into"),
        ],
        [["municipality", "name", "qualifier"]],
        ["name", "qualifier"],
    ),
    Kind(
        Figure,
        ["municipality", "community", "indicator", "year"],
        ["value", "source", "source_url", "confirmed_on", "note"],
    ),
    Kind(Contact, ["community", "kind", "value"], ["visibility", "source_url"]),
    Kind(FormerSlug, ["municipality", "community", "slug"], ["until"]),
)
"""In the order in which they are written: what others point to comes first."""

KIND = {kind.model: kind for kind in KINDS}


def paths(model: type[models.Model], name: str) -> list[str]:
    """The columns whose values name what the field holds: `municipality` is `municipality__slug`."""
    target = model._meta.get_field(name).related_model
    if target is None:
        return [name]
    assert not isinstance(target, str)  # noqa: S101 - models are loaded by now
    return [f"{name}__{path}" for part in KIND[target].key for path in paths(target, part)]


def reference(values: Sequence[Any]) -> Any:
    """The key of the row that a foreign key points to, or None where it points to none."""
    return None if values[0] is None else tuple(values)


@dataclass
class State:
    """Every row of the register, by model and key, with the numbers that the database gave them."""

    rows: dict[type[models.Model], dict[Key, Values]] = field(
        default_factory=lambda: {kind.model: {} for kind in KINDS}
    )
    pks: dict[type[models.Model], dict[Key, int]] = field(default_factory=lambda: {kind.model: {} for kind in KINDS})

    @cached_property
    def former_addresses(self) -> Counter[Key]:
        """Addresses that places once had, and how many rows name each."""
        return Counter(former_address(row) for row in self.rows[FormerSlug].values())

    def sorted(self, model: type[models.Model]) -> Iterator[tuple[Key, Values]]:
        """The rows of a model, always in the same order."""
        return iter(sorted(self.rows[model].items(), key=lambda row: sortable(row[0])))

    def with_changes(self, changes: Mapping[type[models.Model], Mapping[Key, Values]]) -> "State":
        """What the register would be after these changes."""
        after = State(pks=self.pks)
        for model, rows in self.rows.items():
            after.rows[model] = rows | {
                key: rows.get(key, {}) | values for key, values in changes.get(model, {}).items()
            }
        return after


def sortable(value: Any) -> Any:
    """A stand-in for keys that may hold None: None comes first."""
    if isinstance(value, tuple):
        return tuple(sortable(part) for part in value)
    return (value is not None, value if value is not None else 0)


def former_address(row: Values) -> Key:
    """What the key of a place would be that lived at a former address now."""
    return (*row["municipality"], row["slug"]) if row["community"] else (row["slug"],)


def key_of(kind: Kind, values: Mapping[str, Any]) -> Key:
    """The key of a record; keys of other rows in it are laid flat, as `reference` lays them."""
    parts = (values[name] for name in kind.key)
    return tuple(piece for part in parts for piece in (part if isinstance(part, tuple) else (part,)))


def current_state() -> State:
    """The register as it stands in the database: one query for each model."""
    state = State()
    for kind in KINDS:
        columns = {name: paths(kind.model, name) for name in kind.all_fields}
        relations = {name for name in kind.all_fields if kind.model._meta.get_field(name).is_relation}
        wanted = ["pk", *(path for found in columns.values() for path in found)]
        for pk, *row in kind.model._default_manager.order_by().values_list(*wanted):
            values: Values = {}
            cells = iter(row)
            for name, found in columns.items():
                part = [next(cells) for _path in found]
                values[name] = reference(part) if name in relations else part[0]
            key = key_of(kind, values)
            state.rows[kind.model][key] = values
            state.pks[kind.model][key] = pk
    return state
