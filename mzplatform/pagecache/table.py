"""A cache in one PostgreSQL table, cheaper than Django's: one statement to read, one to write, bytes and not base64."""

import pickle
import random
import time
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import connection

CULL_EVERY = 200  # writes, on average
STATEMENTS = {
    "get": "SELECT value FROM {} WHERE key = %s AND expires > %s",
    "add": "INSERT INTO {} (key, value, expires) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
    "delete": "DELETE FROM {} WHERE key = %s",
    "clear": "DELETE FROM {}",  # the application role may not TRUNCATE
    "expire": "DELETE FROM {} WHERE expires <= %s",
    "shorten": "DELETE FROM {0} WHERE key IN (SELECT key FROM {0} ORDER BY expires DESC OFFSET %s)",
}


class TableCache(BaseCache):
    """Rows are written once and never changed. Old and surplus ones go with every two-hundredth write or so.

    The table is made by a migration. It is UNLOGGED: nothing is lost that could not be rendered again.
    """

    def __init__(self, table: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        name = connection.ops.quote_name(table)
        self._statements = {verb: statement.format(name) for verb, statement in STATEMENTS.items()}

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        with connection.cursor() as cursor:
            cursor.execute(self._statements["get"], [self.make_and_validate_key(key, version=version), time.time()])
            row = cursor.fetchone()
        return pickle.loads(row[0]) if row else default  # noqa: S301 - written by ourselves, as Django's caches do

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        expires = self.get_backend_timeout(timeout)
        row = [
            self.make_and_validate_key(key, version=version),
            pickle.dumps(value),
            float("inf") if expires is None else expires,
        ]
        added = self._change("add", row)
        if random.randrange(CULL_EVERY) == 0:  # noqa: S311
            self.cull()
        return added

    def set(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        if not self.add(key, value, timeout, version):
            self.delete(key, version)
            self.add(key, value, timeout, version)

    def delete(self, key: Any, version: int | None = None) -> bool:
        return self._change("delete", [self.make_and_validate_key(key, version=version)])

    def clear(self) -> None:
        self._change("clear", [])

    def cull(self) -> None:
        """Removes what has expired, and of the rest what expires first until MAX_ENTRIES remain."""
        self._change("expire", [time.time()])
        self._change("shorten", [self._max_entries])

    def _change(self, verb: str, parameters: list[Any]) -> bool:
        with connection.cursor() as cursor:
            cursor.execute(self._statements[verb], parameters)
            return bool(cursor.rowcount)
