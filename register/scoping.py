"""Where something holds, as one choice of a form: `bih`, `e1`, `k4`, `m17`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .models.scopes import Scoped

COUNTRY = "bih"
Scope = dict[str, Any]
"""Columns of `Scoped`: at most one of them is set."""
NOWHERE: Scope = {"entity_id": None, "canton_id": None, "municipality_id": None}
COLUMNS = {"e": "entity_id", "k": "canton_id", "m": "municipality_id"}


def value_of(scoped: Scoped) -> str:
    """The choice that a row is."""
    held = ((letter, getattr(scoped, column)) for letter, column in COLUMNS.items())
    return next((f"{letter}{pk}" for letter, pk in held if pk is not None), COUNTRY)


def scope_of(value: str) -> Scope:
    """The columns for a choice."""
    return NOWHERE if value == COUNTRY else NOWHERE | {COLUMNS[value[0]]: int(value[1:])}
