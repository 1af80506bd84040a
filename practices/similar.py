"""Practices like this one: same themes, then the nearest in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F

from text.fold import fold
from ui.prepared import Prepared

from .look import public
from .search import SMALL

if TYPE_CHECKING:
    from .models import Practice

SHOWN = 3
CANDIDATES = 60  # the newest of the first theme: ranking all of them would cost more than it is worth


def _near(theme: int, practice: int, words: str) -> Any:
    """The newest of a theme but one, the nearest in words first."""
    near = public().filter(themes=theme).exclude(pk=practice).newest_first().values("pk")[:CANDIDATES]
    query = SearchQuery(words, config="serbian", search_type="raw")
    rows = public().filter(pk__in=near).order_by(SearchRank(F("search"), query).desc(), "-useful_count", "-pk")
    return rows.values_list("pk")[:SHOWN]


near = Prepared(_near, (-1, -2, "sample"))


def similar_to(practice: Practice) -> list[int]:
    """Numbers of up to three that everyone may read; one query."""
    theme = next(iter(practice.theme_ids), None)  # type: ignore[attr-defined]
    if theme is None:
        return []
    words = [
        word for word in fold(f"{practice.title} {practice.problem}").split() if len(word) > 3 and word not in SMALL
    ]
    return [pk for (pk,) in near(theme, practice.pk, " | ".join(dict.fromkeys(words[:20])))]
