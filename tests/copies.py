"""Rows that are slow to make, made once a run: the first time they are copied out, every further time copied in.

With them comes what triggers made of them (history, documents of the search), so that these need not run again. The
copying is part of the test's own transaction.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection

TABLES = """
    SELECT c.relname FROM pg_class c
        WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND c.relname <> 'mzplatform_pagestamp'
"""
# The column that numbers the rows, and whether some other table names rows by it: then it must stay as it is.
NUMBER = """
    SELECT attname, EXISTS (SELECT FROM pg_constraint WHERE contype = 'f' AND confrelid = attrelid) FROM pg_attribute
        WHERE attrelid = %s::regclass AND attidentity <> ''
"""
COLUMNS = """
    SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
        WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND attname <> %s
"""


class Copies:
    """What a function adds to the tables of a database. It may only add: rows that were there stay as they were."""

    def __init__(self, make: Callable[[], object]) -> None:
        self._make = make
        self._kept: list[tuple[str, str, bytes]] = []  # table, columns, rows

    def load(self) -> None:
        """Make the rows, or copy in what was made; a PostgreSQL of somebody else may not let us, and they are made again."""
        if not self._kept or not _may_copy():
            before = _sizes()
            self._make()
            self._kept = [_rows(table, before[table]) for table, size in _sizes().items() if size != before[table]]
            return
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
            for table, columns, rows in self._kept:
                with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                    copy.write(rows)
            cursor.execute("SET session_replication_role = origin")
            for table, *_ in self._kept:
                cursor.execute(f"DELETE FROM {table} WHERE false")  # noqa: S608 - for the stamp of the pages: a statement
        for table, *_ in self._kept:
            _begin_again(table)


def _may_copy() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_parameter_privilege(current_user, 'session_replication_role', 'SET')")
        return cursor.fetchone() == (True,)


def _begin_again(table: str) -> None:
    """The next number of a table whose numbers came along is the one after its last."""
    with connection.cursor() as cursor:
        number, is_named = _number(table)
        if is_named:
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', '{number}'), max({number})) FROM {table}"  # noqa: S608
            )


def _number(table: str) -> tuple[str, bool]:
    with connection.cursor() as cursor:
        cursor.execute(NUMBER, [table])
        return cursor.fetchone() or ("", False)


def _sizes() -> dict[str, int]:
    """How many rows each table has."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        names = [name for (name,) in cursor.fetchall()]
        cursor.execute(" UNION ALL ".join(f"SELECT '{name}', count(*) FROM {name}" for name in names))  # noqa: S608
        return dict(cursor.fetchall())


def _rows(table: str, already: int) -> tuple[str, str, bytes]:
    """The rows that came after the first so many."""
    number, is_named = _number(table)
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS, [table, "" if is_named else number])
        ((columns,),) = cursor.fetchall()
        order = f" ORDER BY {number} OFFSET {already}" if number else ""
        assert number or not already, f"{table} had rows before, and nothing tells which came later"
        with cursor.copy(f"COPY (SELECT {columns} FROM {table}{order}) TO STDOUT") as copy:  # noqa: S608
            return table, columns, b"".join(copy)
