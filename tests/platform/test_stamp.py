"""The page stamp: it changes with every transaction that changes something public, at the moment of its commit."""

from __future__ import annotations

import psycopg
import pytest
from django.db import connection

from mzplatform.pagecache.stamp import FOLD, FOLD_AT, Stamp
from mzplatform.pagecache.watching import TRIGGER, public_tables
from tests import factories
from tests.platform.conftest import connect

SOMETHING = "UPDATE register_entity SET position = position"


@pytest.fixture(autouse=True)
def _always_read(settings) -> None:
    settings.PAGE_STAMP_SECONDS = 0


@pytest.mark.django_db
def test_every_public_table_is_watched() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = %s", [TRIGGER])
        watched = {row[0] for row in cursor.fetchall()}
    assert watched == public_tables(), "add WatchTables(…) to a migration of mzplatform"


@pytest.mark.parametrize(
    "statement",
    [
        SOMETHING,
        "DELETE FROM register_contact",
        "TRUNCATE register_boundary",
        "INSERT INTO register_municipalitytype (code, name_bs, name_hr, name_sr, name_en) VALUES ('x', 'x', 'x', 'x', 'x')",
    ],
)
def test_every_kind_of_change_counts(another_connection: psycopg.Connection, statement: str) -> None:
    stamp = Stamp()
    before = stamp.current()
    another_connection.execute(statement)
    assert stamp.current() == before, "nobody sees it yet"
    another_connection.commit()
    assert stamp.current() != before


def test_one_row_a_transaction(another_connection: psycopg.Connection) -> None:
    count = "SELECT count(*) FROM mzplatform_pagestamp"
    (before,) = another_connection.execute(count).fetchone()
    for _ in range(3):
        another_connection.execute(SOMETHING)
    assert another_connection.execute(count).fetchone() == (before + 1,)
    another_connection.commit()
    another_connection.execute(SOMETHING)
    assert another_connection.execute(count).fetchone() == (before + 2,)


def test_what_a_savepoint_takes_back_is_counted_when_it_happens_again(another_connection: psycopg.Connection) -> None:
    stamp = Stamp()
    before = stamp.current()
    another_connection.execute("SAVEPOINT a")
    another_connection.execute(SOMETHING)
    another_connection.execute("ROLLBACK TO a")
    another_connection.execute(SOMETHING)
    another_connection.commit()
    assert stamp.current() != before


def test_commits_in_another_order_than_the_changes_all_count(transactional_db) -> None:
    """With one counter, or the highest number, the slower transaction would be lost or would have to wait."""
    places = factories.make_places()
    stamp = Stamp()
    with connect() as slow, connect() as quick:
        quick.execute("SET lock_timeout = '1s'")
        slow.execute("UPDATE register_community SET name = 'Sporo' WHERE id = %s", [places.jelah.pk])
        quick.execute("UPDATE register_community SET name = 'Brzo' WHERE id = %s", [places.klasnice.pk])
        seen = [stamp.current()]
        quick.commit()
        seen.append(stamp.current())
        slow.commit()
        seen.append(stamp.current())
    assert len(set(seen)) == 3


def test_a_page_of_the_old_stamp_cannot_hold_what_came_later(transactional_db) -> None:
    """Whoever reads the new stamp reads the new rows: both become visible with the same commit."""
    places = factories.make_places()
    stamp = Stamp()
    with connect() as writer:
        old = stamp.current()
        writer.execute("UPDATE register_community SET name = 'Novo' WHERE id = %s", [places.jelah.pk])
        places.jelah.refresh_from_db()
        assert (stamp.current(), places.jelah.name) == (old, "Jelah")
        writer.commit()
    assert stamp.current() != old
    places.jelah.refresh_from_db()
    assert places.jelah.name == "Novo"


def test_folding_keeps_the_stamp(another_connection: psycopg.Connection) -> None:
    another_connection.execute(
        "INSERT INTO mzplatform_pagestamp (amount) SELECT floor(random() * 1e15) FROM generate_series(0, %s)", [FOLD_AT]
    )
    another_connection.commit()
    stamp = Stamp()
    before = stamp.current()
    assert another_connection.execute("SELECT count(*) FROM mzplatform_pagestamp").fetchone() == (1,)
    assert stamp.current() == before


def test_two_that_fold_at_once_lose_nothing(another_connection: psycopg.Connection) -> None:
    another_connection.execute("INSERT INTO mzplatform_pagestamp (amount) VALUES (1), (2), (3)")
    another_connection.commit()
    stamp = Stamp()
    before = stamp.current()
    with connect() as second:
        another_connection.execute(FOLD)
        second.execute(FOLD)
        second.commit()
        another_connection.commit()
    assert stamp.current() == before


@pytest.mark.django_db
def test_what_is_folded_already_stays() -> None:
    """Two processes that count many rows fold one after the other: the second finds the one row of the first."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM mzplatform_pagestamp")
        cursor.execute("INSERT INTO mzplatform_pagestamp (amount) VALUES (1), (2)")
        for _ in range(3):
            cursor.execute(FOLD)
            cursor.execute("SELECT count(*), sum(amount) FROM mzplatform_pagestamp")
            assert cursor.fetchone() == (1, 3)
        cursor.execute("DELETE FROM mzplatform_pagestamp")
        cursor.execute(FOLD)
        cursor.execute("SELECT count(*) FROM mzplatform_pagestamp")
        assert cursor.fetchone() == (0,)


@pytest.mark.django_db
def test_it_is_remembered_for_as_long_as_the_settings_say(settings, django_assert_num_queries) -> None:
    settings.PAGE_STAMP_SECONDS = 60
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM mzplatform_pagestamp")  # what transactional tests left is not folded meanwhile
    stamp = Stamp()
    with django_assert_num_queries(1):
        assert stamp.current() == stamp.current()
