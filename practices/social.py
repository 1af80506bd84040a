"""The picture that a shared link to a practice shows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING

from django.conf import settings
from django.template.defaultfilters import floatformat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from PIL import Image, ImageDraw

from content.models import Entry
from text.languages import current as current_language
from text.script import convert
from ui.assets.icons import CARD, NAME, SHARPER, draw_cobbles, draw_stones, font, tokens

if TYPE_CHECKING:
    from PIL import ImageFont

    from .cards import Card
    from .models import Practice

LEFT = 80
SIZES = (72, 60, 50, 42)
"""Of the title; the first in which it fits."""
LINES = 4
COLOURS = 160
"""In the file: flat colours and smooth edges need no more, and it stays small."""


@dataclass(frozen=True)
class Words:
    """What the picture says, in the script of the address."""

    title: str
    place: str
    figure: str
    name: str

    @property
    def stamp(self) -> str:
        """The same words are the same picture."""
        return sha256("\n".join((self.title, self.place, self.figure, self.name)).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Sharing:
    """The tags of the page, and the place that its text names."""

    image: str
    alt: str
    place: str


def words_of(practice: Practice, card: Card) -> Words:
    """Title, place, and one figure: the cost where it is known, else the people."""
    script = current_language().script
    place = ", ".join(filter(None, (card["communities"], card["municipality"])))
    said = (practice.title, place, _figure(practice), NAME)
    return Words(*(convert(text, script) for text in said))


def _figure(practice: Practice) -> str:
    if practice.cost is not None:
        return f"{floatformat(practice.cost, '-2g')} KM" if practice.cost else _("without cost")
    if practice.people:
        return ngettext("%(number)s person", "%(number)s people", practice.people) % {
            "number": floatformat(practice.people, "0g")
        }
    return ""


def sharing_of(practice: Practice, card: Card) -> Sharing | None:
    """Only what everyone may read is shared. No query and no drawing: that waits until the picture is asked for."""
    if not practice.is_published or practice.audience != Entry.Audience.PUBLIC:
        return None
    words = words_of(practice, card)
    return Sharing(
        image=f"{settings.SITE_URL}{reverse('practices:social', args=[practice.pk])}?v={words.stamp}",
        alt=", ".join(filter(None, (words.title, words.place, words.figure))),
        place=words.place,
    )


@lru_cache(maxsize=64)
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
