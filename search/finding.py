"""Documents for a query, the best first. `search.ranking` says which are looked at, and in which order."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db import connection

from content.visibility import audiences_of
from ui.paging import PER_PAGE

from . import words
from .kinds import KINDS
from .query import Query, parsed
from .ranking import CANDIDATES, FITS, SEVERAL, VISIBLE, candidates, most_of, rank
from .vocabulary import counted, meant_by

if TYPE_CHECKING:
    from accounts.models import User

ENOUGH = 10  # found; where there are fewer, a wider condition is asked

COUNT = f"""
    SELECT count(*) FROM (SELECT FROM search_document WHERE {VISIBLE}{{fits}} LIMIT %s) AS found
"""  # noqa: S608 - nothing of it comes from outside
FOUND = """
    WITH ranked AS MATERIALIZED (SELECT kind, source, version, {rank} AS rank FROM ({candidates}) AS found)
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
    ranked: int  # of these, in order; there are pages of no more


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
        most = most_of(self.query)
        if sum(counts.values()) >= most:
            counts = {kind: self._count(condition, kind) for kind in KINDS}
        total = counts.get(self.kind, 0) if self.kind else min(sum(counts.values()), CANDIDATES)
        found = {kind: n for kind, n in counts.items() if n}
        return Found(self.query, found, documents, has_all, total, min(total, most - 1))

    def _count(self, condition: list[str], kind: str) -> int:
        """All of a kind, up to `COUNTED` + 1; of a query that finds so much, a number may be a minute old."""
        fits = [*condition, f"'k.{kind}'"]
        terms: list[Any] = [*self.reader, *fits, CANDIDATES]

        def count() -> int:
            with connection.cursor() as cursor:
                cursor.execute(COUNT.format(fits=FITS * len(fits)), terms)
                return int(cursor.fetchone()[0])

        return self.query.look.remembered(f"count {terms!r}", count)

    def _run(self, condition: list[str], number: int, *, is_wide: bool = True) -> tuple[dict[str, int], list[Named]]:
        """Counts by kind, and one page; where the candidates are not all, those of the kind are found for themselves."""
        look, many = self.query.look, f"many {condition} {self.reader!r}"
        if not (self.kind and look.knows(many)):
            counts, documents = self.asked(condition, number, is_wide)
            if not self.kind or sum(counts.values()) < most_of(self.query):
                return counts, documents
            look.remembered(many, lambda: True)
        return {"": CANDIDATES}, self.asked(condition, number, is_wide, self.kind)[1]

    def asked(
        self, condition: list[str], number: int, is_wide: bool, kind: str = ""
    ) -> tuple[dict[str, int], list[Named]]:
        """Counts by kind among the candidates, all or those of a kind, and one page of these; `is_wide` where they may lack
        some of the words.
        """
        ranked, found = rank(self.query, is_wide), candidates(self.query, condition, self.reader, kind, is_wide)
        page: list[Any] = [self.kind, self.kind, PER_PAGE, (number - 1) * PER_PAGE]
        with connection.cursor() as cursor:
            cursor.execute(
                FOUND.format(rank=ranked.text, candidates=found.text), [*ranked.values, *found.values, *page]
            )
            counts, rows = cursor.fetchone()
        return json.loads(counts), [Named(kind, int(source), version) for kind, source, version in map(str.split, rows)]


def nearest(typed: str, kind: str, most: int) -> list[int]:
    """Numbers of things of a kind that everyone may read and that say the same: all words, or where those are fewer than
    `most`, with two of the words at least or with the one there is. The nearest first; one query or two.
    """
    finding = Finding(parsed(typed, words.current()), AnonymousUser(), kind)
    query = finding.query
    if not any(group.is_required for group in query.groups):
        return []
    _counts, documents = finding.asked(query.all, 1, is_wide=False, kind=kind)
    if len(documents) < most:
        wider = query.most if len(query.required) > SEVERAL else query.wide
        _counts, documents = finding.asked(wider, 1, is_wide=True, kind=kind)
    return [one.source for one in documents[:most]]
