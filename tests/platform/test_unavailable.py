"""A database that fails in the middle is a 503 in our frame, wherever it fails, and never content."""

from __future__ import annotations

import pytest
from django.db import InterfaceError, OperationalError
from django.test import Client

FAILURES = [OperationalError("terminating connection"), InterfaceError("connection already closed")]


def raising(failure: Exception):
    def fail(*_: object, **__: object) -> None:
        raise failure

    return fail


def assert_unavailable(response) -> None:
    assert response.status_code == 503
    assert response["Retry-After"]
    assert "no-store" in response["Cache-Control"]
    assert b"<html" in response.content
    assert b"connection" not in response.content


@pytest.mark.parametrize("failure", FAILURES, ids=lambda failure: type(failure).__name__)
def test_in_a_view(client: Client, monkeypatch, failure: Exception) -> None:
    monkeypatch.setattr("mzplatform.pages._page", raising(failure))
    assert_unavailable(client.get("/pravila/"))
    assert_unavailable(client.get("/sr/pravila/"))


@pytest.mark.django_db
@pytest.mark.parametrize("failure", FAILURES, ids=lambda failure: type(failure).__name__)
def test_in_middleware(client: Client, monkeypatch, failure: Exception) -> None:
    monkeypatch.setattr("django.contrib.sessions.middleware.SessionMiddleware.process_response", raising(failure))
    client.raise_request_exception = False
    assert_unavailable(client.get("/pravila/"))


def test_while_the_stamp_is_read(paged: Client, monkeypatch) -> None:
    monkeypatch.setattr("mzplatform.pagecache.stamp.Stamp._read", staticmethod(raising(FAILURES[0])))
    client = Client(raise_request_exception=False)
    assert_unavailable(client.get("/pravila/"))


def test_monitoring_gets_json_while_the_stamp_cannot_be_read(paged: Client, monkeypatch) -> None:
    """A program asks, which can do nothing with our page."""
    monkeypatch.setattr("mzplatform.pagecache.stamp.Stamp._read", staticmethod(raising(FAILURES[0])))
    monkeypatch.setattr("mzplatform.health.unapplied", raising(FAILURES[0]))
    response = Client(raise_request_exception=False).get("/zdravlje/")
    assert (response.status_code, response["Content-Type"]) == (503, "application/json")
    assert response.json()["database"] == "unreachable"


@pytest.mark.django_db
def test_while_a_permission_is_asked(client_of, member, monkeypatch) -> None:
    client = client_of(member)
    monkeypatch.setattr("accounts.sessions.SessionStore._get_session_from_db", raising(FAILURES[0]))
    client.raise_request_exception = False
    assert_unavailable(client.get("/nalog/"))
