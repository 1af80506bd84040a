"""What lists of this room know of themes, networks and the register; held for a minute."""

from __future__ import annotations

from dataclasses import dataclass

from content.models import Theme
from register.models import Municipality, Organisation
from ui.minute import Held, Minute

from .models import Network


@dataclass(frozen=True)
class Look(Held):
    """What was true at the last look. Shared by threads: read it, never change it."""

    themes: tuple[Theme, ...]
    networks: dict[int, Network]
    organisations: dict[int, Organisation]
    municipalities: dict[int, Municipality]  # by the Bosnian alphabet

    def network(self, pk: int) -> Network:
        """By its number; one that was founded since the last look is asked for."""
        return self.networks.get(pk) or Network.objects.select_related("organisation").get(pk=pk)

    def organisation(self, pk: int) -> Organisation:
        """The same of an organisation."""
        return self.organisations.get(pk) or Organisation.objects.get(pk=pk)

    def municipality(self, pk: int) -> Municipality:
        """The same of a municipality."""
        return self.municipalities.get(pk) or Municipality.objects.with_places().get(pk=pk)


def look() -> Look:
    """Four queries."""
    return Look(
        tuple(Theme.objects.order_by("position")),
        {one.pk: one for one in Network.objects.in_order()},
        {one.pk: one for one in Organisation.objects.order_by("name")},
        {one.pk: one for one in Municipality.objects.with_places().in_order()},
    )


_minute = Minute(look)
current = _minute.current
forget = _minute.forget
