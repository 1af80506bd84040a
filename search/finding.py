"""Documents for a query, the best first.

An index gives at most a thousand candidates and one; only these are ranked, those first that have all words in the title
where words are frequent. The rank of a document (docs/decisions/0019-search.md has the reasons):

    words = Σ weight(word) × ts_rank(word) / Σ weight(word), 0.8 of it where only what means the same occurs;
            where the candidates do not have all words, 0.4 × the weights of those that occur, and 0.5 where all do as they
            were typed or 0.3 in some form
    title = 1 where the title is what was typed, 0.2 where it begins so, and up to 0.3 by how much of it is the words
    name  = 1; of a place or a person that lacks one of the words, though it may have what means the same, 0.2
    rank  = (words + title) × kind × name × (1 + 0.05 ln(1 + useful)) × (1 + 0.1 e^(−age / 2 years))
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db import connection

from content.visibility import audiences_of
from ui.paging import COUNTED, PER_PAGE

from . import words
from .kinds import KINDS, named, weights
from .query import FREQUENT, Query, parsed
from .vocabulary import counted, meant_by

if TYPE_CHECKING:
    from accounts.models import User

ENOUGH = 10  # found; where there are fewer, a wider condition is asked
SEVERAL = 2  # words; of more, other endings of all of them are not sought: it costs most and finds least
CANDIDATES = COUNTED + 1

VISIBLE = "(audience = ANY (%s) OR organisation_id = ANY (%s))"
COUNT = f"""
    SELECT count(*) FROM (SELECT FROM search_document WHERE search @@ %s::tsquery AND {VISIBLE} LIMIT %s) AS found
"""  # noqa: S608 - nothing of it comes from outside
ROWS = f"""
    SELECT kind, source, xmin::text AS version, title_key, useful, dated, search FROM search_document
        WHERE search @@ %s::tsquery AND {VISIBLE}
"""  # noqa: S608
RANK = "ts_rank('{0.1, 0.2, 0.4, 1}', search, %s::tsquery)"
# PostgreSQL divides by how many words it is asked for, of which a text mostly has one.
WORD = f"least(0.7, %s * {RANK})"
SAME = f"greatest({WORD}, 0.8 * {WORD})"
WHOLE = "CASE WHEN search @@ %s::tsquery THEN %s WHEN search @@ %s::tsquery THEN %s ELSE 0 END"
OCCURS = " + CASE WHEN search @@ %s::tsquery THEN %s ELSE 0 END"
FOUND = """
    WITH ranked AS MATERIALIZED (
        SELECT kind, source, version, (
            ({words}) / %s
            + CASE WHEN title_key = %s THEN 1 WHEN starts_with(title_key, %s) THEN 0.2 ELSE 0 END
            + CASE WHEN search @@ %s::tsquery THEN 0.3 * least(1, %s / greatest(1, length(title_key))) ELSE 0 END
            ) * (%s::jsonb ->> kind)::float * CASE WHEN kind <> ALL (%s) OR search @@ %s::tsquery THEN 1 ELSE 0.2 END
            * (1 + 0.05 * ln(1::float + useful))
            * (1 + 0.1 * exp(least(0, -extract(epoch FROM now() - dated)::float / 63072000))) AS rank
            FROM ({candidates} LIMIT {most}) AS found)
    SELECT
        (SELECT coalesce(jsonb_object_agg(kind, number), '{{}}')::text
            FROM (SELECT kind, count(*) AS number FROM ranked GROUP BY kind) AS counted),
        ARRAY(SELECT concat_ws(' ', kind, source, version) FROM ranked
            WHERE %s = '' OR kind = %s ORDER BY rank DESC, kind, source DESC LIMIT %s OFFSET %s)
"""


class Named(NamedTuple):
    """A document: which thing it is of, and a mark that changes with every change of it."""

    kind: str
    source: int
    version: str


@dataclass(frozen=True)
class Found:
    """A page of what was found."""

    query: Query
    counts: dict[str, int]  # by kind, each up to `COUNTED` + 1
    documents: list[Named]  # the best first
    has_all: bool  # words; else those are shown that have most of them
    total: int  # of the kind that was asked for, up to `COUNTED` + 1


class Finding:
    """One query of one reader, of all kinds or of one."""

    def __init__(self, query: Query, user: User | AnonymousUser, kind: str = "") -> None:
        self.query = counted(query)
        self.kind = kind
        audiences, organisations = audiences_of(user)
        self.reader: list[Any] = [audiences, sorted(organisations)]

    def page(self, number: int) -> Found:
        """The page of this number, from 1."""
        condition = self.query.all
        counts, documents = self._run(condition, number, is_wide=False)
        has_all = True
        if sum(counts.values()) < ENOUGH:
            self.query, has_all = meant_by(self.query), bool(counts)
            if len(self.query.required) <= SEVERAL:
                condition = self.query.wide
                counts, documents = self._run(condition, number)
                has_all = bool(counts)
            if sum(counts.values()) < ENOUGH and self.query.most:
                condition = self.query.most
                counts, documents = self._run(condition, number)
            if sum(counts.values()) < ENOUGH and self.query.any:
                condition = self.query.any
                counts, documents = self._run(condition, number)
        whole = sum(counts.values()) <= COUNTED
        if not whole:
            counts = {kind: self._count(condition, kind) for kind in KINDS}
        total = counts.get(self.kind, 0) if self.kind else min(sum(counts.values()), CANDIDATES)
        return Found(self.query, {kind: n for kind, n in counts.items() if n}, documents, has_all, total)

    def _count(self, condition: str, kind: str) -> int:
        """All of a kind, up to `COUNTED` + 1; of a query that finds so much, a number may be a minute old."""
        terms: list[Any] = [f"{condition} & 'k.{kind}'", *self.reader, CANDIDATES]

        def count() -> int:
            with connection.cursor() as cursor:
                cursor.execute(COUNT, terms)
                return int(cursor.fetchone()[0])

        return self.query.look.remembered(f"count {terms!r}", count)

    def _run(self, condition: str, number: int, *, is_wide: bool = True) -> tuple[dict[str, int], list[Named]]:
        """Counts by kind, and one page; where a thousand candidates are not all, those of the kind are found for themselves."""
        look, many = self.query.look, f"many {condition} {self.reader!r}"
        if not (self.kind and look.knows(many)):
            counts, documents = self.asked(condition, number, is_wide)
            if not self.kind or sum(counts.values()) <= COUNTED:
                return counts, documents
            look.remembered(many, lambda: True)
        return {"": CANDIDATES}, self.asked(f"{condition} & 'k.{self.kind}'", number, is_wide)[1]

    def asked(self, condition: str, number: int, is_wide: bool) -> tuple[dict[str, int], list[Named]]:
        """Counts by kind among the candidates, and one page of these; `is_wide` where they may lack some of the words."""
        query, groups = self.query, self.query.groups
        total = sum(map(query.weight, groups)) or 1.0
        candidates: str = ROWS
        chosen: list[Any] = [condition, *self.reader]
        if groups and not is_wide and min(one.documents for one in query.required) > FREQUENT:
            titles = condition.replace(query.all, query.in_titles, 1)
            candidates = f"{ROWS} UNION ALL {ROWS} AND NOT search @@ %s::tsquery"
            chosen = [titles, *self.reader, condition, *self.reader, titles]
        ranks, terms = [], list[Any]()
        for group in groups:
            weight, asked = query.weight(group), group.wide if is_wide else group.query
            ranked = [asked] if len(group.terms) == 1 else [group.exact, asked]
            ranks.append(f"%s * {WORD if len(ranked) == 1 else SAME}")
            terms += [weight, *(value for one in ranked for value in (one.count("'") / 2, one))]
            if is_wide or not group.is_required:  # else it occurs in every candidate
                ranks[-1] += OCCURS
                terms += [asked, 0.4 * weight]
        if is_wide:
            ranks.append(WHOLE)
            terms += [query.all, 0.5 * total, query.wide, 0.3 * total]
        whole = query.whole
        terms += [total, whole, whole, query.in_titles, float(len(whole)), weights(query.is_question)]
        terms += [named(), query.named, *chosen]
        terms += [self.kind, self.kind, PER_PAGE, (number - 1) * PER_PAGE]
        with connection.cursor() as cursor:
            cursor.execute(FOUND.format(candidates=candidates, most=CANDIDATES, words=" + ".join(ranks) or "0"), terms)
            counts, rows = cursor.fetchone()
        return json.loads(counts), [Named(kind, int(source), version) for kind, source, version in map(str.split, rows)]


def nearest(typed: str, kind: str, most: int) -> list[int]:
    """Numbers of things of a kind that everyone may read and that say the same: with two of the words at least, or with the
    one there is. The nearest first; one query.
    """
    finding = Finding(parsed(typed, words.current()), AnonymousUser(), kind)
    if not any(group.is_required for group in finding.query.groups):
        return []
    condition = finding.query.most if len(finding.query.required) > 2 else finding.query.wide
    _counts, documents = finding.asked(f"{condition} & 'k.{kind}'", 1, is_wide=True)
    return [one.source for one in documents[:most]]
