"""The words that were sought, marked in a text as it is written: whatever script and spelling they were typed in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from text.fold import fold

from .query import WORD, Query
from .stems import twin_of

LENGTH = 220  # characters of a text that are shown
BEFORE = 60  # of them before the first marked word
ENDING = 5  # letters that a form may have beyond its stem


_folded = lru_cache(maxsize=20_000)(fold)  # texts say the same words again and again


class Marker:
    """For one query."""

    def __init__(self, query: Query) -> None:
        stems = [stem for group in query.groups for stem in group.beginnings]
        stems += [stem for phrase in query.phrases for stem in phrase]
        stems += [twin for stem in stems if (twin := twin_of(stem))]
        self.stems = [fold(stem) for stem in dict.fromkeys(stems)]

    def mark(self, text: str) -> SafeString:
        """The whole text."""
        marked, place = SafeString(""), 0
        for start, end, _stem in self._places(text):
            marked += format_html("{}<mark>{}</mark>", text[place:start], text[start:end])
            place = end
        return marked + escape(text[place:])

    def excerpt(self, texts: Sequence[str]) -> tuple[int, SafeString]:
        """Of the text that has most of the words the part that has most of them: which text, and the part."""
        if not texts:
            return 0, SafeString("")
        lines = [" ".join(text.split()) for text in texts]
        found = [self._best(line) for line in lines]
        number = max(range(len(lines)), key=lambda one: (found[one][0], -one))
        return number, self._cut(lines[number], found[number][1])

    def _best(self, text: str) -> tuple[int, int]:
        """How many different words stand together, and where the first of them begins."""
        places, most = self._places(text), (0, 0)
        for start, _end, _stem in places:
            together = len({stem for at, _to, stem in places if start <= at < start + LENGTH - BEFORE})
            most = max(most, (together, start), key=lambda one: one[0])
        return most

    def _cut(self, text: str, at: int) -> SafeString:
        start = max(0, at - BEFORE)
        if start:
            start = text.find(" ", start) + 1
        part = text[start : start + LENGTH]
        if start + LENGTH < len(text):
            part = part.rpartition(" ")[0].rstrip(" ,;:–") + "…"
        return format_html("{}{}", "…" if start else "", self.mark(part))

    def _places(self, text: str) -> list[tuple[int, int, str]]:
        places = []
        for found in WORD.finditer(text):
            word = _folded(found.group())
            for stem in self.stems:
                if word.startswith(stem) and len(word) - len(stem) <= ENDING:
                    places.append((found.start(), found.end(), stem))
                    break
        return places
