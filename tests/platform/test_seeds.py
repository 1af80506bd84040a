"""What the benchmarks write by SQL fills every column that must be filled: a later column is noticed here, not in an hour."""

import re
from importlib import import_module
from pathlib import Path

import pytest
from django.db import connection

from tests.architecture.sources import ROOT

INSERT = re.compile(r"INSERT INTO (\w+) \(([^)]+)\)")
SEEDS = sorted((ROOT / "benchmarks").glob("seed*.py"))
REQUIRED = """
SELECT column_name FROM information_schema.columns
WHERE table_name = %s AND is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO' AND is_generated = 'NEVER'
"""


def inserts(path: Path) -> list[tuple[str, set[str]]]:
    """Tables and the columns that are filled; `COLUMNS` stands for what the module gives that name."""
    seed = import_module(f"benchmarks.{path.stem}")
    text = path.read_text(encoding="utf-8").replace(", COLUMNS", f", {getattr(seed, 'COLUMNS', '')}")
    return [(table, {one.strip() for one in columns.split(",")}) for table, columns in INSERT.findall(text)]


@pytest.mark.django_db
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_no_column_is_forgotten(path):
    for table, columns in inserts(path):
        with connection.cursor() as cursor:
            cursor.execute(REQUIRED, [table])
            assert {name for (name,) in cursor.fetchall()} <= columns, table


def test_it_sees_what_is_inserted():
    assert sum(len(inserts(path)) for path in SEEDS) > 20
