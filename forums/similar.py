"""Questions like this one, by their words: across script, spelling and endings; those that are solved first."""

from __future__ import annotations

from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.search import SearchRank
from django.db.models import F

from content.models import Entry
from content.search import SMALL, parsed
from content.visibility import top_rows_visible_to
from text.fold import fold
from ui.prepared import Prepared

from .rows import facts

if TYPE_CHECKING:
    from .look import Look
    from .models import Question

SHOWN = 5
FEW = 3  # standing answers: each says it all
NEAREST = 8  # are kept, in case that some of them are hidden while the look lasts
MOST_WORDS = 6
ASKING = SMALL | frozenset(
    "ako ako bi bio biti bude cemu ce gde gdje ima imamo imati ista jedna jedan kad kada kako kakav kakva ko koga kolika"  # noqa: SIM905
    " koliko ili mjesna mjesne mjesnoj mjesnu mesna mesne mi mora moramo moze mozemo moci mogu mz nam nama nas nasa nasa"
    " nase nasoj nasu nego nema nije nisu on ona onda ono po pri sad sada smije smijemo smo sme sta sto sve svi ta taj"
    " tko to treba trebamo u vec vi vrijedi za zajednica zajednice zajednici zajednicu zasto".split()
)
"""What questions are asked with; it does not say about what. Folded."""


def _nearest(query: str, kind: str = Entry.Kind.QUESTION) -> Any:
    """Numbers of those that everyone may read, the nearest in words first."""
    words = parsed(query)
    rows = Entry.objects.filter(top_rows_visible_to(AnonymousUser()), kind=kind, search=words)
    return rows.order_by(SearchRank(F("search"), words).desc(), "-pk").values_list("pk")[:NEAREST]


nearest = Prepared(_nearest, ("sample",), by_values=True)
nearest_standing = Prepared(partial(_nearest, kind=Entry.Kind.STANDING), ("sample",), by_values=True)


def query_of(title: str) -> str:
    """Two of its words at least, whichever; the one where it has no more. Empty where no word says anything."""
    words = [word for word in fold(title).split() if len(word) > 2 and word not in ASKING]
    words = [f"{word[:-2]}:*" if len(word) > 5 else word for word in dict.fromkeys(words)]
    words = sorted(words, key=len, reverse=True)[:MOST_WORDS]
    if len(words) < 3:
        return " | ".join(words)
    return " | ".join(f"({one} & {other})" for one, other in combinations(words, 2))


def similar_to(title: str, look: Look, but: Question | None = None) -> list[Any]:
    """Rows of up to five that everyone may read now, the solved ones first; which they are may be as old as the look."""

    def numbers() -> list[int]:
        query = query_of(title)
        return [pk for (pk,) in nearest(query)] if query else []

    found = look.remembered(f"similar to {fold(title)}", numbers)
    rows = facts([pk for pk in found if but is None or pk != but.pk], public=True)[:SHOWN]
    return sorted(rows, key=lambda row: (not row[4], not row[5]))  # solved, then confirmed by experts


def standing_answers_to(title: str) -> list[int]:
    """Numbers of the standing answers to a question in these words that everyone may read now, the nearest first."""
    query = query_of(title)
    return [pk for (pk,) in nearest_standing(query)][:FEW] if query else []
