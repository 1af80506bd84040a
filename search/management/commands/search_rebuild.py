"""Makes every document what it should be, while the site goes on; with `--check` only says which are not."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from search.kinds import KINDS, Kind
from search.vocabulary import recount

BATCH = 500
NEXT = "SELECT {key} FROM {table} WHERE {key} > %s AND {only} ORDER BY {key} LIMIT %s"
COLUMNS = "source, audience, organisation_id, title, useful, dated, search"
STALE = """
    SELECT coalesce(due.source, held.source)
        FROM (SELECT {columns} FROM search_rows_{kind}(%s)) AS due
        FULL JOIN (SELECT {columns} FROM search_document WHERE kind = '{kind}' AND source = ANY (%s)) AS held USING (source)
        WHERE (due.audience, due.organisation_id, due.title, due.useful, due.dated, due.search) IS DISTINCT FROM
            (held.audience, held.organisation_id, held.title, held.useful, held.dated, held.search)
"""
ORPHANS = (
    "SELECT source FROM search_document d WHERE kind = %s AND NOT EXISTS (SELECT FROM {table} WHERE {key} = d.source)"
)


class Command(BaseCommand):
    help = "Refreshes the documents of the search, by five hundred at a time, and counts all words. --check changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="say which documents are stale; status 1 if there are any"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        stale = {kind.code: numbers for kind in KINDS.values() if (numbers := stale_of(kind))}
        if options["check"]:
            if stale:
                told = ", ".join(f"{kind} {', '.join(map(str, numbers[:20]))}" for kind, numbers in stale.items())
                raise CommandError(f"{sum(map(len, stale.values()))} documents are stale: {told}")
            self.stdout.write("Every document is as it should be.")
            return
        for kind, numbers in stale.items():
            for start in range(0, len(numbers), BATCH):
                with connection.cursor() as cursor:
                    cursor.execute(f"SELECT search_refresh_{kind}(%s)", [numbers[start : start + BATCH]])
        self.stdout.write(f"Refreshed: {sum(map(len, stale.values()))}. Words: {recount()}.")


def stale_of(kind: Kind) -> list[int]:
    """Numbers of things whose document is missing, is not what it should be, or should not be there."""
    last, stale = 0, []
    with connection.cursor() as cursor:
        cursor.execute(ORPHANS.format(table=kind.table, key=kind.key), [kind.code])
        stale += [row[0] for row in cursor.fetchall()]
        while True:
            cursor.execute(NEXT.format(table=kind.table, key=kind.key, only=kind.only), [last, BATCH])
            if not (numbers := [row[0] for row in cursor.fetchall()]):
                return stale
            cursor.execute(STALE.format(kind=kind.code, columns=COLUMNS), [numbers, numbers])
            stale += [row[0] for row in cursor.fetchall()]
            last = numbers[-1]
