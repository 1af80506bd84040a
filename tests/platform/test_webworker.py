"""What the server refuses before Django sees it: in the frame of the site, in the language of the address."""

from __future__ import annotations

import logging
import re
import socket

import pytest
from django.core.wsgi import get_wsgi_application
from gunicorn.config import Config
from gunicorn.workers.gthread import TConn

from mzplatform import gunicorn as ours
from mzplatform.webworker import Worker, home_of

pytestmark = pytest.mark.django_db  # a request looks after the connections of its thread
HOST = b"\r\nHost: localhost\r\n"


@pytest.fixture
def worker() -> Worker:
    """One that serves nobody: only its way with a single connection is looked at."""
    worker = Worker.__new__(Worker)
    worker.wsgi, worker.cfg, worker.log = get_wsgi_application(), Config(), logging.getLogger("tests")
    for name in ("limit_request_line", "limit_request_fields", "limit_request_field_size"):
        worker.cfg.set(name, getattr(ours, name))
    return worker


def asked(worker: Worker, request: bytes) -> tuple[str, str]:
    """Head and body of the answer."""
    here, there = socket.socketpair()
    with here, there:
        there.sendall(request)
        conn = TConn(worker.cfg, here, ("127.0.0.1", 1), ("127.0.0.1", 80))
        conn.seen, conn.beginning = 0, b""
        assert worker.has_header(conn)
        assert worker.handle(conn) is False
        here.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: there.recv(65_536), b""))
    head, _, body = answer.partition(b"\r\n\r\n")
    return head.decode("latin-1"), body.decode()


@pytest.mark.parametrize(
    ("request_bytes", "status", "tag"),
    [
        ("GET /mjesne-zajednice/tešanj/ HTTP/1.1".encode() + HOST + b"\r\n", 400, "bs"),
        ("GET /sr/mjesne-zajednice/tešanj/ HTTP/1.1".encode() + HOST + b"\r\n", 400, "sr-Cyrl"),
        (b"GET /en/ HTTP/1.1" + HOST + b"X-A: a\0b\r\n\r\n", 400, "en"),
        (b"GET /hr/ HTTP/1.1" + HOST + b"Host: localhost\r\n\r\n", 400, "hr"),
        (b"get /sr-latn/ HTTP/1.1" + HOST + b"\r\n", 400, "sr-Latn"),
        (b"GET /sr/ HTTP/9.9" + HOST + b"\r\n", 400, "sr-Cyrl"),
        (b"hello\r\n\r\n", 400, "bs"),
        (b"GET /sr/ HTTP/1.1" + HOST + b"Expect: tea\r\n\r\n", 417, "sr-Cyrl"),
        (b"GET /sr/?q=" + b"a" * 5_000 + b" HTTP/1.1" + HOST + b"\r\n", 414, "sr-Cyrl"),
        (b"GET /sr-latn/ HTTP/1.1" + HOST + b"Cookie: a=" + b"b" * 9_000 + b"\r\n\r\n", 431, "sr-Latn"),
    ],
    ids=["bytes", "bytes-sr", "nul", "two-hosts", "method", "version", "nonsense", "expect", "line", "cookie"],
)
def test_what_the_server_refuses_gets_our_page(worker, request_bytes, status, tag) -> None:
    """Without the `db` mark any query raises."""
    head, body = asked(worker, request_bytes)
    assert head.startswith(f"HTTP/1.1 {status} ")
    for name in ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Connection: close"):
        assert name in head
    assert f"Content-Length: {len(body.encode())}" in head
    assert f'<html lang="{tag}">' in body
    assert "<!--" not in body
    assert ("Мјесна заједница</title>" if tag == "sr-Cyrl" else "Mjesna zajednica</title>") in body
    assert re.findall(r'<a href="([^"]*)" lang="[^"]*" hreflang', body)[-5:] == [
        *("/", "/hr/", "/sr-latn/", "/sr/", "/en/")
    ]


@pytest.mark.parametrize(
    ("beginning", "home"),
    [
        (b"GET /sr/mjesne-zajednice/te", "/sr/"),
        (b"OPTIONS /sr-latn/ HTTP/1.1", "/sr-latn/"),
        (b"GET /srednje/ HTTP/1.1", "/"),
        (b"GET /bs/ HTTP/1.1", "/"),
        (b"GET \xff\xfe", "/"),
        (b"", "/"),
    ],
)
def test_the_language_is_in_the_first_bytes(beginning: bytes, home: str) -> None:
    assert home_of(beginning) == home
