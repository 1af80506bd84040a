"""What pages of this room know of themes and the register; held for a minute."""

from __future__ import annotations

from dataclasses import dataclass

from content.models import Theme
from register.models import Entity, Municipality
from ui.minute import Held, Minute


@dataclass(frozen=True)
class Look(Held):
    """What was true at the last look. Shared by threads: read it, never change it."""

    themes: tuple[Theme, ...]
    entities: tuple[Entity, ...]
    municipalities: dict[int, Municipality]  # all of them, by the Bosnian alphabet

    def municipality(self, pk: int) -> Municipality:
        """By its number; one that was added to the register since the last look is asked for."""
        return self.municipalities.get(pk) or Municipality.objects.with_places().get(pk=pk)


def look() -> Look:
    """Three queries."""
    municipalities = {one.pk: one for one in Municipality.objects.with_places().in_order()}
    themes = tuple(Theme.objects.order_by("position"))
    return Look(themes, tuple(Entity.objects.order_by("pk")), municipalities)


_minute = Minute(look)
current = _minute.current
forget = _minute.forget
