"""The register as files: each fact once, in an order that depends on nothing but the facts.

Importing the files into an empty register gives the same register, and exporting that gives the same files, byte
for byte. `importing.mapping` says how a record that fits into a column of its place is kept there.
"""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import models, transaction

from register.importing.mapping import MEANINGS, SideColumn, derived
from register.importing.reading import guarded
from register.importing.records import Key, State, Values, current_state, sortable
from register.importing.tables import TABLES, Table
from register.models import Contact, Figure, FormerSlug

Cells = dict[str, Any]


def export_files() -> dict[str, bytes]:
    """Every file of the register, by name; all as the register is at one moment."""
    with transaction.atomic():
        state = current_state()
    tables = Tables(state)
    return {table.file: as_csv(table, list(tables.rows(table))) for table in TABLES}


def export_to(folder: Path) -> list[Path]:
    """Writes the files into a folder, which is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, content in export_files().items():
        (folder / name).write_bytes(content)
        paths.append(folder / name)
    return paths


def as_csv(table: Table, rows: list[Cells]) -> bytes:
    """UTF-8, commas, one line feed; no cell that a spreadsheet would take for a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.name for column in table.columns])
    for row in rows:
        writer.writerow([guarded(column.cell.write(row[column.name])) for column in table.columns])
    return out.getvalue().encode()


class Tables:
    """The rows of each file for one state. Figures and contacts that a place's own row holds are taken out as it goes."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.left: dict[type[models.Model], dict[Key, Values]] = {
            model: dict(state.sorted(model)) for model in (Figure, Contact)
        }
        self.of_place: dict[tuple[type[models.Model], Key], list[Key]] = {}
        for model, rows in self.left.items():
            for key, values in rows.items():
                place = values.get("community") or values["municipality"]
                self.of_place.setdefault((model, place), []).append(key)

    def rows(self, table: Table) -> Iterator[Cells]:
        if table.name in MEANINGS:
            return self.main_rows(table)
        return {"figures": self.figures, "contacts": self.contacts, "former_slugs": self.former_slugs}[table.name]()

    def main_rows(self, table: Table) -> Iterator[Cells]:
        """One row for each record that the file is about, with what fits into its other columns."""
        meaning = MEANINGS[table.name]
        for key, values in self.state.sorted(meaning.main.model):
            cells: Cells = {column.name: column.cell.empty for column in table.columns}
            cells |= meaning.main.cells(values)
            for side in meaning.sides:
                cells = self.take(side, key, cells)
            if meaning.main.partial and not values["list_complete"] and cells["mz_total_stated"] is None:
                continue  # says nothing
            yield cells | derived(table.name, cells, self.state)

    def take(self, side: SideColumn, place: Key, cells: Cells) -> Cells:
        """The row with a record in this column: the newest, or first, of those that the row can tell in full."""
        for key in sorted(self.of_place.get((side.model, place), []), key=newest_first):
            values = self.left[side.model].get(key)
            if values and (filled := side.filled(cells, values)):
                del self.left[side.model][key]
                return filled
        return cells

    def figures(self) -> Iterator[Cells]:
        names = ("value", "year", "source", "source_url", "confirmed_on", "note")
        for values in self.left[Figure].values():
            place = values["community"] or (*values["municipality"], "")
            yield {
                "municipality_slug": place[0],
                "community_slug": place[1],
                "indicator": values["indicator"][0],
                **{name: values[name] for name in names},
            }

    def contacts(self) -> Iterator[Cells]:
        for values in self.left[Contact].values():
            place, community = values["community"]
            rest = {name: values[name] for name in ("kind", "value", "visibility", "source_url")}
            yield {"municipality_slug": place, "community_slug": community, **rest}

    def former_slugs(self) -> Iterator[Cells]:
        for _key, values in self.state.sorted(FormerSlug):
            (was_in,) = values["municipality"]
            place, community = values["community"] or (was_in, "")
            yield {
                "municipality_slug": place,
                "community_slug": community,
                "former_municipality_slug": was_in if community else "",
                "slug": values["slug"],
                "until": values["until"],
            }


def newest_first(key: Key) -> Any:
    """Figures by year, the latest first and those of no year last; contacts by what they say."""
    last = key[-1]
    return (sortable(key), 0) if isinstance(last, str) else (sortable(key[:-1]), -(last or 0))
