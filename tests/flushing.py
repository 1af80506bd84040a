"""How a test that commits leaves the database empty: tables without rows are left alone, and so is what migrations fill.

Django truncates all of them, which makes each a new file, and fills what it emptied of its own with a run of every
receiver of `post_migrate`. Of some two hundred tables a test fills twenty.
"""

from __future__ import annotations

from typing import Any

from django.db import connection

FILLED = {"content_theme", "moderation_reason", "search_synonyms"}  # by migrations of ours; no test commits a change
KEPT = {"django_content_type", "auth_permission"} | FILLED

_before: list[str] = []  # what the first call of a run found in them


def empty(_operations: object, _style: object, tables: list[str], **_options: Any) -> list[str]:
    """In place of `sql_flush` of a database, which returns what is left to do: nothing.

    A test that committed a change of what migrations fill fails here, and not another one that comes after it.
    """
    quoted = [connection.ops.quote_name(table) for table in tables if table not in KEPT]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{one}' WHERE EXISTS (SELECT FROM {one})" for one in quoted))  # noqa: S608
        if filled := [table for (table,) in cursor.fetchall()]:
            cursor.execute(f"TRUNCATE {', '.join(filled)} CASCADE")
        prints = [f"SELECT md5(string_agg(one::text, '|' ORDER BY id)) FROM {table} AS one" for table in sorted(FILLED)]  # noqa: S608
        cursor.execute(" UNION ALL ".join(prints))
        found = [one for (one,) in cursor.fetchall()]
    _before[:] = _before or found
    assert found == _before, f"this test changed rows that migrations added: {sorted(FILLED)}"
    return []
