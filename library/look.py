"""What pages of this room know of themes, entities and years; held for a minute."""

from __future__ import annotations

from dataclasses import dataclass

from content.models import Theme
from register.models import Entity
from ui.minute import Held, Minute

from .models import Document


@dataclass(frozen=True)
class Look(Held):
    """What was true at the last look. Shared by threads: read it, never change it."""

    themes: tuple[Theme, ...]
    entities: tuple[Entity, ...]
    years: tuple[int, ...]  # of public documents, the latest first


def look() -> Look:
    """Three queries."""
    years = Document.objects.on_site().exclude(year=None).order_by("-year").values_list("year", flat=True)
    themes, entities = Theme.objects.order_by("position"), Entity.objects.order_by("position")
    return Look(tuple(themes), tuple(entities), tuple(year for year in years.distinct() if year))


_minute = Minute(look)
current = _minute.current
forget = _minute.forget
