"""What a row of a file says about the database, and back.

A number that is on a row of places (population, area, members of the council, phone …) is a record of its own.
It stands in its column where the row says all that there is to say about it: `SideColumn.record` reads it from there,
and the export puts a record there only if `record` would read exactly that record; all others go to files of their own.
So each fact is written once, and reading gives back what was written.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.db import models
from django.utils.translation import gettext as _

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
from text.script import to_cyrillic

from .problems import BadCell
from .records import KIND, State, Values

OUTLINE_SOURCE = "geoBoundaries BIH ADM3 (2013), izmjereno na granici"
Cells = Mapping[str, Any]


@dataclass(frozen=True)
class Draft:
    """What a row says about one record: these fields and no others."""

    model: type[models.Model]
    values: Values
    columns: Mapping[str, str]
    """The column that each field came from."""
    partial: bool = False
    """Adds to a record that another row describes."""


@dataclass(frozen=True)
class Main:
    """The record that a row is about: which column is which field."""

    model: type[models.Model]
    fields: Mapping[str, str]
    partial: bool = False

    def draft(self, cells: Cells) -> Draft:
        stated = {field: column for column, field in self.fields.items() if column in cells}
        values = {field: self.value(field, cells[column]) for field, column in stated.items()}
        return Draft(self.model, values, stated, self.partial)

    def value(self, name: str, value: Any) -> Any:
        if not self.model._meta.get_field(name).is_relation or isinstance(value, tuple):
            return value
        return tuple(value.split("/")) if value else None

    def cells(self, values: Values) -> dict[str, Any]:
        return {column: self.cell(field, values[field]) for column, field in self.fields.items()}

    def cell(self, name: str, value: Any) -> Any:
        if not self.model._meta.get_field(name).is_relation:
            return value
        return "/".join(value) if value else ""


@dataclass(frozen=True)
class SideColumn:
    """A column whose cell is a record of its own, next to the place that the row is about."""

    model: type[models.Model]
    column: str
    fills: Mapping[str, str]
    """Columns that hold fields of this record, the main one first."""
    says: Callable[[Cells], Values]
    """Its other fields, as the rest of the row says them."""

    def record(self, cells: Cells) -> Draft | None:
        """The record in this column, if there is one."""
        if cells.get(self.column) in (None, ""):
            return None
        values = {name: cells.get(column, self.empty(name)) for column, name in self.fills.items()}
        columns = dict.fromkeys(KIND[self.model].all_fields, self.column)
        columns |= {name: column for column, name in self.fills.items()}
        return Draft(self.model, values | self.says(cells), columns)

    def filled(self, cells: Cells, values: Values) -> dict[str, Any] | None:
        """The row with this record in its columns, if reading it gives this record."""
        row = {**cells, **{column: values[name] for column, name in self.fills.items()}}
        draft = self.record(row)
        return row if draft is not None and draft.values == values else None

    def empty(self, name: str) -> Any:
        return None if self.model._meta.get_field(name).null else ""


def site(cells: Cells) -> str:
    """The name of the source that a link leads to: tesanj.ba."""
    return (urlsplit(cells["source_url"]).hostname or "").removeprefix("www.")


def year(cells: Cells) -> int | None:
    return int(cells["source_date"][:4]) if cells["source_date"] else None


def figure(column: str, indicator: str, fills: Mapping[str, str], says: Callable[[Cells], Values]) -> SideColumn:
    """A column with a figure about the municipality or community of the row."""
    rest = {
        "municipality": None,
        "community": None,
        "indicator": (indicator,),
        "confirmed_on": None,
        "note": "",
        "source_url": "",
    }
    return SideColumn(Figure, column, {column: "value", **fills}, lambda cells: rest_of(rest, fills, says(cells)))


def rest_of(rest: Values, fills: Mapping[str, str], said: Values) -> Values:
    return {name: value for name, value in (rest | said).items() if name not in fills.values()}


def of_municipality(cells: Cells) -> Values:
    return {"municipality": (cells.get("slug") or cells["municipality_slug"],)}


def of_community(cells: Cells) -> Values:
    return {
        "community": (cells["municipality_slug"], cells["slug"]),
        "year": year(cells),
        "source": site(cells),
        "source_url": cells["source_url"],
    }


def contact(column: str, kind: str) -> SideColumn:
    """A column with a public contact of the community of the row."""
    return SideColumn(
        Contact,
        column,
        {column: "value"},
        lambda cells: {
            "community": (cells["municipality_slug"], cells["slug"]),
            "kind": kind,
            "visibility": Contact.Visibility.PUBLIC.value,
            "source_url": cells["source_url"],
        },
    )


def same(*names: str, **others: str) -> dict[str, str]:
    return {name: name for name in names} | others


@dataclass(frozen=True)
class Meaning:
    """What the rows of a file are."""

    main: Main
    sides: Sequence[SideColumn] = field(default_factory=tuple)

    def drafts(self, cells: Cells) -> Iterator[Draft]:
        """What a row says. A figure that lacks its source is refused, and so is a source that lacks its figure."""
        yield self.main.draft(cells)
        for side in self.sides:
            draft = side.record(cells)
            if draft is not None:
                if not draft.values.get("source", "-"):
                    raise BadCell(_("say where this number comes from"), side.column)
                yield draft
            elif any(cells.get(column) not in (None, "") for column in side.fills):
                raise BadCell(_("it is empty, but what belongs to it is not"), side.column)


WORDS = ("name_bs", "name_hr", "name_sr", "name_en")
MEANINGS: Mapping[str, Meaning] = {
    "entities": Meaning(Main(Entity, same("code", "slug", *WORDS, "has_cantons", "position"))),
    "cantons": Meaning(Main(Canton, same("code", "number", *WORDS, "seat", entity_code="entity"))),
    "municipality_types": Meaning(Main(MunicipalityType, same("code", *WORDS))),
    "legal_statuses": Meaning(Main(LegalStatus, same("code", *WORDS, "basis", "basis_url", entity_code="entity"))),
    "indicators": Meaning(Main(Indicator, same(*KIND[Indicator].all_fields))),
    "organisations": Meaning(
        Main(Organisation, same("slug", "name", "abbreviation", "kind", "url", entity_code="entity"))
    ),
    "municipalities": Meaning(
        Main(
            Municipality,
            same(
                *("slug", "type", "postal_code", "postal_source", "notes", "qualifier", "without_communities"),
                name_lat="name",
                type_verified="type_confirmed",
                umbrella="is_umbrella",
                entity_code="entity",
                canton_code="canton",
                umbrella_slug="umbrella",
                seat_lat="seat",
                lat="latitude",
                lon="longitude",
                coord_source="point_source",
            ),
        ),
        (
            figure(
                "population_2013",
                "population",
                {"population_source": "source"},
                lambda cells: of_municipality(cells) | {"year": 2013},
            ),
            figure(
                "area_km2_official",
                "area",
                {"area_source": "source"},
                lambda cells: of_municipality(cells) | {"year": None},
            ),
            figure(
                "area_km2_geom",
                "area_outline",
                {},
                lambda cells: of_municipality(cells) | {"year": 2013, "source": OUTLINE_SOURCE},
            ),
        ),
    ),
    "legal_acts": Meaning(
        Main(
            LegalAct,
            same(
                *("slug", "title", "kind", "gazette", "year", "state", "note", "meaning", "source", "source_url"),
                entity_code="entity",
                canton_code="canton",
                municipality_slug="municipality",
            ),
        ),
    ),
    "local_communities": Meaning(
        Main(
            Community,
            same(
                *("slug", "settlements", "source_url", "source_date", "evidence", "notes", "qualifier", "kind"),
                *("legal_status", "former_names", "confirmed_on", "closed_on", "closing_source", "merged_into"),
                municipality_slug="municipality",
                name_lat="name",
            ),
        ),
        (
            figure("area_km2", "area", {}, of_community),
            figure("population", "population", {}, of_community),
            figure("council_members", "council_members", {}, of_community),
            contact("phone", Contact.Kind.PHONE.value),
            contact("address", Contact.Kind.ADDRESS.value),
        ),
    ),
    "municipality_mz_totals": Meaning(
        Main(
            Municipality,
            {"municipality_slug": "slug", "list_complete_in_local_communities": "list_complete"},
            partial=True,
        ),
        (
            figure(
                "mz_total_stated",
                "mz_total",
                {"source_url": "source_url", "notes": "note", "year": "year"},
                lambda cells: of_municipality(cells) | {"source": site(cells)},
            ),
        ),
    ),
}


def figure_row(cells: Cells) -> Draft:
    """A row of figures.csv."""
    place = (cells["municipality_slug"],)
    values = {
        "municipality": None if cells["community_slug"] else place,
        "community": (*place, cells["community_slug"]) if cells["community_slug"] else None,
        "indicator": (cells["indicator"],),
        **{name: cells[name] for name in ("value", "year", "source", "source_url", "confirmed_on", "note")},
    }
    subject = "community_slug" if cells["community_slug"] else "municipality_slug"
    return Draft(Figure, values, same(*values) | {"municipality": subject, "community": subject})


def contact_row(cells: Cells) -> Draft:
    """A row of contacts.csv."""
    values = {
        "community": (cells["municipality_slug"], cells["community_slug"]),
        **{name: cells[name] for name in ("kind", "value", "visibility", "source_url")},
    }
    return Draft(Contact, values, same(*values) | {"community": "community_slug"})


def former_slug_row(cells: Cells) -> Draft:
    """A row of former_slugs.csv: the place as it is called now, and where it was."""
    place, community = cells["municipality_slug"], cells["community_slug"]
    values = {
        "municipality": ((cells["former_municipality_slug"] or place) if community else place,),
        "community": (place, community) if community else None,
        "slug": cells["slug"],
        "until": cells["until"],
    }
    columns = {"municipality": "former_municipality_slug", "community": "community_slug"}
    return Draft(FormerSlug, values, same(*values) | (columns if community else {"municipality": "municipality_slug"}))


ROWS: Mapping[str, Callable[[Cells], Draft]] = {
    "figures": figure_row,
    "contacts": contact_row,
    "former_slugs": former_slug_row,
}


def drafts(table: str, cells: Cells) -> list[Draft]:
    """Everything that one row says."""
    return [ROWS[table](cells)] if table in ROWS else list(MEANINGS[table].drafts(cells))


def derived(table: str, cells: Cells, state: State) -> dict[str, str]:
    """What the columns must say that follow from others."""
    if table == "local_communities":
        return {"name_cyr": to_cyrillic(cells["name_lat"])}
    if table != "municipalities":
        return {}
    kind = state.rows[MunicipalityType][(cells["type"],)]
    canton = state.rows[Canton].get((cells["canton_code"],))
    official = cells["name_lat"] if cells["type"] == "distrikt" else f"{kind['name_bs']} {cells['name_lat']}"
    return {
        "name_cyr": to_cyrillic(cells["name_lat"]),
        "official_name_lat": official,
        "official_name_cyr": to_cyrillic(official),
        "seat_cyr": to_cyrillic(cells["seat_lat"]),
        "entity": state.rows[Entity][(cells["entity_code"],)]["name_bs"],
        "canton_no": str(canton["number"]) if canton else "",
        "canton_bs": canton["name_bs"] if canton else "",
        "canton_hr": canton["name_hr"] if canton else "",
        "canton_seat": canton["seat"] if canton else "",
    }
