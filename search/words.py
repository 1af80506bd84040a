"""What is held of words for a minute: how many documents there are, which words mean the same, the choices of the filters."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from content.models import Theme
from register.models import Municipality
from ui.minute import Held, Minute

from .models import Document, Synonyms
from .stems import base_of, stems_of

LONGEST = 4  # words of one term
Term = tuple[str, ...]
"""A word, or several that stand beside each other, by their stems."""


@dataclass(frozen=True)
class Look(Held):
    """What was true at the last look. Shared by threads: read it, never change it."""

    documents: int
    synonyms: dict[Term, dict[Term, Term]]  # by bases: those that mean the same, by theirs
    municipalities: dict[str, Municipality]  # by their slugs, in the order of the alphabet
    themes: dict[str, Theme]  # by their slugs

    def same_as(self, term: Term) -> tuple[Term, ...]:
        """The term, and those that mean the same."""
        base = bases_of(term)
        same = self.synonyms.get(base, {})
        return (term, *(one for key, one in same.items() if key != base))


def bases_of(term: Term) -> Term:
    """The same for all forms of the words."""
    return tuple(map(base_of, term))


def _look() -> Look:
    """Four queries, and one for the stems of new words."""
    synonyms: dict[Term, dict[Term, Term]] = defaultdict(dict)
    for row in Synonyms.objects.all():
        terms = [tuple(stems_of(term.split()[:LONGEST])) for term in row.terms]
        same = {bases_of(term): term for term in terms}
        for base in same:
            synonyms[base] |= same
    return Look(
        Document.objects.count(),
        dict(synonyms),
        {one.slug: one for one in Municipality.objects.with_places().in_order()},
        {one.slug: one for one in Theme.objects.all()},
    )


_minute = Minute(_look)
current = _minute.current
forget = _minute.forget
