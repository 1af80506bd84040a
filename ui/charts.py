"""Bars of a chart that the server draws: a row of words, below it a bar as wide as its number, in parts of up to four colours.

The picture is as wide as the page and as high as its letters ask, so it needs no size and no script.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

ROW = 3
"""em from one bar to the next."""
MOST_PARTS = 4


@dataclass(frozen=True)
class Part:
    """A stretch of a bar, in percent of the chart's width; `colour` is its place among the parts, from 1."""

    colour: int
    x: str
    width: str


@dataclass(frozen=True)
class Bar:
    """One row. `said` is its number in words."""

    label: str
    said: str
    words_at: str
    bar_at: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Chart:
    """`key` is unique on its page; `says` is what the picture shows, for whoever hears it."""

    key: str
    says: str
    bars: tuple[Bar, ...]
    names: tuple[str, ...] = field(default=())
    """Of the colours, where there are several."""

    @property
    def height(self) -> str:
        return f"{ROW * len(self.bars)}em"


def chart(key: str, says: str, rows: Iterable[tuple[str, str, tuple[int, ...]]], names: tuple[str, ...] = ()) -> Chart:
    """Of rows with label, number in words, and the numbers of the parts; the longest bar is as wide as the chart."""
    told = list(rows)
    most = max((sum(numbers) for _label, _said, numbers in told), default=0) or 1
    bars = []
    for at, (label, said, numbers) in enumerate(told):
        if len(numbers) > MOST_PARTS:
            raise ValueError(f"A bar has at most {MOST_PARTS} parts.")
        parts, x = [], 0.0
        for colour, number in enumerate(numbers, 1):
            width = 100 * number / most
            if number:
                parts.append(Part(colour, f"{x:.2f}%", f"{width:.2f}%"))
            x += width
        bars.append(Bar(label, said, f"{ROW * at + 1.1:.2f}em", f"{ROW * at + 1.5:.2f}em", tuple(parts)))
    return Chart(key, says, tuple(bars), names)
