"""A map of a few municipalities: the whole country, and of each of them a stone with a leader to its name.

Stone and name are one link, for a finger and for the Tab key alike. The places of the names are found as on the large
map, in `mapping.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from register.models import Municipality
from ui.assets import outline

from . import country, mapping

RADIUS = 9.5
OTHER = 3.5  # radius of a municipality that is none of them
LETTER = 11.5  # width of one letter on a phone, where letters of maps are largest
LEFT, TOP, RIGHT, BOTTOM = -30, -56, 44, 8  # around the country
GAP = 6  # between a name and the edge
ROW = -26  # of names above the country: one alone, so that no leader passes over a name
ABOVE = range(30, 500, 30)  # where names may stand in it
UNDER = 200  # what a leader over a name costs, in units of leader
BESIDE = range(30, 460, 36)  # at both sides of the country, one below the other


class Named(mapping.Stone):
    """A stone whose label is its name alone."""

    @property
    def text(self) -> str:
        return mapping.spoken(self.municipality)

    @property
    def text_width(self) -> float:
        return LETTER * len(self.text)


@dataclass(frozen=True)
class Chosen:
    """What `communities/chosen.html` draws."""

    view_box: str
    land: str
    others: str
    labels: tuple[mapping.Label, ...]  # by the alphabet, which is the order of the Tab key


def chosen(municipalities: Sequence[Municipality]) -> Chosen | None:
    """Those whose place is known; None where that is nobody's."""
    keys = sorted(one.pk for one in municipalities)
    return country.current().rendered(f"map of {keys}", lambda: _draw(municipalities))


def _draw(municipalities: Sequence[Municipality]) -> Chosen | None:
    ground, now = outline.load(), country.current()
    among = {one.pk for one in municipalities}
    stones = [Named(one, 0, x, y, size) for one, (x, y, size) in _placed(municipalities, RADIUS)]
    if not stones:
        return None
    rest = _placed((one for one in now.base_units if one.pk not in among), OTHER)
    slots = [slot for slot in _slots(ground.width) if not _covers(slot, stones)]
    return Chosen(
        view_box=f"{LEFT} {TOP} {ground.width - LEFT + RIGHT:g} {ground.height - TOP + BOTTOM:g}",
        land=ground.path,
        others="".join(mapping.Stone(one, 0, x, y, size).path for one, (x, y, size) in rest),
        labels=tuple(_turned(label) for label in mapping.place_labels(stones, stones, slots, UNDER)),
    )


def _placed(municipalities: Iterable[Municipality], size: float) -> Iterable[tuple[Municipality, mapping.Circle]]:
    """Those whose place is known, pushed apart where they would cover each other."""
    land = outline.load()
    drawn = [one for one in municipalities if one.latitude is not None and one.longitude is not None]
    points = [land.project(float(one.latitude or 0), float(one.longitude or 0)) for one in drawn]
    return zip(drawn, mapping.spread(tuple((x, y, size) for x, y in points)), strict=True)


def _covers(slot: mapping.Slot, stones: Sequence[Named]) -> bool:
    """True where the longest of the names would lie on a stone."""
    left, top, right, bottom = mapping.box(max(stones, key=lambda one: one.text_width), slot)
    return any(left - RADIUS < one.x < right + RADIUS and top - RADIUS < one.y < bottom + RADIUS for one in stones)


def _turned(label: mapping.Label) -> mapping.Label:
    """The same name held at the side of its leader, which it touches then however large letters are."""
    if label.anchor == "middle":
        return label
    wide = label.stone.text_width
    side, x = ("start", label.x - wide) if label.anchor == "end" else ("end", label.x + wide)
    return replace(label, x=round(x), anchor=side)


def _slots(width: float) -> Iterable[mapping.Slot]:
    yield from ((x, ROW, "middle") for x in ABOVE)
    yield from ((width + RIGHT - GAP, y, "end") for y in BESIDE)
    yield from ((LEFT + GAP, y, "start") for y in BESIDE if y > 250)  # where the country leaves room at its left
