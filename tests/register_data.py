"""The real register for a test: `@pytest.mark.usefixtures("real_register")`, or the fixture as an argument.

Tests begin with an empty register. The first test of a run that asks for the real one imports `register/data/`, as
`manage.py register_import` does, and keeps what came out; every further one copies that back in, within its own
transaction, in well under a second. Triggers fire as always, so there is history of what was added.
"""

from __future__ import annotations

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection

from register.importing.reading import read_path
from register.importing.writing import run_import

DATA = settings.BASE_DIR / "register" / "data"
_copies: list[tuple[str, str, bytes]] = []
"""Table, columns, rows."""


@pytest.fixture
def real_register(db) -> None:
    """145 municipalities, 1,577 local communities, 80 stated totals, as in `register/data/`."""
    load_real_register()


def load_real_register() -> None:
    """What the fixture does, for helpers that are not fixtures."""
    if not _copies:
        run_import(read_path(DATA))
        _copies.extend(_copy_out())
        return
    with connection.cursor() as cursor:
        for table, columns, rows in _copies:
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                copy.write(rows)
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), coalesce(max(id), 1)) FROM {table}")  # noqa: S608


def _copy_out():
    with connection.cursor() as cursor:
        for model in apps.get_app_config("register").get_models():
            if model.__name__.endswith("Event"):
                continue
            table = model._meta.db_table
            columns = ", ".join(f'"{each.column}"' for each in model._meta.local_concrete_fields if not each.generated)
            with cursor.copy(f"COPY {table} ({columns}) TO STDOUT") as copy:
                yield table, columns, b"".join(copy)
