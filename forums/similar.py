"""Questions like this one, by their words: across script, spelling and endings; those that are solved first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from content.models import Entry
from search.finding import nearest
from text.fold import fold

from .rows import facts, rows_of

if TYPE_CHECKING:
    from .look import Look
    from .models import Question

SHOWN = 5
FEW = 3  # standing answers: each says it all
NEAREST = 8  # are kept, in case that some of them are hidden while the look lasts


def similar_to(title: str, look: Look) -> list[Any]:
    """Rows of up to five that everyone may read now, the solved ones first; which they are may be as old as the look."""
    found = look.remembered(f"similar to {fold(title)}", lambda: nearest(title, Entry.Kind.QUESTION, NEAREST))
    return _solved_first(facts(found, public=True)[:SHOWN])


def known_similar(number: int, look: Look) -> list[int]:
    """Numbers of those that are like this question, where the look knows them: they are read together with it."""
    return look.remembered(_of(number), list[int]) if look.knows(_of(number)) else []


def similar_of(question: Question, look: Look) -> list[Any]:
    """Of a question that was read with `known_similar`: the same rows, without itself."""
    numbers = known_similar(question.pk, look)
    if rows := rows_of(vars(question).get("similar_rows"), numbers):
        return _solved_first(rows[:SHOWN])

    def find() -> list[int]:
        return [pk for pk in nearest(question.title, Entry.Kind.QUESTION, NEAREST) if pk != question.pk]

    return _solved_first(facts(look.remembered(_of(question.pk), find), public=True)[:SHOWN])


def _of(number: int) -> str:
    return f"similar of {number}"


def _solved_first(rows: list[Any]) -> list[Any]:
    return sorted(rows, key=lambda row: (not row[4], not row[5]))  # solved, then confirmed by experts


def standing_answers_to(title: str, look: Look) -> list[int]:
    """Numbers of the standing answers to a question in these words, the nearest first; as old as the look."""
    return look.remembered(f"standing for {fold(title)}", lambda: nearest(title, Entry.Kind.STANDING, FEW))
