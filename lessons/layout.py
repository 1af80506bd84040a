"""The text of a lesson in its parts. It is kept as it was written, as all texts are, and taken apart when it is shown.

Beside what `text.rich` knows, a lesson has headings, lines that begin with `#` (or `##` for a smaller one), and places for
pictures, lines like `[slika 2]`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from content.models import Photo

HEADING = re.compile(r"^\s*(?P<marks>#{1,3})\s*(?P<words>[^#\s].*?)\s*$")
PICTURE = re.compile(r"^\s*\[\s*(?:slika|слика|picture)\s+(?P<number>\d{1,2})\s*\]\s*$", re.IGNORECASE)
PER_MINUTE = 180
"""Words that these readers read in a minute."""
LONGEST = 30
"""Minutes, at most; what is longer says so much."""


@dataclass(frozen=True)
class Part:
    """A heading, a smaller one, a piece of text or a picture."""

    kind: str
    words: str = ""
    anchor: str = ""
    photo: Photo | None = None


@dataclass
class Layout:
    """What stands in the text in its order, what is left over, and what the text asks for in vain."""

    parts: list[Part] = field(default_factory=list)
    below: list[Any] = field(default_factory=list)
    missing: list[int] = field(default_factory=list)

    @property
    def contents(self) -> list[Part]:
        """The headings, for a list of what is in it."""
        return [part for part in self.parts if part.kind == "heading"]


def layout(body: str, photos: Sequence[Photo] = ()) -> Layout:
    """The text with its pictures: each at the first place that names it, the others below the text."""
    made, left, headings = Layout(), dict(enumerate(photos, 1)), 0
    for kind, lines in _pieces(body):
        if kind == "text":
            made.parts.append(Part(kind, "\n".join(lines)))
        elif kind == "picture":
            for number in map(_number, lines):
                if photo := left.pop(number, None):
                    made.parts.append(Part(kind, photo=photo))
                elif number < 1 or number > len(photos):
                    made.missing.append(number)
        else:
            for line in lines:
                headings += kind == "heading"
                made.parts.append(Part(kind, _words(line), f"dio-{headings}" if kind == "heading" else ""))
    made.below = list(left.values())
    return made


def plain(body: str) -> str:
    """The words alone, for the search, for what is said of a page, to be counted."""
    rows = ((kind, lines) for kind, lines in _pieces(body) if kind != "picture")
    return "\n".join("\n".join(lines if kind == "text" else map(_words, lines)) for kind, lines in rows)


def minutes_of(body: str) -> int:
    """How long one reads it, in whole minutes."""
    words = len(plain(body).split())
    return max(1, min(LONGEST, -(-words // PER_MINUTE)))


def _pieces(body: str) -> Iterator[tuple[str, list[str]]]:
    """Lines of one kind together; pieces of nothing but empty lines are none."""
    for kind, lines in groupby(body.replace("\r\n", "\n").split("\n"), key=_kind):
        rows = list(lines)
        if any(map(str.strip, rows)):
            yield kind, rows


def _kind(line: str) -> str:
    if PICTURE.match(line):
        return "picture"
    if match := HEADING.match(line):
        return "heading" if len(match["marks"]) == 1 else "subheading"
    return "text"


def _words(line: str) -> str:
    match = HEADING.match(line)
    return match["words"] if match else line


def _number(line: str) -> int:
    match = PICTURE.match(line)
    return int(match["number"]) if match else 0
