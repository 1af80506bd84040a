"""Practices like this one: same themes, then the nearest in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F

from content.models import Entry
from content.search import SMALL
from content.visibility import top_rows_visible_to
from text.fold import fold
from ui.arrays import IsOneOf
from ui.prepared import Prepared

from .cards import facts
from .look import public

if TYPE_CHECKING:
    from .look import Look
    from .models import Practice

SHOWN = 3
NEAREST = 6  # are kept, in case that some of them are hidden while the look lasts
CANDIDATES = 60  # the newest of the first theme: ranking all of them would cost more than it is worth


def _near(candidates: list[int], words: str) -> Any:
    """Those of the candidates that everyone may read, the nearest in words first. One table, so that it is planned fast."""
    query = SearchQuery(words, config="serbian", search_type="raw")
    rows = Entry.objects.filter(IsOneOf(F("pk"), candidates), top_rows_visible_to(AnonymousUser()))
    return rows.order_by(SearchRank(F("search"), query).desc(), "-useful_count", "-pk").values_list("pk")[:NEAREST]


near = Prepared(_near, ([-1], "sample"))


def similar_to(practice: Practice, look: Look) -> list[Any]:
    """Rows for the cards of up to three that everyone may read now; which are the nearest may be as old as the look."""

    def nearest() -> list[int]:
        theme = next(iter(practice.shown_themes), None)
        if theme is None:
            return []
        candidates = [pk for pk in look.rendered(f"newest of {theme}", lambda: _newest(theme)) if pk != practice.pk]
        words = [
            word for word in fold(f"{practice.title} {practice.problem}").split() if len(word) > 3 and word not in SMALL
        ]
        return [pk for (pk,) in near(candidates[:CANDIDATES], " | ".join(dict.fromkeys(words[:20])))]

    return facts(look.remembered(f"similar to {practice.pk}", nearest), public=True)[:SHOWN]


def _newest(theme: int) -> list[int]:
    """Of a theme; one more than are compared, since it may be the one that they are compared with."""
    return list(public().filter(themes=theme).newest_first().values_list("pk", flat=True)[: CANDIDATES + 1])
