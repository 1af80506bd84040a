"""What keeping documents adds to a write: questions and answers as the site stores them, with the triggers and without.

Both in turn, round after round, on the database that was seeded; nothing is kept.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import django

django.setup()

from django.db import connection, transaction  # noqa: E402

from accounts.models import Mandate, User  # noqa: E402
from content.models import Theme  # noqa: E402
from forums import actions  # noqa: E402
from register.models import Community, Municipality  # noqa: E402

ROUNDS, WRITES = 8, 40
TRIGGERS = """
    SELECT relname, tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
        WHERE tgname LIKE 'search\\_%' AND NOT tgisinternal
"""


def switch(on: bool) -> None:
    """All triggers that keep documents."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks to come cannot be altered
        cursor.execute(TRIGGERS)
        for table, trigger in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} {'ENABLE' if on else 'DISABLE'} TRIGGER {trigger}")


def timed(write: Callable[[], Any]) -> float:
    """Milliseconds a write, each in a transaction of its own within one that is given up."""
    begun = time.perf_counter()
    for _ in range(WRITES):
        with transaction.atomic():
            write()
    return (time.perf_counter() - begun) * 1000 / WRITES


def main() -> None:
    asker, helper = User.objects.filter(email__startswith="mjerenje").order_by("pk")[:2]
    town, theme = Municipality.objects.base_units().first(), Theme.objects.first()
    assert town is not None
    assert theme is not None
    words = "Vlasnik doma je općina, a račun za struju i grijanje stiže na mjesnu zajednicu svakog mjeseca. " * 5
    lists = {"themes": [theme.pk], "places": [(town.pk, None, "")]}

    def ask() -> Any:
        return actions.ask(asker, uuid4(), "bs", {"title": "Ko plaća struju za dom?", "body": words}, lists)

    def answer() -> Any:
        return actions.answer(asked, helper, uuid4(), "bs", {"body": words}, {})

    with transaction.atomic():
        for person in (asker, helper):  # what they write is published at once
            place = Community.objects.order_by("pk").first()
            Mandate.objects.create(
                user=person, role="president", community=place, starts=date(2024, 1, 1), confirmed_on=date(2024, 1, 1)
            )
        asked = ask()
        assert asked.is_published
        costs: dict[tuple[str, bool], list[float]] = {}
        for number in range(ROUNDS + 1):
            for on in (True, False):
                switch(on)
                for name, write in (("a question", ask), ("an answer", answer)):
                    if number:  # the first round warms up
                        costs.setdefault((name, on), []).append(timed(write))
                    else:
                        timed(write)
        switch(True)
        transaction.set_rollback(True)
    print("\nmilliseconds a write, median of rounds; what documents add (limit 1.20)")
    for name in ("a question", "an answer"):
        pairs = zip(costs[name, True], costs[name, False], strict=True)
        ratio = statistics.median(with_them / without for with_them, without in pairs)
        kept, bare = statistics.median(costs[name, True]), statistics.median(costs[name, False])
        print(f"{name:26}{kept:>8.2f}{bare:>8.2f}{ratio:>8.2f}{' !' if ratio > 1.2 else ''}")


if __name__ == "__main__":
    main()
