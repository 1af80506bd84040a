"""The words that occur in what everyone may read: how many documents have one, and which is meant where there is a slip.

They are counted at night. A word that was written since is found all the same; it is only not known how rare it is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db import connection, transaction
from django.db.models import Q, Value

from text.fold import query_keys
from text.functions import HasSlip

from . import misses
from .models import Word
from .query import Group, Query

MEANT = 3  # words for a slip
# The texts as they are written, since the stems of documents are no words that one could show.
TEXTS = """
    SELECT to_tsvector('pg_catalog.simple', title) FROM search_document WHERE audience = 'public' AND kind <> 'person'
    UNION ALL
    SELECT to_tsvector('pg_catalog.simple', concat_ws(' ', e.lead, e.body, e.place_names)) FROM content_entry e
        LEFT JOIN content_entry root ON root.id = e.root_id
        WHERE e.audience = 'public' AND e.status = 'published' AND e.withdrawn IS NULL AND e.kind <> 'comment'
            AND (root.id IS NULL OR root.audience = 'public' AND root.status = 'published' AND root.withdrawn IS NULL)
"""
COUNTED = f"""
    INSERT INTO search_word (stem, shown, documents)
        SELECT stem, (array_agg(word ORDER BY ndoc DESC, word))[1], sum(ndoc)
        FROM (
            SELECT word, ndoc, (tsvector_to_array(to_tsvector('pg_catalog.serbian', text_fold(word))))[1] AS stem
                FROM ts_stat($${TEXTS}$$) WHERE length(word) < 40) AS known
        WHERE stem IS NOT NULL
        GROUP BY stem
"""  # noqa: S608 - nothing of it comes from outside


@transaction.atomic
def recount() -> int:
    """Counts all words anew; how many there are."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_word")
        cursor.execute(COUNTED)
        return int(cursor.rowcount)


def count_all(_run: Any) -> None:
    """Named in `TICKS`."""
    recount()
    misses.tidy()


def counted(query: Query) -> Query:
    """The same query, knowing how many documents have each word."""
    stems = [group.terms[0][0] for group in query.groups if len(group.terms[0]) == 1]
    number = dict(Word.objects.filter(stem__in=stems).values_list("stem", "documents")) if stems else {}
    return replace(query, groups=tuple(replace(one, documents=_number(one, number)) for one in query.groups))


def _number(group: Group, number: dict[str, int]) -> int:
    return number.get(group.terms[0][0], 0) if len(group.terms[0]) == 1 else 0


def meant_by(query: Query) -> Query:
    """The same query; a word that occurs nowhere may also be one that is a slip apart."""
    return replace(query, groups=tuple(_with_slips(group) for group in query.groups))


def _with_slips(group: Group) -> Group:
    if group.documents or len(group.terms) > 1 or len(group.terms[0]) > 1:
        return group
    near = words_near(group)
    return replace(group, slips=tuple(word.stem for word in near), meant=near[0].shown if near else "")


def words_near(group: Group) -> list[Word]:
    """Known words one slip apart, the most frequent first."""
    stem = group.terms[0][0]
    keys = {key for word in (stem, group.typed) for key in query_keys(word)[1]}
    if not keys:
        return []
    slipped = Q(HasSlip("stem", Value(stem))) | Q(HasSlip("stem", Value(group.typed)))
    near = Word.objects.filter(slipped, search_keys__overlap=sorted(keys))
    return list(near.order_by("-documents", "stem")[:MEANT])
