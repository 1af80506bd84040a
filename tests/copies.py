"""Rows that are slow to make, made once a run: the first time they are copied out, every further time copied in.

Triggers fire as always, so there is history of what was added; the copying is part of the test's own transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.db import connection
from django.db.models import Model


class Copies:
    """The rows of some models, in an order in which the database takes them."""

    def __init__(self, make: Callable[[], object], models: Callable[[], Iterable[type[Model]]]) -> None:
        self._make, self._models = make, models
        self._kept: list[tuple[str, str, bytes]] = []  # table, columns, rows

    def load(self) -> None:
        """Make the rows, or copy in what was made."""
        if not self._kept:
            self._make()
            self._kept = list(self._out())
            return
        with connection.cursor() as cursor:
            for table, columns, rows in self._kept:
                with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                    copy.write(rows)
                begin_again(table)

    def _out(self) -> Iterable[tuple[str, str, bytes]]:
        with connection.cursor() as cursor:
            for model in self._models():
                table, fields = model._meta.db_table, model._meta.local_concrete_fields
                columns = ", ".join(f'"{each.column}"' for each in fields if not each.generated)
                with cursor.copy(f"COPY {table} ({columns}) TO STDOUT") as copy:
                    yield table, columns, b"".join(copy)


def begin_again(table: str) -> None:
    """The next number of a table is the one after its last; of an empty table it is one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM information_schema.columns WHERE table_name = %s AND column_name = 'id'", [table])
        if cursor.fetchone():
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), coalesce(max(id), 1), max(id) IS NOT NULL) FROM {table}"  # noqa: S608
            )
