"""`@Ime Prezime` in a text: where a name may stand. Who it is, others know (`content.mentioning`).

A name has up to six words. How many of the words behind the sign belong to it is seen only by who is called like that, so
every beginning is offered, the longest first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from text.fold import plain

MOST_WORDS = 6
# No address of a mailbox: that has a letter before the sign.
SIGN = re.compile(r"(?<![\w@/])@(?=\w)")
WORD = re.compile(r"\(?\w(?:[\w.'’-]*\w)?")
BETWEEN = re.compile(r"\.?[ \t\xa0]+(?=\(?\w)")


class Called(NamedTuple):
    """Words behind the sign: where they end, and how they are compared, blind to case, script and marks."""

    end: int
    name: str


def called(text: str) -> Iterator[tuple[int, list[Called]]]:
    """Each sign: where it stands, and what may be the name behind it."""
    for sign in SIGN.finditer(text):
        at, beginnings = sign.end(), []
        for _ in range(MOST_WORDS):
            word = WORD.match(text, at)
            assert word is not None, "SIGN and BETWEEN look ahead"  # noqa: S101
            end = word.end() + _closes(text, sign.end(), word.end())
            if name := plain(text[sign.end() : end]):
                beginnings.append(Called(end, name))
            between = BETWEEN.match(text, end)
            if between is None:
                break
            at = between.end()
        yield sign.start(), beginnings[::-1]


def _closes(text: str, start: int, end: int) -> bool:
    """Whether what follows is the bracket that the name opened: `@Amra Hodžić (Jelah)`."""
    return text.count("(", start, end) > text.count(")", start, end) and text.startswith(")", end)
