"""The words that were sought, marked in a text as it is written: whatever script and spelling they were typed in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from text.fold import fold

from .query import SMALL, WORD, Query
from .words import Shapes, Term

LENGTH = 220  # characters of a text that are shown
BEFORE = 60  # of them before the first marked word
ENDING = 5  # letters that a form may have beyond its stem


_folded = lru_cache(maxsize=20_000)(fold)  # texts say the same words again and again


class Marker:
    """For one query."""

    def __init__(self, query: Query) -> None:
        terms = [term for group in query.groups for term in group.marked]
        terms += [(shapes,) for phrase in query.phrases for shapes in phrase]
        self.terms = [tuple(tuple(map(fold, shapes)) for shapes in term) for term in dict.fromkeys(terms)]
        self._known: dict[str, list[Term]] = {}

    def mark(self, text: str) -> SafeString:
        """The whole text."""
        marked, place = SafeString(""), 0
        for start, end, _term in self._places(text):
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
            together = len({term for at, _to, term in places if start <= at < start + LENGTH - BEFORE})
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

    def _places(self, text: str) -> list[tuple[int, int, Term]]:
        """Where each word that fits begins and ends, and what it fits."""
        words = [(found.start(), found.end(), _folded(found.group())) for found in WORD.finditer(text)]
        places: dict[int, tuple[int, int, Term]] = {}
        for number, (_start, _end, word) in enumerate(words):
            for term in self._begun_by(word):
                together = words[number : number + len(term)]
                if all(map(_fits, (one for _from, _to, one in together), term)) and len(together) == len(term):
                    places |= {start: (start, end, term) for start, end, _word in together if start not in places}
        return [places[start] for start in sorted(places)]

    def _begun_by(self, word: str) -> list[Term]:
        """The terms whose first word this may be; remembered, since texts say the same words again and again."""
        if word not in self._known:
            self._known[word] = [term for term in self.terms if _fits(word, term[0])]
        return self._known[word]


def _fits(word: str, shapes: Shapes) -> bool:
    return word.startswith(shapes) and len(word) - len(shapes[0]) <= ENDING and word not in SMALL
