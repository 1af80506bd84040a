"""What lists and forms of this room know of the register, and how many questions there are; held for a minute."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, F, Q

from content.models import Theme
from content.visibility import any_member
from register.models import Canton, Entity, Municipality, Organisation
from register.models.scopes import Scoped
from ui.minute import Held, Minute

from .models import Question

TABS = {"bez-odgovora": Q(answer_count=0, closed_on=None), "novo": Q(), "rijeseno": Q(is_solved=True)}
"""The tabs of the list by the value of `stanje`; the second is the list without it."""


def public() -> Any:
    """What everyone may read."""
    return Question.objects.published().visible_to(AnonymousUser())


@dataclass(frozen=True)
class Look(Held):
    """What was true at the last look. Shared by threads: read it, never change it."""

    themes: tuple[Theme, ...]
    entities: tuple[Entity, ...]
    cantons: tuple[Canton, ...]
    municipalities: dict[int, Municipality]
    associations: tuple[Organisation, ...]  # those of one entity first
    counts: dict[str, Counter[Any]]  # by tab, for everyone and for members; by theme id

    def place_label(self, row: Scoped) -> str:
        """Where something holds, as `Scoped.place_label` says it; no query."""
        if row.municipality_id:
            return self.municipality(row.municipality_id).full_name
        areas = self.rendered("areas", self._areas)
        return areas[("canton", row.canton_id) if row.canton_id else ("entity", row.entity_id)]

    def _areas(self) -> dict[tuple[str, int | None], str]:
        whole: dict[tuple[str, int | None], str] = {("entity", None): Question().place_label}
        whole |= {("entity", one.pk): one.name for one in self.entities}
        return whole | {("canton", one.pk): one.name for one in self.cantons}

    def entity_of(self, row: Scoped) -> int | None:
        """The entity in which something holds, None for all of the country, as `Scoped.entities` says it; no query."""
        if row.municipality_id:
            return self.municipality(row.municipality_id).entity_id
        if row.canton_id:
            return next((one.entity_id for one in self.cantons if one.pk == row.canton_id), None)
        return row.entity_id

    def municipality(self, pk: int) -> Municipality:
        """By its number; one that was added to the register since the last look is asked for."""
        return self.municipalities.get(pk) or Municipality.objects.with_places().get(pk=pk)


def look() -> Look:
    """Count: eight queries."""
    rows = public().order_by()
    # Members read what everyone may read, and some of what has another audience, which is rare.
    others = (
        Question.objects.published().visible_to(any_member(0)).exclude(audience=Question.Audience.PUBLIC).order_by()
    )
    themes = Question.themes.through.objects.filter(entry__in=rows.values("pk")).values_list("theme")
    tabs = _by_tab(rows)
    counts = {
        "tab": tabs,
        "tab of members": tabs + _by_tab(others),
        "theme": Counter(dict(themes.annotate(number=Count("*")))),
    }
    associations = Organisation.objects.filter(kind=Organisation.Kind.ASSOCIATION)
    return Look(
        tuple(Theme.objects.all()),
        tuple(Entity.objects.all()),
        tuple(Canton.objects.select_related("entity")),
        {one.pk: one for one in Municipality.objects.with_places().in_order()},
        tuple(associations.order_by(F("entity").asc(nulls_last=True), "pk")),
        counts,
    )


def _by_tab(rows: Any) -> Counter[Any]:
    numbers = rows.aggregate(**{f"n{number}": Count("pk", filter=which) for number, which in enumerate(TABS.values())})
    return Counter(dict(zip(TABS, numbers.values(), strict=True)))


_minute = Minute(look)
current = _minute.current
forget = _minute.forget
