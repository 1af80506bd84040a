"""The words that occur in what everyone may read: how many documents have one, and which is meant where there is a slip.

They are counted at night. A word that was written since is found all the same; it is only not known how rare it is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db import connection, transaction
from django.db.models import Q, Value

from register.models.base import Joined
from text.fold import query_keys
from text.functions import HasSlip

from . import misses, recent
from .models import Word
from .query import Group, Query
from .words import Look, Shapes

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


# A file counts as one. Its words are stems alone, which nobody is shown: it may be full of names and slips of a scanner.
INSIDE = """
    INSERT INTO search_word (stem, shown, documents)
        SELECT word, '', ndoc FROM ts_stat($$
            SELECT t.words FROM content_filetext t JOIN content_attachment a ON a.id = t.attachment_id
                JOIN content_entry e ON e.id = a.entry_id LEFT JOIN content_entry root ON root.id = e.root_id
                WHERE NOT a.waits AND NOT e.is_unnamed AND t.words IS NOT NULL
                    AND e.audience = 'public' AND e.status = 'published' AND e.withdrawn IS NULL
                    AND (root.id IS NULL OR root.audience = 'public' AND root.status = 'published' AND root.withdrawn IS NULL)
            $$) WHERE length(word) < 40
        ON CONFLICT (stem) DO UPDATE SET documents = search_word.documents + excluded.documents
"""


@transaction.atomic
def recount() -> int:
    """Counts all words anew; how many there are."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_word")
        cursor.execute(COUNTED)
        number = int(cursor.rowcount)
        cursor.execute(INSIDE)
    return number


def count_all(_run: Any) -> None:
    """Named in `TICKS`."""
    recount()
    recent.mark()
    misses.tidy()


def counted(query: Query) -> Query:
    """The same query, knowing how many documents have each word, and without forms of a word that occur nowhere."""
    return replace(query, groups=tuple(_counted(one, query.look) for one in query.groups))


def _counted(group: Group, look: Look) -> Group:
    """Of a word that is held for a minute. One that occurs nowhere counts as what means the same; of several words together
    it is not known.
    """
    if len(group.term) > 1:
        return group
    (shapes,) = group.term

    def ask() -> tuple[Shapes, int]:
        alone = [shapes, *(term[0] for term in group.same if len(term) == 1)]
        rows = Word.objects.filter(stem__in={stem for one in alone for stem in one})
        known = dict(rows.values_list("stem", "documents"))
        numbers = [sum(known.get(stem, 0) for stem in one) for one in alone]
        stem, *twins = shapes
        return (stem, *(twin for twin in twins if twin in known or not known)), numbers[0] or max(numbers)

    found, number = look.remembered(f"documents {shapes[0]}", ask)
    return replace(group, term=(found,), documents=number)


def meant_by(query: Query) -> Query:
    """The same query; a word that occurs nowhere may also be one that is a slip apart."""
    return replace(query, groups=tuple(_with_slips(group, query.look) for group in query.groups))


def _with_slips(group: Group, look: Look) -> Group:
    if group.documents or group.same or len(group.term) > 1:
        return group
    near = look.remembered(f"near {group.typed}", lambda: words_near(group))
    if not near:
        return group
    return replace(group, slips=tuple(word.stem for word in near), meant=near[0].shown, documents=near[0].documents)


def words_near(group: Group) -> list[Word]:
    """Known words one slip apart, the most frequent first."""
    stem = group.term[0][0]
    keys = {key for word in (stem, group.typed) for key in query_keys(word)[1]}
    if not keys:
        return []
    slipped = Q(HasSlip("stem", Value(stem))) | Q(HasSlip(Joined("stem", "shown"), Value(group.typed)))
    near = Word.objects.filter(slipped, search_keys__overlap=sorted(keys)).exclude(shown="")
    return list(near.order_by("-documents", "stem")[:MEANT])
