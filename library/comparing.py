"""What differs between two texts, as people read it: by paragraphs, and inside a changed one by words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import zip_longest

WORD = re.compile(r"\s+|[^\s]+")
AROUND = 1
"""So many paragraphs are shown before and after what changed."""
MOST_WORDS = 1_500
"""Of a paragraph; of a longer one the whole is shown as taken away and as added."""
ALIKE = 0.35
"""Below that share of common words a paragraph is another, not a changed one."""


@dataclass(frozen=True)
class Piece:
    """Some words of a paragraph. `how`: same, added, gone."""

    how: str
    words: str


@dataclass(frozen=True)
class Block:
    """A paragraph. `how`: same, changed, added, gone; or a gap of `count` paragraphs that are the same."""

    how: str
    pieces: list[Piece] = field(default_factory=list)
    count: int = 0


def paragraphs(text: str) -> list[str]:
    """Its lines, without the empty ones: an act is written in short paragraphs."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def compared(before: str, after: str) -> list[Block]:
    """Paragraphs in their order; what is the same for long is a gap. Empty where nothing differs."""
    old, new = paragraphs(before), paragraphs(after)
    blocks: list[Block] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            blocks += [Block("same", [Piece("same", one)]) for one in new[c:d]]
        else:
            blocks += _replaced(old[a:b], new[c:d])
    return _shortened(blocks) if any(one.how != "same" for one in blocks) else []


def _replaced(old: list[str], new: list[str]) -> list[Block]:
    """Paragraph by paragraph in their order, as far as one reads as the other in other words."""
    blocks = []
    for before, after in zip_longest(old, new):
        if before is not None and after is not None and (pieces := _pieces(before, after)):
            blocks.append(Block("changed", pieces))
            continue
        blocks += [Block("gone", [Piece("gone", before)])] if before is not None else []
        blocks += [Block("added", [Piece("added", after)])] if after is not None else []
    return blocks


def _pieces(before: str, after: str) -> list[Piece]:
    """The words of both; nothing where they have too little in common to be read as one."""
    old, new = WORD.findall(before), WORD.findall(after)
    if max(len(old), len(new)) > 2 * MOST_WORDS:
        return []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < ALIKE:
        return []
    pieces = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            pieces.append(Piece("same", "".join(new[c:d])))
            continue
        pieces += [Piece("gone", "".join(old[a:b]))] if a < b else []
        pieces += [Piece("added", "".join(new[c:d]))] if c < d else []
    return pieces


def _shortened(blocks: list[Block]) -> list[Block]:
    """Of what is the same only the neighbours of what is not."""
    near = {
        place + step for place, one in enumerate(blocks) if one.how != "same" for step in range(-AROUND, AROUND + 1)
    }
    shown: list[Block] = []
    gap = 0
    for place, one in enumerate(blocks):
        if place in near:
            shown += [Block("gap", count=gap)] if gap else []
            shown.append(one)
            gap = 0
        else:
            gap += 1
    return [*shown, Block("gap", count=gap)] if gap else shown
