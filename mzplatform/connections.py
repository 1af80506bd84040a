"""Connections to PostgreSQL that were lost while nobody used them, or that give no answer.

They are noticed without asking PostgreSQL.

Django's CONN_HEALTH_CHECKS sends `SELECT 1` before the first query of every request: for a page from memory that is
most of its cost. A server that went away has closed the socket, and the kernel knows that at once; a network that went
silent is the matter of `tcp_user_timeout` (settings), which no `SELECT 1` would notice earlier.
"""

from select import POLLIN, poll
from typing import Any

import psycopg
from django.conf import settings
from django.core.signals import request_started
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created


def close_lost(**_signal: Any) -> None:
    """Closes, at the start of a request, what is lost; the next query then opens a new connection."""
    for connection in connections.all(initialized_only=True):
        idle = connection.connection is not None and not connection.in_atomic_block
        # Nobody asked anything, so news is a farewell; should it be only a notice, the connection is usable.
        if idle and has_news(connection) and not connection.is_usable():
            connection.close()


def has_news(connection: BaseDatabaseWrapper) -> bool:
    """Whether something arrived on the socket, its end included. No system call waits here."""
    if connection.connection.closed:
        return True
    sockets = poll()
    sockets.register(connection.connection.pgconn.socket, POLLIN)
    return bool(sockets.poll(0))


def be_impatient(connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    """A request waits for an answer only as long as settings say; PostgreSQL cannot end what it no longer works at.

    What happens to such a connection is not known, so it is given up with it. The exception is that of a lost one.
    """
    held = connection.connection
    wait = held.wait

    def soon(generator: Any, *arguments: Any, **named: Any) -> Any:
        try:
            return wait(generator, *arguments, **{"timeout": settings.DATABASE_PATIENCE, **named})
        except psycopg.errors._WaitTimeout:
            held.pgconn.finish()
            raise psycopg.OperationalError(f"no answer in {settings.DATABASE_PATIENCE} seconds") from None

    if settings.DATABASE_PATIENCE:
        held.wait = soon


request_started.connect(close_lost, dispatch_uid="close_lost")
connection_created.connect(be_impatient, dispatch_uid="be_impatient")
