"""What pages of this room know of themes, places and organisations, and by what one may choose; held for a minute."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models.functions import Left

from content.models import EntryPlace, Theme
from register.models import Municipality, Organisation
from ui.minute import Held, Minute

from .models import News


@dataclass(frozen=True)
class Look(Held):
    """What was true at the last look. Shared by threads: read it, never change it."""

    themes: tuple[Theme, ...]
    municipalities: dict[int, Municipality]  # all of them, by the Bosnian alphabet
    named: frozenset[int]  # municipalities that public news are about
    organisations: tuple[Organisation, ...]  # those that published some
    years: tuple[str, ...]  # of public news, the latest first

    def municipality(self, pk: int) -> Municipality:
        """By its number; one that was added to the register since the last look is asked for."""
        return self.municipalities.get(pk) or Municipality.objects.with_places().get(pk=pk)


def look() -> Look:
    """Five queries."""
    public = News.objects.on_site()
    years = public.exclude(dated="").annotate(year=Left("dated", 4)).order_by("-year").values_list("year", flat=True)
    named = EntryPlace.objects.filter(entry__in=public.order_by().values("pk")).order_by()
    return Look(
        tuple(Theme.objects.order_by("position")),
        {one.pk: one for one in Municipality.objects.with_places().in_order()},
        frozenset(named.values_list("municipality", flat=True).distinct()),
        tuple(Organisation.objects.filter(pk__in=public.order_by().values("published_for")).order_by("name")),
        tuple(years.distinct()),
    )


_minute = Minute(look)
current = _minute.current
forget = _minute.forget
