"""Documents for a query, the best first.

An index gives at most a thousand candidates and one; only these are ranked, those first that have all words in the title
where words are frequent. The rank of a document (docs/decisions/0019-search.md has the reasons):

    words = Σ weight(word) × (0.4 + ts_rank(word)) / Σ weight(word)     for the words that occur in it
    title = 1 where the title is what was typed, 0.2 where it begins so, and up to 0.3 by how much of it is the words
    rank  = (words + title + 0.5 where all words occur) × kind × (1 + 0.05 ln(1 + useful)) × (1 + 0.1 e^(−age / 2 years))
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection

from content.visibility import audiences_of
from ui.paging import COUNTED, PER_PAGE

from .kinds import KINDS, weights
from .query import Query
from .vocabulary import counted, meant_by

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

ENOUGH = 10  # found; where there are fewer, a wider condition is asked
FREQUENT = 1_000  # documents
CANDIDATES = COUNTED + 1

VISIBLE = "(audience = ANY (%s) OR organisation_id = ANY (%s))"
COUNT = (
    f"SELECT count(*) FROM (SELECT FROM search_document WHERE search @@ %s::tsquery AND {VISIBLE} LIMIT %s) AS found"  # noqa: S608
)
ROWS = f"SELECT kind, source, title_key, useful, dated, search FROM search_document WHERE search @@ %s::tsquery AND {VISIBLE}"  # noqa: S608
WORD = "%s * CASE WHEN search @@ %s::tsquery THEN 0.4 + ts_rank('{0.1, 0.2, 0.4, 1}', search, %s::tsquery) ELSE 0 END"
FOUND = """
    WITH found AS MATERIALIZED ({candidates} LIMIT {most}),
    ranked AS (
        SELECT kind, source, (
            ({words}) / %s
            + CASE WHEN title_key = %s THEN 1 WHEN starts_with(title_key, %s) THEN 0.2 ELSE 0 END
            + CASE WHEN search @@ %s::tsquery THEN 0.3 * least(1, %s / greatest(1, length(title_key))) ELSE 0 END
            + CASE WHEN search @@ %s::tsquery THEN 0.5 ELSE 0 END
            ) * (%s::jsonb ->> kind)::float * (1 + 0.05 * ln(1 + useful))
            * (1 + 0.1 * exp(least(0, -extract(epoch FROM now() - dated) / 63072000))) AS rank
            FROM found WHERE %s = '' OR kind = %s)
    SELECT
        (SELECT coalesce(jsonb_object_agg(kind, number), '{{}}')::text
            FROM (SELECT kind, count(*) AS number FROM found GROUP BY kind) AS counted),
        ARRAY(SELECT kind || ' ' || source FROM ranked ORDER BY rank DESC, kind, source DESC LIMIT %s OFFSET %s)
"""


@dataclass(frozen=True)
class Found:
    """A page of what was found."""

    query: Query
    counts: dict[str, int]  # by kind, each up to `COUNTED` + 1
    documents: list[tuple[str, int]]  # kind and source, the best first
    has_all: bool  # words; else those are shown that have most of them
    total: int  # of the kind that was asked for, up to `COUNTED` + 1


class Finding:
    """One query of one reader, of all kinds or of one."""

    def __init__(self, query: Query, user: User | AnonymousUser, kind: str = "") -> None:
        self.query, self.kind = counted(query), kind
        audiences, organisations = audiences_of(user)
        self.reader: list[Any] = [audiences, sorted(organisations)]

    def page(self, number: int) -> Found:
        """The page of this number, from 1."""
        counts, documents = self._run(self.query.all, number, is_wide=False)
        has_all = True
        if sum(counts.values()) < ENOUGH:
            self.query = meant_by(self.query)
            counts, documents = self._run(self.query.wide, number)
            has_all = bool(counts)
            if sum(counts.values()) < ENOUGH and (most := self.query.most):
                counts, documents = self._run(most, number)
        whole = sum(counts.values()) <= COUNTED
        if not whole:
            counts = {kind: self._count(kind) for kind in KINDS}
        total = counts.get(self.kind, 0) if self.kind else min(sum(counts.values()), CANDIDATES)
        return Found(self.query, {kind: n for kind, n in counts.items() if n}, documents, has_all, total)

    def _count(self, kind: str) -> int:
        """All of a kind, up to `COUNTED` + 1; of a query that finds so much, a number may be a minute old."""
        terms: list[Any] = [f"{self.query.all} & 'k.{kind}'", *self.reader, CANDIDATES]

        def count() -> int:
            with connection.cursor() as cursor:
                cursor.execute(COUNT, terms)
                return int(cursor.fetchone()[0])

        return self.query.look.remembered(f"count {terms!r}", count)

    def _run(
        self, condition: str, number: int, *, is_wide: bool = True
    ) -> tuple[dict[str, int], list[tuple[str, int]]]:
        """Counts by kind, and one page; where a thousand candidates are not all, those of the kind are found for themselves."""
        counts, documents = self._asked(condition, number, is_wide)
        if self.kind and sum(counts.values()) > COUNTED:
            documents = self._asked(f"{condition} & 'k.{self.kind}'", number, is_wide)[1]
        return counts, documents

    def _asked(self, condition: str, number: int, is_wide: bool) -> tuple[dict[str, int], list[tuple[str, int]]]:
        query, groups = self.query, self.query.groups
        candidates: str = ROWS
        terms: list[Any] = [condition, *self.reader]
        if groups and not is_wide and min(one.documents for one in query.required) > FREQUENT:
            titles = condition.replace(query.all, query.in_titles, 1)
            candidates = f"{ROWS} UNION ALL {ROWS} AND NOT search @@ %s::tsquery"
            terms = [titles, *self.reader, condition, *self.reader, titles]
        for group in groups:
            terms += [query.weight(group), *[group.wide if is_wide else group.query] * 2]
        whole = query.whole
        terms += [sum(map(query.weight, groups)) or 1, whole, whole, query.in_titles, float(len(whole)), query.all]
        terms += [weights(), self.kind, self.kind, PER_PAGE, (number - 1) * PER_PAGE]
        words = " + ".join([WORD] * len(groups)) or "0"
        with connection.cursor() as cursor:
            cursor.execute(FOUND.format(candidates=candidates, most=CANDIDATES, words=words), terms)
            counts, rows = cursor.fetchone()
        return json.loads(counts), [(kind, int(source)) for kind, source in map(str.split, rows)]
