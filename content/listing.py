"""Entries by where they happened, for the lists of all rooms: conditions whose cost does not grow with the list."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Subquery
from django.db.models.lookups import IsNull

from ui.arrays import IsOneOf, IsOneOfFew

from .models import EntryPlace


def in_municipality(rows: Any, municipality: int) -> Any:
    """Those with a place there: few, so all of them are looked up, else PostgreSQL walks the list until it has met enough."""
    return rows.filter(IsOneOfFew(F("pk"), ArraySubquery(_entries().filter(municipality=municipality))))


def in_municipalities(rows: Any, municipalities: list[int]) -> Any:
    """Those with a place in one of them."""
    return rows.filter(pk__in=_entries().filter(IsOneOf(F("municipality"), municipalities)))


def _entries() -> Any:
    """What stands in several places is still one entry, so its places are not joined."""
    return EntryPlace.objects.order_by().values("entry")


def newest_in(municipality: int, rows: Any) -> Any:
    """Those of the rows with a place there, the newest first, each once: its number and since when it is published.

    What stands on the site only. Read along an index of places, so a page costs the same however many there are; each row
    is looked up by itself, since PostgreSQL would join and sort all of them where it takes a filter for a rare one.
    """
    row = Subquery(rows.filter(pk=OuterRef("entry")).values("pk")[:1])
    places = EntryPlace.objects.filter(IsNull(row, False), municipality=municipality, published__isnull=False)
    return places.order_by("-published", "-entry_id").values_list("entry", "published").distinct()
