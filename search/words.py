"""What is held of words for a minute: how many documents there are, which words mean the same, the choices of the filters."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from content.models import Theme
from register.models import Municipality
from ui.minute import Held, Minute

from .models import Document, Synonyms
from .stems import stems_of, twin_of

LONGEST = 4  # words of one term
Term = tuple[str, ...]
"""A word, or several that stand beside each other, by their stems."""


@dataclass(frozen=True)
class Look(Held):
    """What was true at the last look. Shared by threads: read it, never change it."""

    documents: int
    synonyms: dict[Term, tuple[Term, ...]]  # each with those that mean the same, itself the first
    municipalities: dict[str, Municipality]  # by their slugs, in the order of the alphabet
    themes: dict[str, Theme]  # by their slugs

    def same_as(self, term: Term) -> tuple[Term, ...]:
        """The term, and those that mean the same."""
        twin = tuple(twin_of(stem) or stem for stem in term)
        same = self.synonyms.get(term) or self.synonyms.get(twin) or ()
        return tuple(dict.fromkeys([term, *(one for one in same if one != twin)]))


def _look() -> Look:
    """Four queries, and one for the stems of new words."""
    groups: dict[Term, dict[Term, None]] = defaultdict(dict)
    for row in Synonyms.objects.all():
        terms = [tuple(stems_of(term.split()[:LONGEST])) for term in row.terms]
        for term in terms:
            groups[term] |= dict.fromkeys([term, *terms])
    return Look(
        Document.objects.count(),
        {term: tuple(same) for term, same in groups.items()},
        {one.slug: one for one in Municipality.objects.with_places().in_order()},
        {one.slug: one for one in Theme.objects.all()},
    )


_minute = Minute(_look)
current = _minute.current
forget = _minute.forget
