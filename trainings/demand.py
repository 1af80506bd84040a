"""Who wants trainings on what and where, in numbers: themes by region, and the most wanted with their regions.

A person counts once for each theme, in the region of the municipality where they act, else where they say they live. Groups
under five are not told by number, so that nobody is known by them; and there are no sums, from which one could reckon them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from accounts.models import Mandate, Profile
from content.models import Entry, Useful
from register.models import Canton, Municipality

from .look import Look
from .models import Wish
from .sheets import workbook

FEWEST = 5
MOST_WANTED = 10
Region = tuple[str, int] | None
"""`("canton", 3)`, `("entity", 2)` where there are no cantons, None where it is not known."""


class Wanted(NamedTuple):
    """One of the most wanted."""

    wish: Wish
    regions: list[str]  # "Tuzlanski kanton: 12", the largest first
    has_more: bool  # people of regions that are too few to be told


@dataclass(frozen=True)
class Demand:
    """The table: the regions, short and in full, and for each theme what stands below each."""

    regions: list[tuple[str, str]]
    rows: list[tuple[str, list[tuple[str, str]]]]
    most_wanted: list[Wanted]


def demand(look: Look) -> Demand:
    """Of the open wishes that everyone may read. Eight queries, however many there are."""
    wishes = Wish.objects.published().visible_to(AnonymousUser()).still_open()
    people = _people(wishes)
    regions = _regions({one for several in people.values() for one in several}, look)
    by_theme: dict[int, set[int]] = defaultdict(set)
    themed = list(Entry.themes.through.objects.filter(entry__in=wishes.values("pk")).values_list("entry", "theme"))
    for wish, theme in themed:
        by_theme[theme] |= people[wish]
    bare = set().union(*(people[one] for one in people.keys() - {wish for wish, _theme in themed}))
    named = [(one.name, by_theme[one.pk]) for one in look.themes if by_theme[one.pk]]
    if bare:
        named.append((_("without a theme"), bare))
    names = _names(look)
    there = [one for one in names if one in set(regions.values())]
    return Demand(
        [names[one] for one in there],
        [(name, _cells(_counted(who, regions), {one: names[one][1] for one in there})) for name, who in named],
        [
            _wanted(one, _counted(people[one.pk], regions), names)
            for one in wishes.most_wanted_first().with_lists()[:MOST_WANTED]
        ],
    )


def _people(wishes: Any) -> dict[int, set[int]]:
    """Whoever wants each, whoever wrote it among them, as far as they are still here."""
    people: dict[int, set[int]] = defaultdict(set)  # one that comes between two queries is nobody's yet
    for number, author, is_active in wishes.values_list("pk", "author", "author__is_active"):
        people[number] = {author} if is_active else set()
    marks = Useful.objects.filter(entry__in=wishes.values("pk"), user__is_active=True)
    for wish, user in marks.values_list("entry", "user"):
        people[wish].add(user)
    return people


def _regions(people: set[int], look: Look) -> dict[int, Region]:
    """Of each of these people."""
    lives = Profile.objects.filter(user__in=people).values_list("user", "municipality")
    places: dict[int, int | None] = dict.fromkeys(people) | dict(lives)
    held = Mandate.objects.active().filter(user__in=people).order_by("starts", "pk")
    acts = held.values_list("user", Coalesce("community__municipality", "municipality"))
    places |= {user: municipality for user, municipality in acts if municipality is not None}
    return {user: _region(look.municipality(number)) if number else None for user, number in places.items()}


def _counted(people: set[int], regions: Mapping[int, Region]) -> Counter[Region]:
    return Counter(regions[one] for one in people)


def _region(municipality: Municipality) -> Region:
    if municipality.canton_id is not None:
        return ("canton", municipality.canton_id)
    return ("entity", municipality.entity_id)


def _names(look: Look) -> dict[Region, tuple[str, str]]:
    """Of all regions, short and in full, in the order in which they are read."""
    cantons: dict[Region, tuple[str, str]] = {
        ("canton", one.pk): (one.code.upper(), str(one.name)) for one in Canton.objects.all()
    }
    entities: dict[Region, tuple[str, str]] = {
        ("entity", one.pk): (str(one.code), str(one.name)) for one in look.entities
    }
    return {**cantons, **entities, None: (_("without a place"),) * 2}


def _cells(counts: Counter[Region], regions: Mapping[Region, str]) -> list[tuple[str, str]]:
    """The name of each region with what is told of it; empty where there is nobody."""
    return [(name, told(counts[one]) if counts[one] else "") for one, name in regions.items()]


def told(number: int) -> str:
    """How many people, unless they are so few that one could guess who they are."""
    if number >= FEWEST:
        return str(number)
    return _("fewer than %(number)s") % {"number": FEWEST}


def _wanted(wish: Wish, counts: Counter[Region], names: Mapping[Region, tuple[str, str]]) -> Wanted:
    large = [(region, number) for region, number in counts.most_common() if number >= FEWEST]
    return Wanted(wish, [f"{names[region][1]}: {number}" for region, number in large], len(large) < len(counts))


def table_of(found: Demand) -> bytes:
    """The same for Excel: a sheet of themes by region, one of the most wanted."""
    heads = [_("Theme"), *(name for _short, name in found.regions)]
    themes = (_("Demand by region"), heads, [[theme, *(cell for _name, cell in cells)] for theme, cells in found.rows])
    more = _("elsewhere fewer than %(number)s in each") % {"number": FEWEST}
    wanted = [
        [one.wish.title, one.wish.wanted, "; ".join([*one.regions, *([more] if one.has_more else [])])]
        for one in found.most_wanted
    ]
    return workbook(themes, (_("Most wanted"), [_("On what"), _("People"), _("Where from")], wanted))
