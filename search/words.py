"""What is held of words for a minute: how many documents there are, which words mean the same, the choices of the filters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from content.models import Theme
from register.models import Municipality
from ui.minute import Held, Minute

from . import recent
from .models import Document, Synonyms, Word
from .stems import base_of, stems_of, twins_of

LONGEST = 4  # words of one term
Shapes = tuple[str, ...]
"""The stems that one word may have, the one that was typed first."""
Term = tuple[Shapes, ...]
"""A word, or several that stand beside each other."""
Bases = tuple[str, ...]
"""The same for all forms of a term."""


@dataclass(frozen=True)
class Look(Held):
    """What was true at the last look. Shared by threads: read it, never change it."""

    numbers: dict[str, int]  # of documents, by kind
    synonyms: dict[Bases, dict[Bases, Term]]  # by the bases of a term: all that mean the same, by theirs
    occurring: frozenset[str]  # of the stems in them
    municipalities: dict[str, Municipality]  # by their slugs, in the order of the alphabet
    themes: dict[str, Theme]  # by their slugs

    @property
    def documents(self) -> int:
        return sum(self.numbers.values())

    @property
    def is_large(self) -> bool:
        """Whether there are so many that the newest have an index of their own."""
        return recent.is_large(self.documents)

    def same_as(self, term: Term) -> tuple[Term, ...]:
        """The terms that mean the same."""
        bases = bases_of(term)
        return tuple(one for key, one in self.synonyms.get(bases, {}).items() if key != bases)

    def occurring_of(self, terms: Iterable[Term]) -> tuple[Term, ...]:
        """Without words and forms of words that occur nowhere: whatever is asked for in vain costs time."""
        pruned = (tuple(tuple(filter(self.occurring.__contains__, shapes)) for shapes in term) for term in terms)
        return tuple(filter(all, pruned))


def term_of(stems: Iterable[str]) -> Term:
    """With all shapes that the words may have."""
    return tuple((stem, *twins_of(stem)) for stem in stems)


def bases_of(term: Term) -> Bases:
    """By which a term is known."""
    return tuple(base_of(shapes[0]) for shapes in term)


def _look() -> Look:
    """Six queries, and one for the stems of new words."""
    synonyms: dict[Bases, dict[Bases, Term]] = defaultdict(dict)
    for row in Synonyms.objects.order_by("pk"):
        terms = [term_of(stems_of(term.split()[:LONGEST])) for term in row.terms]
        same = {bases_of(term): term for term in terms}
        for bases in same:
            synonyms[bases] |= same
    stems = {stem for same in synonyms.values() for term in same.values() for shapes in term for stem in shapes}
    occurring = Word.objects.filter(stem__in=stems).values_list("stem", flat=True) if Word.objects.exists() else stems
    return Look(
        dict(Document.objects.values_list("kind").annotate(Count("pk"))),
        dict(synonyms),
        frozenset(occurring),
        {one.slug: one for one in Municipality.objects.with_places().in_order()},
        {one.slug: one for one in Theme.objects.all()},
    )


_minute = Minute(_look)
current = _minute.current
forget = _minute.forget
