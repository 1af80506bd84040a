"""All practices at a glance: how many there are of each choice, held for a minute by each process.

The list needs it on every request, and counting costs a scan. Only what everyone may read is counted.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, CharField, Count, Q, Value, When

from content.models import Entry, EntryPlace, Theme
from content.visibility import any_member
from register.models import Municipality
from ui.minute import Held, Minute

from .models import Practice, on_the_spine

BANDS: dict[str, Q] = {  # cost in KM
    "bez-troska": Q(cost=0),
    "do-1000": Q(cost__gt=0, cost__lte=Decimal(1000)),
    "do-10000": Q(cost__gt=1000, cost__lte=Decimal(10_000)),
    "do-50000": Q(cost__gt=10_000, cost__lte=Decimal(50_000)),
    "preko-50000": Q(cost__gt=50_000),
}
FLAGS: dict[str, Q] = {
    "bez-opcine": Q(municipal_money=False),
    "primijenjene": Q(adoption_count__gt=0),
    "pouke": Q(outcome=Practice.Outcome.LESSON),
}


def public() -> Any:
    """What everyone may read."""
    return Practice.objects.published().visible_to(AnonymousUser())


@dataclass(frozen=True)
class Look(Held):
    """What was true at the last look. Shared by threads: read it, never change it."""

    total: int
    for_members: int  # the same with what only members may read
    themes: tuple[Theme, ...]
    municipalities: dict[int, Municipality]  # all of them, by the Bosnian alphabet
    counts: dict[str, Counter[Any]]  # by theme id, municipality id, band, size, settlement, flag

    def municipality(self, pk: int) -> Municipality:
        """By its number; one that was added to the register since the last look is asked for."""
        return self.municipalities.get(pk) or Municipality.objects.with_places().get(pk=pk)

    def municipality_of(self, place: EntryPlace) -> Municipality:
        """Of a place; one that was added to the register since the last look is asked for."""
        return self.municipalities.get(place.municipality_id) or place.municipality


def look() -> Look:
    """Count: six queries. Practices are read once for all that is a column of theirs, by the sets that these make."""
    rows = public().order_by()
    band = Case(*(When(which, then=Value(name)) for name, which in BANDS.items()), output_field=CharField())
    flags = {name: Case(When(flag, then=Value(True)), default=Value(False)) for name, flag in FLAGS.items()}
    columns = ("band", "size", "settlement", *FLAGS)
    counts: dict[str, Counter[Any]] = {name: Counter() for name in ("flag", "band", "size", "settlement")}
    total = 0
    for *values, number in rows.annotate(band=band, **flags).values_list(*columns).annotate(number=Count("*")):
        total += number
        for name, value in zip(columns, values, strict=True):
            counted, key = ("flag", name if value else None) if name in FLAGS else (name, value)
            if key is not None:
                counts[counted][key] += number
    spine = on_the_spine(AnonymousUser())
    counts["theme"] = _count(Practice.themes.through.objects.filter(entry__in=spine).values_list("theme"), Count("*"))
    counts["municipality"] = _count(
        EntryPlace.objects.filter(entry__in=spine).order_by().values_list("municipality"),
        Count("entry", distinct=True),
    )
    # Members read what everyone may read, and some of what has another audience, which is rare.
    others = [one for one in Entry.Audience.values if one != Entry.Audience.PUBLIC]
    for_members = total + on_the_spine(any_member(0)).filter(audience__in=others).count()
    municipalities = {one.pk: one for one in Municipality.objects.with_places().in_order()}
    return Look(total, for_members, tuple(Theme.objects.all()), municipalities, counts)


def _count(rows: Any, number: Count) -> Counter[Any]:
    return Counter(dict(rows.annotate(number=number)))


_minute = Minute(look)
current = _minute.current
forget = _minute.forget
