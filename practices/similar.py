"""Practices like this one: same themes, then the nearest in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F

from text.fold import fold

from .look import public
from .search import SMALL

if TYPE_CHECKING:
    from .look import Look
    from .models import Practice

SHOWN = 3
CANDIDATES = 60  # the newest of the first theme: ranking all of them would cost more than it is worth


def similar_to(practice: Practice, _look: Look) -> list[int]:
    """Numbers of up to three that everyone may read; one query."""
    theme = next(iter(practice.theme_ids), None)  # type: ignore[attr-defined]
    if theme is None:
        return []
    near = public().filter(themes=theme).exclude(pk=practice.pk).newest_first().values("pk")[:CANDIDATES]
    words = [
        word for word in fold(f"{practice.title} {practice.problem}").split() if len(word) > 3 and word not in SMALL
    ]
    rows = public().filter(pk__in=near)
    if words:
        query = SearchQuery(" | ".join(dict.fromkeys(words[:20])), config="serbian", search_type="raw")
        rows = rows.annotate(rank=SearchRank(F("search"), query)).order_by("-rank", "-useful_count", "-pk")
    return list(rows.values_list("pk", flat=True)[:SHOWN])
