"""Fills a scratch database: the real register, then invented communities until there are as many as asked for.

Run as `python -m benchmarks.seed ROWS`; the settings and DATABASE_URL come from the environment.
"""

import itertools
import sys
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connection, transaction

REGISTER = Path(__file__).resolve().parent.parent / "register" / "data"
INVENTED = "https://primjer.ba/mjerenje"
BATCH = 2_000  # documents: what a refresh costs grows faster than what it refreshes
BEFORE = ["Gornji", "Donji", "Novi", "Stari", "Mali", "Veliki", "Srednji", "Vanjski"]


def seed(rows: int) -> None:
    """Brings the number of communities to `rows`; names are made of real ones, so that searches find what they would."""
    from register.models import Community, Municipality
    from text.slugs import slugify

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    if not Community.objects.exists():
        call_command("register_import", str(REGISTER), verbosity=0)
    names = list(Community.objects.exclude(source_url=INVENTED).in_order().values_list("name", flat=True))
    municipalities = list(Municipality.objects.base_units().filter(without_communities=False).in_order())
    there = Community.objects.count()
    missing = rows - there
    made = []
    for number, (before, name) in enumerate(
        itertools.islice(itertools.cycle(itertools.product(BEFORE, names)), missing)
    ):
        full = f"{before} {name} {there + number}"
        made.append(
            Community(
                municipality=municipalities[number % len(municipalities)],
                name=full,
                slug=slugify(full),
                kind=Community.Kind.values[number % 4],
                source_url=INVENTED,
                source_date=str(2000 + number % 25),
            )
        )
    Community.objects.bulk_create(made, batch_size=2000)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def fill(tables: tuple[str, ...], made: str, values: list[int], statements: tuple[str, ...]) -> None:
    """Writes rows with the triggers off, which work row by row: `made` creates a table of that name, `statements` read it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(made, values)
        cursor.execute("SELECT setval('content_entry_id_seq', max(id)) FROM made")
        for statement in statements:
            cursor.execute(statement)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def make_documents(kind: str) -> None:
    """Of entries that a seed wrote with triggers off, by the function that the triggers call."""
    missing = """
        SELECT id FROM content_entry e WHERE kind = %s AND status = 'published'
            AND NOT EXISTS (SELECT FROM search_document d WHERE d.kind = e.kind AND d.source = e.id) ORDER BY id
    """
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # plans for tables that PostgreSQL takes for empty cost minutes a batch
        cursor.execute(missing, [kind])
        numbers = [row[0] for row in cursor.fetchall()]
        for start in range(0, len(numbers), BATCH):
            cursor.execute(f"SELECT search_refresh_{kind}(%s)", [numbers[start : start + BATCH]])


if __name__ == "__main__":
    django.setup()
    seed(int(sys.argv[1]))
