"""The version of everything public, as this process knows it.

Every transaction that changes a public table adds one row with a random amount to `mzplatform_pagestamp`
(`migrations/0001`); the stamp is the sum of all rows. So the stamp changes at the very moment the change itself becomes
visible, writers never wait for each other as they would for one counter, transactions that commit in another order than
they began cannot hide one another, and a number does not come back after a restored backup. Old rows are folded into one
now and then, which keeps the sum. The hour belongs to the stamp too, because pages name days and ages.
"""

import threading
import time

from django.conf import settings
from django.db import connection
from django.utils import timezone

from communities import country
from practices import look as practices

FOLD_AT = 500  # rows
READ = "SELECT count(*), coalesce(sum(amount), 0) FROM mzplatform_pagestamp"
FOLD = """
WITH chosen AS (SELECT id FROM mzplatform_pagestamp FOR UPDATE SKIP LOCKED),
     gone AS (DELETE FROM mzplatform_pagestamp USING chosen WHERE mzplatform_pagestamp.id = chosen.id RETURNING amount)
INSERT INTO mzplatform_pagestamp (amount) SELECT sum(amount) FROM gone HAVING count(*) > 0
"""


class Stamp:
    """Read from the database at most once in PAGE_STAMP_SECONDS by each process, whatever its number of threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._value = ""
        self._read_at = float("-inf")

    def known(self) -> str | None:
        """The stamp without asking the database; None if it would have to be asked."""
        return self._value if self._is_fresh() else None

    def current(self) -> str | None:
        """The stamp, at most PAGE_STAMP_SECONDS old; None while another thread is reading it: then do without."""
        if self._is_fresh():
            return self._value
        if not self._lock.acquire(blocking=False):
            return None
        try:
            if not self._is_fresh():
                asked_at = time.monotonic()
                if (value := self._read()) != self._value:
                    for look in (country, practices):  # what this process remembers is older than the stamp
                        look.forget()
                self._value, self._read_at = value, asked_at
        finally:
            self._lock.release()
        return self._value

    def _is_fresh(self) -> bool:
        return time.monotonic() - self._read_at < settings.PAGE_STAMP_SECONDS

    @staticmethod
    def _read() -> str:
        with connection.cursor() as cursor:
            cursor.execute(READ)
            rows, amount = cursor.fetchone()
            if rows > FOLD_AT:
                cursor.execute(FOLD)
        return f"{amount}.{timezone.localtime():%Y%m%d%H}"
