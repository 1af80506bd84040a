"""A connection that was lost between two requests is replaced before the next one needs it."""

from __future__ import annotations

import time

import psycopg
import pytest
from django.db import OperationalError, connection, transaction
from django.test import Client

from mzplatform.connections import close_lost, has_news


def lose_it(other: psycopg.Connection) -> None:
    """PostgreSQL ends our connection, as a restart would."""
    connection.ensure_connection()
    pid = connection.connection.info.backend_pid
    other.execute("SELECT pg_terminate_backend(%s)", [pid])
    for _ in range(100):
        if has_news(connection):
            return
        time.sleep(0.02)
    raise AssertionError("the farewell did not arrive")


def test_a_lost_one_is_replaced(another_connection) -> None:
    lose_it(another_connection)
    close_lost()
    assert connection.connection is None
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def test_the_next_request_does_not_notice(another_connection) -> None:
    client = Client()
    assert client.get("/mjesne-zajednice/?q=a").status_code == 200
    lose_it(another_connection)
    assert client.get("/mjesne-zajednice/?q=b").status_code == 200


def test_without_the_look_it_would(another_connection, monkeypatch) -> None:
    """So that the test above can fail."""
    monkeypatch.setattr("mzplatform.connections.has_news", lambda _connection: False)
    client = Client()
    assert client.get("/mjesne-zajednice/?q=a").status_code == 200
    lose_it(another_connection)
    assert client.get("/mjesne-zajednice/?q=b").status_code == 503
    connection.close()


def test_a_sound_one_is_not_even_asked(transactional_db, monkeypatch) -> None:
    connection.ensure_connection()
    kept = connection.connection
    monkeypatch.setattr(connection, "is_usable", lambda: pytest.fail("asked the database"))
    close_lost()
    assert connection.connection is kept


def test_a_notice_is_no_farewell(transactional_db, monkeypatch) -> None:
    connection.ensure_connection()
    kept = connection.connection
    monkeypatch.setattr("mzplatform.connections.has_news", lambda _connection: True)
    close_lost()
    assert connection.connection is kept


def test_a_transaction_is_never_broken_off(transactional_db, monkeypatch) -> None:
    monkeypatch.setattr("mzplatform.connections.has_news", lambda _connection: True)
    monkeypatch.setattr(connection, "is_usable", lambda: False)
    with transaction.atomic():
        kept = connection.connection
        close_lost()
        assert connection.connection is kept


def test_one_that_gives_no_answer_is_given_up(transactional_db, settings) -> None:
    """A server that hangs keeps its connections open: nothing but the clock tells."""
    settings.DATABASE_PATIENCE = 0.3
    connection.close()
    began = time.monotonic()
    with pytest.raises(OperationalError, match=r"no answer in 0\.3 seconds"), connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(5)")
    assert time.monotonic() - began < 2
    assert connection.connection.closed
    settings.DATABASE_PATIENCE = 0
    connection.close()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def test_commands_wait_as_long_as_it_takes(transactional_db) -> None:
    """So that the test above can fail."""
    connection.close()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(0.5)")
