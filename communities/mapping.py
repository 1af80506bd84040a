"""The map as stones on the outline of the country: where each one lies, what it looks like, which ones carry a name.

Pure geometry on what `country` knows; templates draw it. A stone is one municipality, its size tells how many local
communities the register has of it. All coordinates are units of the drawing (`ui.assets.outline`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations, product
from math import cos, hypot, radians, sin
from zlib import crc32

from register.models import Municipality
from ui.assets import outline

from .country import Country

HOLLOW = 4.5  # radius of a stone without local communities
FLAT = 0.86  # height of a stone in parts of its width
ANGLES = (-24, -8, 9, 25)  # few, so that equal stones are equal text and compress well
ROOM = 0.9  # how much of the sum of two radii stays between their centres
ROUNDS = 24  # of pushing stones apart; more changes nothing that one can see

LABELS = 7
LETTER = 9.8  # width of one letter of a label, generously
LINE = 24  # height of a label
GAP = 4  # between a label and its leader
SLOTS = (  # where labels may stand around the country, in parts of its width and height: x, y, what of the text is there
    (-0.05, -0.04, "start"),
    (0.40, -0.04, "middle"),
    (0.73, -0.04, "middle"),
    (1.06, -0.04, "end"),
    (1.06, 0.03, "end"),
    (-0.05, 0.52, "start"),
    (-0.05, 0.62, "start"),
    (-0.05, 0.72, "start"),
    (-0.02, 0.82, "start"),
    (0.04, 0.92, "start"),
    (1.06, 0.70, "end"),
    (1.06, 0.79, "end"),
    (1.06, 0.88, "end"),
    (1.06, 0.97, "end"),
)
STEPS = 12  # at so many points a leader is looked at
OVERLAP = 1000  # what a label on a label costs, in units of leader
CROSSING = 14  # and a leader over a stone

Circle = tuple[float, float, float]
Slot = tuple[float, float, str]


@dataclass(frozen=True)
class Stone:
    """One municipality on the map."""

    municipality: Municipality
    count: int
    x: float
    y: float
    radius: float

    @property
    def path(self) -> str:
        """Its shape: a cobble, a little flat and a little turned, the same one on every visit."""
        angle = ANGLES[crc32(self.municipality.slug.encode()) % len(ANGLES)]
        dx, dy = self.radius * cos(radians(angle)), self.radius * sin(radians(angle))
        arc = f"a{self.radius:g} {self.radius * FLAT:.1f} {angle} 1 0"
        there, back = f"{2 * dx:.1f} {2 * dy:.1f}", f"{-2 * dx:.1f} {-2 * dy:.1f}"
        return f"M{self.x - dx:.0f} {self.y - dy:.0f}{arc} {there}{arc} {back}z"

    @property
    def text(self) -> str:
        """What its label says."""
        return f"{spoken(self.municipality)} {self.count}"

    @property
    def text_width(self) -> float:
        """How much room that takes, generously."""
        return LETTER * len(self.text)


@dataclass(frozen=True)
class Label:
    """The name of a stone beside the country, and the line that leads to it."""

    stone: Stone
    x: int
    y: int
    anchor: str
    leader: str

    @property
    def text(self) -> str:
        """What it says."""
        return self.stone.text


@dataclass(frozen=True)
class Map:
    """Everything that a template draws."""

    path: str
    view_box: str
    stones: tuple[Stone, ...]  # by the alphabet, which is the order of the Tab key
    labels: tuple[Label, ...]

    @property
    def full(self) -> list[Stone]:
        """Stones with local communities."""
        return [stone for stone in self.stones if stone.count]

    @property
    def hollow(self) -> list[Stone]:
        """Stones without any."""
        return [stone for stone in self.stones if not stone.count]


def draw(country: Country) -> Map:
    """Lay every municipality on the outline."""
    land = outline.load()
    drawn, circles = [], []
    for one in country.base_units:
        if one.latitude is not None and one.longitude is not None:  # the list has those whose point nobody knows
            drawn.append(one)
            circles.append((*land.project(float(one.latitude), float(one.longitude)), radius(country.counts[one.pk])))
    stones = tuple(
        Stone(one, country.counts[one.pk], x, y, size)
        for one, (x, y, size) in zip(drawn, spread(tuple(circles)), strict=True)
    )
    left, top, right, bottom = -30, -44, land.width + 36, land.height + 8
    largest = sorted((stone for stone in stones if stone.count), key=lambda stone: -stone.count)[:LABELS]
    return Map(
        path=land.path,
        view_box=f"{left:g} {top:g} {right - left:g} {bottom - top:g}",
        stones=stones,
        labels=place_labels(largest, stones, slots_around(land.width, land.height)),
    )


def radius(count: int) -> float:
    """The area grows with the number of local communities; in half units, so that few sizes repeat often."""
    return round(2 * (4.6 + 1.15 * count**0.5)) / 2 if count else HOLLOW


@lru_cache(maxsize=4)
def spread(circles: tuple[Circle, ...]) -> tuple[Circle, ...]:
    """Push stones that cover each other apart, a little in each round, so that none is hidden."""
    placed = [list(circle) for circle in circles]
    for _ in range(ROUNDS):
        moved = False
        for a, b in combinations(placed, 2):
            dx, dy = b[0] - a[0], b[1] - a[1]
            wanted = ROOM * (a[2] + b[2])
            if abs(dx) >= wanted or abs(dy) >= wanted:
                continue
            distance = hypot(dx, dy)
            if distance >= wanted:
                continue
            push = (wanted - distance) / 2
            ux, uy = (dx / distance, dy / distance) if distance else (1.0, 0.0)
            a[0], a[1], b[0], b[1] = a[0] - push * ux, a[1] - push * uy, b[0] + push * ux, b[1] + push * uy
            moved = True
        if not moved:
            break
    return tuple((x, y, size) for x, y, size in placed)


def slots_around(width: float, height: float) -> list[Slot]:
    """Where labels may stand around a country of that size."""
    return [(x * width, y * height, anchor) for x, y, anchor in SLOTS]


def place_labels(
    named: Sequence[Stone], stones: Sequence[Stone], slots: Sequence[Slot], under: int = 0
) -> tuple[Label, ...]:
    """Names for some of the stones, where all leaders together are shortest and pass over fewest stones.

    `under` is what a leader over a label costs: something where labels stand below each other inside the country.

    Found by moving one label, or exchanging two, as long as that helps. A label that still touches another is left out:
    its stone has its own name and its line in the list.
    """
    prices = [[price(stone, slot, stones) for slot in slots] for stone in named]
    order = list(range(len(slots)))  # the stone number n stands at the slot order[n]

    @cache
    def clash(n: int, slot: int, m: int, its_slot: int) -> int:
        one, other = (named[n], slots[slot]), (named[m], slots[its_slot])
        return OVERLAP * touch(*one, *other) + under * (passes(*one, *other) + passes(*other, *one))

    def cost() -> float:
        clashes = sum(clash(n, order[n], m, order[m]) for n, m in combinations(range(len(named)), 2))
        return sum(prices[n][order[n]] for n in range(len(named))) + clashes

    best, before = cost(), float("inf")
    while best < before:
        before = best
        for i, j in product(range(len(named)), range(len(slots))):
            order[i], order[j] = order[j], order[i]
            if (now := cost()) < best - 0.01:
                best = now
            else:
                order[i], order[j] = order[j], order[i]
    kept: list[tuple[Stone, Slot]] = []
    for stone, slot in zip(named, order, strict=False):
        if not any(touch(stone, slots[slot], *other) for other in kept):
            kept.append((stone, slots[slot]))
    return tuple(sorted((label(*one) for one in kept), key=lambda one: one.stone.municipality.sort_key))


def spoken(municipality: Municipality) -> str:
    """The name as it stands on a map: without the type, but for a district, of whose name it is a part."""
    return municipality.full_name if municipality.type.code == "distrikt" else municipality.label


def box(stone: Stone, slot: Slot) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of a label."""
    x, y, anchor = slot
    wide = stone.text_width
    left = x - {"start": 0, "middle": wide / 2, "end": wide}[anchor]
    return left, y - LINE, left + wide, y


def touch(stone: Stone, slot: Slot, other: Stone, its_slot: Slot) -> bool:
    """True where two labels would overlap or stand too close."""
    left, top, right, bottom = box(stone, slot)
    its_left, its_top, its_right, its_bottom = box(other, its_slot)
    return left < its_right + LETTER and its_left < right + LETTER and top < its_bottom and its_top < bottom


def passes(stone: Stone, slot: Slot, other: Stone, its_slot: Slot) -> bool:
    """True where the leader of a stone passes over the label of another one."""
    left, top, right, bottom = box(other, its_slot)
    x, y = start(stone, slot)
    points = ((x + part * (stone.x - x) / STEPS, y + part * (stone.y - y) / STEPS) for part in range(STEPS))
    return any(left < x < right and top < y < bottom for x, y in points)


def start(stone: Stone, slot: Slot) -> tuple[float, float]:
    """Where the leader leaves the label: the middle of the side that is nearest to the stone."""
    left, top, right, bottom = box(stone, slot)
    x, y = (left + right) / 2, (top + bottom) / 2 + 4
    sides = ((left - GAP, y), (right + GAP, y), (x, bottom + 2 * GAP), (x, top))
    return min(sides, key=lambda side: hypot(stone.x - side[0], stone.y - side[1]))


def price(stone: Stone, slot: Slot, stones: Iterable[Stone]) -> float:
    """The length of the leader, and a surcharge for every stone that it passes over."""
    x, y = start(stone, slot)
    dx, dy = stone.x - x, stone.y - y
    length = hypot(dx, dy) or 1.0
    price = length
    for other in stones:
        along = ((other.x - x) * dx + (other.y - y) * dy) / length
        aside = abs((other.x - x) * dy - (other.y - y) * dx) / length
        if other is not stone and 0 < along < length and aside < other.radius:
            price += CROSSING
    return price


def label(stone: Stone, slot: Slot) -> Label:
    """The label of a stone at its slot."""
    x, y = start(stone, slot)
    return Label(stone, round(slot[0]), round(slot[1]), slot[2], f"M{x:.0f} {y:.0f}L{stone.x:.0f} {stone.y:.0f}")


@dataclass(frozen=True)
class Area:
    """The municipalities of a canton, or of an entity that has none, for the list beside the map."""

    name: str
    municipalities: list[tuple[Municipality, int]]

    @property
    def count(self) -> int:
        """All their local communities."""
        return sum(count for _, count in self.municipalities)


def areas(country: Country) -> list[Area]:
    """Every municipality once, in the order of entities and cantons; umbrella cities are there through their parts."""
    found: dict[tuple[int, int], Area] = {}
    for one in country.base_units:
        key = (one.entity.position, one.canton.number if one.canton else 0)
        area = found.setdefault(key, Area((one.canton or one.entity).name, []))
        area.municipalities.append((one, country.counts[one.pk]))
    return [found[key] for key in sorted(found)]
