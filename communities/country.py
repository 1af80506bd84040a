"""The country at a glance: every municipality with its number of local communities, held for a minute by each process.

The directory needs it on every request (choices with counts, letters, the map, names of places beside each row), and it
costs a scan of the whole register. What is made from it is kept with it, so that both grow old together.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Func, TextField

from register.models import Community, Municipality
from text.fold import fold
from ui.minute import Held, Minute


class FirstLetter(Func):
    """The part of a sort key that stands for the first Bosnian letter: `d~` of `d~amija` (Džamija)."""

    template = "substring(%(expressions)s from '^.~*')"
    output_field = TextField(db_collation="C")


@dataclass(frozen=True)
class Place:
    """A municipality as it stands beside a local community."""

    name: str
    url: str

    @classmethod
    def of(cls, municipality: Municipality) -> Place:
        return cls(municipality.full_name, municipality.get_absolute_url())


@dataclass(frozen=True)
class Country(Held):
    """What was true at the last look. Shared by threads: read it, never change it."""

    municipalities: tuple[Municipality, ...]  # by the Bosnian alphabet, umbrella cities among them
    counts: Counter[int]  # local communities by municipality
    kinds: Counter[str]
    letters: Counter[str]  # by `FirstLetter`

    @cached_property
    def total(self) -> int:
        """All local communities of the register."""
        return self.counts.total()

    @cached_property
    def by_id(self) -> dict[int, Municipality]:
        """Municipalities by primary key."""
        return {municipality.pk: municipality for municipality in self.municipalities}

    @cached_property
    def search_keys(self) -> dict[int, frozenset[str]]:
        """What each municipality is found by, by primary key."""
        return {municipality.pk: frozenset(municipality.search_keys) for municipality in self.municipalities}

    @cached_property
    def joined(self) -> dict[str, frozenset[int]]:
        """Municipalities by a name of several words written as one (Banjaluka)."""
        names: dict[str, set[int]] = {}
        for municipality in self.municipalities:
            if " " in (name := fold(municipality.name)):
                names.setdefault(name.replace(" ", ""), set()).add(municipality.pk)
        return {name: frozenset(pks) for name, pks in names.items()}

    @cached_property
    def base_units(self) -> tuple[Municipality, ...]:
        """Those that are drawn and counted once: an umbrella city is present through its parts."""
        return tuple(municipality for municipality in self.municipalities if not municipality.is_umbrella)

    @cached_property
    def without_list(self) -> tuple[Municipality, ...]:
        """Municipalities none of whose local communities is in the register."""
        return tuple(municipality for municipality in self.base_units if not self.counts[municipality.pk])

    def largest(self, limit: int) -> list[tuple[Municipality, int]]:
        """The municipalities with most local communities, the first by the alphabet where two have the same."""
        ranked = sorted(self.base_units, key=lambda one: -self.counts[one.pk])
        return [(one, self.counts[one.pk]) for one in ranked[:limit] if self.counts[one.pk]]

    def places(self) -> dict[int, Place]:
        """Every municipality by primary key, with its name and address in the current language."""
        return self.rendered("places", lambda: {pk: Place.of(one) for pk, one in self.by_id.items()})


def look() -> Country:
    """Read the register: two queries."""
    counts: Counter[int] = Counter()
    kinds: Counter[str] = Counter()
    letters: Counter[str] = Counter()
    cells = Community.objects.open().order_by().values_list("municipality", "kind", FirstLetter("sort_key"))
    for municipality, kind, letter, number in cells.annotate(number=Count("pk")):
        counts[municipality] += number
        kinds[kind] += number
        letters[letter] += number
    municipalities = tuple(Municipality.objects.with_places().in_order())
    return Country(municipalities, counts, kinds, letters)


_minute = Minute(look)
current = _minute.current
forget = _minute.forget
