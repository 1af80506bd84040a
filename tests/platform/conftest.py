"""A site with its page cache on, and the application role beside the owner."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client

from mzplatform.house.cluster import APPLICATION


@pytest.fixture
def paged(db, settings) -> Client:
    """An anonymous reader of a site that keeps pages. Inside a transaction the stamp changes once: a test that changes
    the register more often asks for `transactional_db` too."""
    settings.PAGE_CACHE = True
    settings.PAGE_STAMP_SECONDS = 0
    caches["pages"].clear()
    return Client()


def connect(role: str | None = None) -> psycopg.Connection:
    """A connection of its own to the test database."""
    parameters = connection.get_connection_params()
    for name in ("cursor_factory", "context"):
        parameters.pop(name, None)
    return psycopg.connect(**(parameters | ({"user": role} if role else {})))


@pytest.fixture
def another_connection(transactional_db) -> Iterator[psycopg.Connection]:
    with connect() as other:
        yield other


@pytest.fixture
def as_application(db) -> Iterator[psycopg.Connection]:
    """What the server and the worker may do. It sees only what was committed."""
    with connect(APPLICATION) as other:
        yield other
