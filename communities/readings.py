"""What figures say about a place: readings of indicators, the newest first, as people write them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, TextField
from django.db.models.functions import Cast, JSONObject
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from register.models import Figure, Indicator

from . import country


class Reading(NamedTuple):
    """What one figure says; `value` is None where the indicator is expected and nobody knows it."""

    value: Decimal | None
    year: int | None = None
    source: str = ""
    source_url: str = ""
    confirmed_on: date | None = None
    note: str = ""

    @classmethod
    def of(cls, figure: dict[str, Any]) -> Reading:
        """From JSON, which has no decimal numbers and no dates."""
        confirmed = figure["confirmed_on"]
        return cls(
            Decimal(figure["value"]),
            figure["year"],
            figure["source"],
            figure["source_url"],
            date.fromisoformat(confirmed) if confirmed else None,
            figure["note"],
        )


@dataclass(frozen=True)
class Series:
    """All readings of one indicator, the newest first."""

    indicator: Indicator
    readings: Sequence[Reading]

    @property
    def latest(self) -> Reading:
        """The reading that stands for the indicator."""
        return self.readings[0]

    @property
    def is_known(self) -> bool:
        """There is a figure at all."""
        return self.latest.value is not None

    @property
    def earlier(self) -> Sequence[Reading]:
        """The rest of the time series."""
        return self.readings[1:]

    @property
    def shown(self) -> str:
        """The newest value as people write it; empty where it is not known."""
        return shown(self.indicator, self.latest.value)

    @property
    def rows(self) -> list[tuple[Reading, str]]:
        """The earlier readings, each with its value as people write it: the newest stands by itself."""
        return [(reading, shown(self.indicator, reading.value)) for reading in self.earlier]


def shown(indicator: Indicator, value: Decimal | None) -> str:
    """A value with our separators and its unit; empty where it is not known."""
    if value is None:
        return ""
    if indicator.unit == Indicator.Unit.YES_NO:
        return _("yes") if value else _("no")
    exponent = value.normalize().as_tuple().exponent
    decimals = min(indicator.decimals, -exponent) if isinstance(exponent, int) and exponent < 0 else 0
    number = number_format(value, decimals, use_l10n=True, force_grouping=True)
    if indicator.unit in (Indicator.Unit.COUNT, Indicator.Unit.PEOPLE):
        return number
    return f"{number} {Indicator.Unit(indicator.unit).label}"


def indicators() -> list[Indicator]:
    """All indicators in order; read once for each look at the country."""
    return country.current().rendered("indicators", lambda: list(Indicator.objects.order_by("position", "code")))


def figures_of(owner: str) -> ArraySubquery:
    """All figures of each row of an outer query, `owner` being what they are about: so a place comes in one query."""
    figures = Figure.objects.filter(**{owner: OuterRef("pk")}).order_by(F("year").desc(nulls_last=True), "pk")
    plain = ("year", "source", "source_url", "confirmed_on", "note")
    fields = JSONObject(indicator="indicator", value=Cast("value", TextField()), **{name: name for name in plain})
    return ArraySubquery(figures.values(read=fields))


def series_from(figures: Sequence[dict[str, Any]], *, communal: bool) -> list[Series]:
    """Every indicator that has a figure among what `figures_of` gave, or is expected to have one, in order."""
    found: dict[int, list[Reading]] = defaultdict(list)
    for figure in figures:
        found[figure["indicator"]].append(Reading.of(figure))
    return [
        Series(indicator, found.get(indicator.pk) or [Reading(None)])
        for indicator in indicators()
        if indicator.pk in found
        or (indicator.expected and (indicator.for_communities if communal else indicator.for_municipalities))
    ]
