"""What was typed, as a query of the spine's full-text index: blind to script, marks, spelling and endings."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F

from register.models.fields import tidy_line
from text.fold import fold

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from content.models import Entry

    E = TypeVar("E", bound=Entry)

LONGEST = 200  # characters
MOST_WORDS = 12
SMALL = frozenset(
    "a ali bez da do i ili iz je ka kod koji koja koje na nad ne o od po pod pri sa se su s te u uz za".split()  # noqa: SIM905
)
BEGINS = 4  # letters; a shorter word is sought as it is


class Search:
    """The words of a reader. Falsy where there are none that could find anything."""

    def __init__(self, typed: str) -> None:
        self.typed = tidy_line(typed[:LONGEST])
        words = [word for word in fold(self.typed).split() if word not in SMALL]
        self.words = list(dict.fromkeys(words))[:MOST_WORDS]

    def __bool__(self) -> bool:
        return bool(self.words)

    @property
    def is_idle(self) -> bool:
        """Nothing was typed at all."""
        return not self.typed

    @property
    def query(self) -> str:
        """Every word, or one that begins with it. Folded words are letters and digits, so nothing needs quoting."""
        return " & ".join(f"{word}:*" if len(word) >= BEGINS else word for word in self.words)

    def fitting(self, rows: QuerySet[E]) -> QuerySet[E]:
        """The rows that hold all words; none where what was typed has no word that counts."""
        return fitting(rows, self.query) if self.words else rows.none()

    def ranked(self, rows: QuerySet[E]) -> QuerySet[E]:
        """The best match first; among equals the newest."""
        return ranked(rows, self.query)


def fitting(rows: QuerySet[E], query: str) -> QuerySet[E]:
    """The rows that a `Search.query` finds."""
    return rows.filter(search=parsed(query))


def ranked(rows: QuerySet[E], query: str) -> QuerySet[E]:
    """The best match first; among equals the newest."""
    rank = SearchRank(F("search"), parsed(query))
    return cast("QuerySet[E]", rows.annotate(rank=rank).order_by("-rank", "-published", "-pk"))


def parsed(query: str) -> SearchQuery:
    """For conditions and ranks of the spine."""
    return SearchQuery(query, config="serbian", search_type="raw")
