"""What is offered while one types: things whose title begins so, then things that have such a word in their title."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection

from content.visibility import audiences_of
from text.fold import fold

from .query import LENGTH
from .stems import stems_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

SHORTEST = 3  # letters
SHOWN = 8
LOOKED_AT = 200  # documents
NEW = 500  # of the newest documents
MOST_WORDS = 5

BEGIN = """
    SELECT kind, source, version FROM (
        SELECT kind, source, xmin::text AS version, title_key, useful FROM search_document
            WHERE title_key LIKE %s AND (audience = ANY (%s) OR organisation_id = ANY (%s)) LIMIT %s) AS found
    ORDER BY title_key = %s DESC, useful DESC, length(title_key), kind, source LIMIT %s
"""
# Where many titles have such a word, some of the newest things have it: those are met before an index has listed them all.
NEWEST = """
    SELECT kind, source, version FROM (
        SELECT kind, source, xmin::text AS version, title_key, useful, audience, organisation_id, search
            FROM search_document ORDER BY dated DESC NULLS LAST LIMIT %s) AS newest
    WHERE search @@ %s::tsquery AND (audience = ANY (%s) OR organisation_id = ANY (%s)) LIMIT %s
"""
HAVE = """
    SELECT kind, source, version FROM (
        SELECT kind, source, xmin::text AS version, title_key, useful FROM search_document
            WHERE search @@ %s::tsquery AND (audience = ANY (%s) OR organisation_id = ANY (%s)) LIMIT %s) AS found
    ORDER BY useful DESC, length(title_key), kind, source LIMIT %s
"""


def suggested(typed: str, user: User | AnonymousUser) -> list[tuple[str, int, str]]:
    """Up to eight documents, as `finding.Named`, that this person may find; none for less than three letters."""
    key = fold(typed[:LENGTH])
    if len(key) < SHORTEST:
        return []
    audiences, organisations = audiences_of(user)
    reader: list[Any] = [audiences, sorted(organisations), LOOKED_AT]
    with connection.cursor() as cursor:
        cursor.execute(BEGIN, [f"{key}%", *reader, key, SHOWN])
        found = cursor.fetchall()
        if len(found) < SHOWN:
            *words, last = key.split()[:MOST_WORDS]
            condition = " & ".join([*(f"'t.{stem}'" for stem in stems_of(words)), f"'t.{last}':*"])
            cursor.execute(NEWEST, [NEW, condition, *reader[:2], SHOWN])
            having = cursor.fetchall()
            if len(having) < SHOWN:
                cursor.execute(HAVE, [condition, *reader, SHOWN])
                having = cursor.fetchall()
            found += [row for row in having if row not in found]
    return list(found[:SHOWN])
