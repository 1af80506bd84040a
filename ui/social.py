"""The picture that a shared link shows: what it leads to, where that is, and one figure or word more."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from text.languages import current
from text.script import convert
from ui.assets.icons import CARD, NAME, SHARPER, draw_cobbles, draw_stones, font, tokens

if TYPE_CHECKING:
    from PIL import ImageFont

LEFT = 80
SIZES = (72, 60, 50, 42)
"""Of the title; the first in which it fits."""
LINES = 4
COLOURS = 160
"""In the file: flat colours and smooth edges need no more, and it stays small."""


@dataclass(frozen=True)
class Words:
    """What the picture says. The same words are the same picture."""

    title: str
    place: str
    figure: str
    name: str

    @classmethod
    def of(cls, title: str, place: str, figure: str) -> Words:
        """In the script of the request."""
        script = current().script
        return cls(*(convert(text, script) for text in (title, place, figure, NAME)))

    @property
    def stamp(self) -> str:
        """Another where a word is another."""
        return sha256("\n".join((self.title, self.place, self.figure, self.name)).encode()).hexdigest()[:16]


@lru_cache(maxsize=256)
def picture(words: Words) -> bytes:
    """1200 by 630, as PNG."""
    width, height = (side * SHARPER for side in CARD)
    colours = tokens()
    image = Image.new("RGB", (width, height), colours["paper"])
    draw = ImageDraw.Draw(image)
    draw_stones(draw, colours, (LEFT * SHARPER, 50 * SHARPER), 1.5 * SHARPER)
    _write(draw, (LEFT + 78, 60), words.name, _face(34), colours["ink"])
    face, lines, size = _fitting(words.title, draw)
    for row, line in enumerate(lines):
        _write(draw, (LEFT, 140 + round(size * 1.14) * row), line, face, colours["ink"])
    place, small = _lines(words.place, _face(32, text=True), draw), _face(32, text=True)
    below = 140 + round(size * 1.14) * len(lines) + 14
    _write(draw, (LEFT, below), place[0] + (" …" if len(place) > 1 else ""), small, colours["ink"])
    if words.figure:
        _write(draw, (LEFT, below + 46), words.figure, _face(44), colours["plum"])
    draw_cobbles(draw, colours, 540 * SHARPER, 1.95 * SHARPER, width)
    content = BytesIO()
    image.resize(CARD, Image.Resampling.LANCZOS).quantize(COLOURS).save(content, "PNG", optimize=True)
    return content.getvalue()


def _face(size: int, *, text: bool = False) -> ImageFont.FreeTypeFont:
    return font("fontpkg_source_sans_3" if text else "fontpkg_bitter", size * SHARPER, 600 if text else 750)


def _write(
    draw: ImageDraw.ImageDraw, at: tuple[int, int], text: str, face: ImageFont.FreeTypeFont, colour: str
) -> None:
    draw.text((at[0] * SHARPER, at[1] * SHARPER), text, colour, face)


def _fitting(title: str, draw: ImageDraw.ImageDraw) -> tuple[ImageFont.FreeTypeFont, list[str], int]:
    """The largest letters in which the title has room; what is longer still ends with an ellipsis."""
    for size in SIZES:
        face = _face(size)
        lines = _lines(title, face, draw)
        if len(lines) * size * 1.14 <= 260 and len(lines) <= LINES:
            return face, lines, size
    return face, [*lines[: LINES - 1], f"{lines[LINES - 1][:-1].rstrip()}…"], size


def _lines(text: str, face: ImageFont.FreeTypeFont, draw: ImageDraw.ImageDraw) -> list[str]:
    """Broken at spaces, and inside a word only where it alone is wider than the picture."""
    room = (CARD[0] - 2 * LEFT) * SHARPER
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if draw.textlength(longer, face) <= room:
            lines[-1] = longer
            continue
        lines = [*lines, ""] if lines[-1] else lines
        for letter in word:
            if draw.textlength(lines[-1] + letter, face) > room:
                lines.append("")
            lines[-1] += letter
    return lines
