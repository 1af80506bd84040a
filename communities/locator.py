"""Small maps without links: where one municipality lies, and the whole country at a glance.

All stones of one look are one path, made once for each look at the country (`country.rendered`), so that a small map
costs a page a handful of elements. The large map, with a link for each municipality, is in `mapping.py`.
"""

from dataclasses import dataclass

from register.models import Municipality
from ui.assets import outline

from . import country, mapping

SMALLEST = 8.5  # radius of the marked stone, so that it is seen among the others
ROOM = 8  # between the marked stone and its name
LETTER = 17.5  # width of one letter of the name, generously
LINE = 34  # its height


@dataclass(frozen=True)
class Locator:
    """What `communities/locator.html` draws."""

    view_box: str
    land: str
    stones: str
    marked: str
    label: str
    x: float
    y: float
    anchor: str


def locator(municipality: Municipality) -> Locator | None:
    """The country with `municipality` marked, and its name where there is room for it; None while its place is unknown."""
    return country.current().rendered(f"locator of {municipality.pk}", lambda: _locate(municipality))


def _locate(municipality: Municipality) -> Locator | None:
    marked = _stone(municipality, SMALLEST)
    if marked is None:
        return None
    ground = outline.load()
    label = mapping.spoken(municipality)
    x, y, anchor = _room_for(label, marked, ground.width)
    return Locator(
        view_box=ground.view_box,
        land=ground.path,
        stones=country.current().rendered("stones of the locator", _stones),
        marked=marked.path,
        label=label,
        x=round(x),
        y=round(y),
        anchor=anchor,
    )


def _room_for(label: str, marked: mapping.Stone, width: float) -> tuple[float, float, str]:
    """Where the name stands: beside the stone, on the side with more room; a long one in the middle above it."""
    wide, gap = LETTER * len(label), marked.radius + ROOM
    if marked.x > width / 2 and marked.x - gap > wide:
        return marked.x - gap, marked.y, "end"
    if marked.x <= width / 2 and marked.x + gap + wide < width:
        return marked.x + gap, marked.y, "start"
    above = marked.y > 2 * LINE
    middle = min(max(marked.x, wide / 2), width - wide / 2)
    return middle, marked.y + (-1 if above else 1) * (gap + LINE / 2), "middle"


@dataclass(frozen=True)
class Glance:
    """What `communities/glance.html` draws: stones with local communities, and hollow ones."""

    view_box: str
    land: str
    full: str
    hollow: str


def glance() -> Glance:
    """The whole country, every municipality a stone."""
    ground, now = outline.load(), country.current()
    return Glance(
        view_box=ground.view_box,
        land=ground.path,
        full=now.rendered("full stones", lambda: "".join(stone.path for stone in mapping.draw(now).full)),
        hollow=now.rendered("hollow stones", lambda: "".join(stone.path for stone in mapping.draw(now).hollow)),
    )


def _stone(municipality: Municipality, smallest: float = 0) -> mapping.Stone | None:
    if municipality.latitude is None or municipality.longitude is None:
        return None
    count = country.current().counts[municipality.pk]
    x, y = outline.load().project(float(municipality.latitude), float(municipality.longitude))
    return mapping.Stone(municipality, count, x, y, max(mapping.radius(count), smallest))


def _stones() -> str:
    return "".join(stone.path for one in country.current().base_units if (stone := _stone(one)))
