"""The newest documents of a large site, which have an index of their own: to find a few hundred of what thousands have, the
lists of that one are enough, however many documents there are. Places, which have no date, are among them.

They are chosen at night. Nothing waits for that: a document that is not among them is looked at after them.
"""

from __future__ import annotations

from django.db import connection, transaction

from .models import Document

RECENT = 40_000  # documents; a site of less than twice as many has no need of it
MARKED = """
    UPDATE search_document SET is_recent = NOT is_recent WHERE id IN (
        SELECT id FROM search_document
            WHERE is_recent <> (%s AND (dated IS NULL OR id IN (
                SELECT id FROM search_document WHERE dated IS NOT NULL ORDER BY dated DESC NULLS LAST LIMIT %s)))
            FOR UPDATE SKIP LOCKED)
"""  # skipped is what somebody writes just now: until the next night it stays where it was


def is_large(documents: int) -> bool:
    """Whether a site of so many documents has an index of the newest."""
    return documents > 2 * RECENT


@transaction.atomic
def mark() -> int:
    """Says anew which documents are the newest; of how many that has changed."""
    with connection.cursor() as cursor:
        cursor.execute(MARKED, [is_large(Document.objects.count()), RECENT])
        return int(cursor.rowcount)
