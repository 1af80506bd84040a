"""The files of the register: their columns, what may stand in each, and what tells their rows apart."""

from collections.abc import Sequence
from dataclasses import dataclass, field

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

from .cells import Cell, Line, Link, Number, OneOf, PartialDay, Slug, Text, Whole, YesNo, cell_for


@dataclass(frozen=True)
class Column:
    """One column. `late` ones may be missing from a file, which then says nothing about them."""

    name: str
    cell: Cell = field(default_factory=Line)
    required: bool = False
    derived: bool = False
    """Written by the export for the reader's sake; an import only checks that it agrees, and an empty cell does."""
    late: bool = False


@dataclass(frozen=True)
class Table:
    """One file."""

    name: str
    columns: Sequence[Column]
    key: Sequence[str]
    """The columns that no two rows share."""

    @property
    def file(self) -> str:
        return f"{self.name}.csv"

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


def of(model: type[models.Model], *names: str, late: bool = False) -> list[Column]:
    """Columns that are fields of the model and have their names."""
    return [
        Column(
            name, cell_for(field), required=not field.blank and not isinstance(field, models.BooleanField), late=late
        )
        for name in names
        for field in [model._meta.get_field(name)]
        if isinstance(field, models.Field)
    ]


def code(name: str, *, required: bool = False, late: bool = False) -> Column:
    """A column that names a row of another file by its slug or code."""
    return Column(name, Slug(underscores=True), required=required, late=late)


WORDS = ("name_bs", "name_hr", "name_sr", "name_en")
TYPES = {"općina": "opcina", "opština": "opstina", "grad": "grad", "distrikt": "distrikt"}
EVIDENCE = {"jako": "jako", "": "jako", "slabo": "slabo"}  # an export writes the last word of a value
ENTITY = Column("entity_code", Line(8), required=True)

TABLES: Sequence[Table] = (
    Table("entities", [*of(Entity, "code", "slug", *WORDS, "has_cantons", "position")], ["code"]),
    Table("cantons", [*of(Canton, "code"), ENTITY, *of(Canton, "number", *WORDS, "seat")], ["code"]),
    Table("municipality_types", of(MunicipalityType, "code", *WORDS), ["code"]),
    Table(
        "legal_statuses",
        [*of(LegalStatus, "code"), ENTITY, *of(LegalStatus, *WORDS, "basis", "basis_url")],
        ["code"],
    ),
    Table(
        "indicators",
        of(
            Indicator,
            *("code", *WORDS, "group", "unit", "decimals"),
            *("for_municipalities", "for_communities", "expected", "position"),
        ),
        ["code"],
    ),
    Table(
        "organisations",
        [
            *of(Organisation, "slug", "name", "abbreviation", "kind"),
            Column("entity_code", Line(8)),
            *of(Organisation, "url"),
        ],
        ["slug"],
    ),
    Table(
        "municipalities",
        [
            *of(Municipality, "slug"),
            Column("name_lat", Line(120), required=True),
            *(Column(name, Line(200), derived=True) for name in ("name_cyr", "official_name_lat", "official_name_cyr")),
            Column("type", OneOf(TYPES), required=True),
            Column("type_verified", YesNo()),
            Column("umbrella", YesNo()),
            Column("entity", Line(120), derived=True),
            ENTITY,
            code("canton_code"),
            *(Column(name, Line(120), derived=True) for name in ("canton_no", "canton_bs", "canton_hr", "canton_seat")),
            Column("seat_lat", Line(80), required=True),
            Column("seat_cyr", Line(120), derived=True),
            Column("lat", Number(whole=2, decimals=5)),
            Column("lon", Number(whole=2, decimals=5)),
            Column("coord_source", Line(120)),
            Column("population_2013", Number()),
            Column("population_source", Line(300)),
            Column("area_km2_official", Number()),
            Column("area_source", Line(300)),
            Column("area_km2_geom", Number()),
            *of(Municipality, "postal_code", "postal_source", "notes"),
            *of(Municipality, "qualifier", late=True),
            code("umbrella_slug", late=True),
            *of(Municipality, "without_communities", late=True),
        ],
        ["slug"],
    ),
    Table(
        "legal_acts",
        [
            *of(LegalAct, "slug", "title", "kind"),
            Column("entity_code", Line(8)),
            code("canton_code"),
            code("municipality_slug"),
            *of(LegalAct, "gazette", "year", "state", "note", "meaning", "source", "source_url"),
        ],
        ["slug"],
    ),
    Table(
        "local_communities",
        [
            code("municipality_slug", required=True),
            *of(Community, "slug"),
            Column("name_lat", Line(120), required=True),
            Column("name_cyr", Line(200), derived=True),
            *of(Community, "settlements"),
            Column("area_km2", Number()),
            Column("population", Number()),
            Column("phone", Line(200)),
            Column("address", Line(200)),
            Column("council_members", Number()),
            *of(Community, "source_url"),
            Column("source_date", PartialDay()),
            Column("evidence", OneOf(EVIDENCE)),
            *of(Community, "notes"),
            *of(Community, "qualifier", "kind", late=True),
            code("legal_status", late=True),
            Column("former_names", Text(), late=True),
            *of(Community, "confirmed_on", "closed_on", "closing_source", late=True),
            Column("merged_into", Line(240), late=True),  # tesanj/jelah
        ],
        ["municipality_slug", "slug"],
    ),
    Table(
        "municipality_mz_totals",
        [
            code("municipality_slug", required=True),
            Column("mz_total_stated", Number()),
            Column("list_complete_in_local_communities", YesNo()),
            Column("source_url", Link()),
            Column("notes", Line(400)),
            Column("year", Whole(), late=True),
        ],
        ["municipality_slug"],
    ),
    Table(
        "figures",
        [
            code("municipality_slug", required=True),
            code("community_slug"),
            code("indicator", required=True),
            Column("value", Number(), required=True),
            *of(Figure, "year", "source", "source_url", "confirmed_on", "note"),
        ],
        ["municipality_slug", "community_slug", "indicator", "year"],
    ),
    Table(
        "contacts",
        [
            code("municipality_slug", required=True),
            code("community_slug", required=True),
            *of(Contact, "kind", "value", "visibility", "source_url"),
        ],
        ["municipality_slug", "community_slug", "kind", "value"],
    ),
    Table(
        "former_slugs",
        [
            code("municipality_slug", required=True),
            code("community_slug"),
            code("former_municipality_slug"),
            *of(FormerSlug, "slug", "until"),
        ],
        ["community_slug", "former_municipality_slug", "slug"],
    ),
)
"""In the order in which they are loaded: what others name comes first."""

BY_FILE = {table.file: table for table in TABLES}
