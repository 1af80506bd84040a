"""Questions like this one, by their words: across script, spelling and endings; those that are solved first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from content.models import Entry
from search.finding import nearest
from text.fold import fold

from .rows import facts

if TYPE_CHECKING:
    from .look import Look
    from .models import Question

SHOWN = 5
FEW = 3  # standing answers: each says it all
NEAREST = 8  # are kept, in case that some of them are hidden while the look lasts


def similar_to(title: str, look: Look, but: Question | None = None) -> list[Any]:
    """Rows of up to five that everyone may read now, the solved ones first; which they are may be as old as the look."""

    def numbers() -> list[int]:
        return nearest(title, Entry.Kind.QUESTION, NEAREST)

    found = look.remembered(f"similar to {fold(title)}", numbers)
    rows = facts([pk for pk in found if but is None or pk != but.pk], public=True)[:SHOWN]
    return sorted(rows, key=lambda row: (not row[4], not row[5]))  # solved, then confirmed by experts


def standing_answers_to(title: str) -> list[int]:
    """Numbers of the standing answers to a question in these words that everyone may read now, the nearest first."""
    return nearest(title, Entry.Kind.STANDING, FEW)
