"""What the server refuses before Django sees it: in the frame of the site, in the language of the address."""

from __future__ import annotations

import logging
import re
import socket
from collections import deque
from concurrent.futures import Future
from selectors import DefaultSelector
from types import SimpleNamespace

import pytest
from django.core.wsgi import get_wsgi_application
from gunicorn.config import Config
from gunicorn.workers.gthread import TConn

from mzplatform import gunicorn as ours
from mzplatform.webworker import PARTING_SECONDS, Connection, Worker, forbid_dawdling, home_of

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
        conn.seen, conn.beginning, conn.is_upload, conn.has_head = 0, b"", False, False
        assert worker.is_complete(conn)
        assert worker.handle(conn) is False
        here.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: there.recv(65_536), b""))
    head, _, body = answer.partition(b"\r\n\r\n")
    return head.decode("latin-1"), body.decode()


@pytest.mark.parametrize(
    ("request_bytes", "complete", "is_upload"),
    [
        (b"GET / HTTP/1.1", False, False),
        (b"GET / HTTP/1.1" + HOST + b"\r\n", True, False),
        (b"POST / HTTP/1.1" + HOST + b"Content-Length: 4\r\n\r\na=1", False, False),
        (b"POST / HTTP/1.1" + HOST + b"content-length:4\r\n\r\na=12", True, False),
        (b"POST / HTTP/1.1" + HOST + b"Content-Length: 100000\r\n\r\na=1", True, True),
        (b"POST / HTTP/1.1" + HOST + b"Content-Length: 4\r\nExpect: 100-continue\r\n\r\n", True, True),
        (b"POST / HTTP/1.1" + HOST + b"Transfer-Encoding: chunked\r\n\r\n", True, True),
        (b"POST / HTTP/1.1" + HOST + b"Content-Length: x\r\n\r\n", True, False),
        (b"a" * 70_000, True, False),
    ],
    ids=["head", "whole", "part", "form", "upload", "expect", "chunked", "nonsense", "endless"],
)
def test_what_a_thread_is_given(worker, request_bytes, complete, is_upload) -> None:
    """A request that is there; of an upload its header, as one of few."""
    here, there = socket.socketpair()
    with here, there:
        here.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 200_000)
        there.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 200_000)
        there.sendall(request_bytes)
        conn = TConn(worker.cfg, here, ("127.0.0.1", 1), ("127.0.0.1", 80))
        conn.seen, conn.beginning, conn.is_upload, conn.has_head = 0, b"", False, False
        assert (worker.is_complete(conn), conn.is_upload) == (complete, is_upload)


def test_an_upload_that_dawdles_ends(monkeypatch) -> None:
    class Source:
        def chunk(self, size_hint=None) -> bytes:
            return b"a"

    now = 100.0
    monkeypatch.setattr("mzplatform.webworker.time.monotonic", lambda: now)
    source = Source()
    forbid_dawdling(source)
    now += 10
    assert source.chunk() == b"a"
    now += 10
    with pytest.raises(TimeoutError):
        source.chunk()


def test_who_does_not_close_holds_nobody_up(worker, monkeypatch) -> None:
    """After the last answer: the other side may read it and go, send on in vain, or do nothing at all."""
    now = 100.0
    monkeypatch.setattr("mzplatform.webworker.time.monotonic", lambda: now)
    monkeypatch.setattr("gunicorn.util.close_graceful", lambda *_: pytest.fail("the loop waits for one client"))
    worker.poller, worker.uploads, worker.nr_conns = DefaultSelector(), 0, 3
    worker.pending_conns, worker.queued, worker.parting = deque(), deque(), deque()
    done: Future[bool] = Future()
    done.set_result(False)
    pairs = [socket.socketpair() for _ in range(3)]
    for here, _there in pairs:
        conn = Connection(worker.cfg, here, ("127.0.0.1", 1), ("127.0.0.1", 80))
        conn.worker, conn.is_upload = worker, False
        worker.finish_request(conn, done)
    goes, sends, waits = (there for _here, there in pairs)
    assert [there.recv(1) for there in (goes, sends, waits)] == [b"", b"", b""]
    assert worker.nr_conns == 3
    goes.close()
    sends.sendall(b"a" * 100)
    worker.wait_for_and_dispatch_events(0.1)
    worker.murder_pending()
    assert worker.nr_conns == 2
    for _ in range(3):
        sends.sendall(b"a" * 30_000)
        worker.wait_for_and_dispatch_events(0.1)
    assert worker.nr_conns == 1
    now += PARTING_SECONDS
    worker.murder_pending()
    assert worker.nr_conns == 0
    assert not worker.poller.get_map()
    for _here, there in pairs:
        there.close()


def test_uploads_never_have_all_threads(monkeypatch) -> None:
    """Of six threads three; the next begins when one is done."""
    worker = Worker.__new__(Worker)
    worker.cfg, worker.uploads, worker.queued = Config(), 0, deque()
    worker.cfg.set("threads", 6)
    given: list[SimpleNamespace] = []
    monkeypatch.setattr("gunicorn.workers.gthread.ThreadWorker.enqueue_req", lambda _self, conn: given.append(conn))
    monkeypatch.setattr("gunicorn.workers.gthread.ThreadWorker.finish_request", lambda *_arguments: None)
    uploads = [SimpleNamespace(is_upload=True) for _ in range(5)]
    form = SimpleNamespace(is_upload=False)
    for conn in (*uploads, form):
        worker.enqueue_req(conn)
    assert given == [*uploads[:3], form]
    worker.finish_request(form, None)
    assert len(given) == 4
    worker.finish_request(uploads[0], None)
    assert given[4:] == [uploads[3]]
    for conn in uploads[1:]:
        worker.finish_request(conn, None)
    assert given[5:] == [uploads[4]]
    worker.finish_request(uploads[4], None)
    assert worker.uploads == 0


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
        (b"GET /sr/?q=" + b"a" * 9_000 + b" HTTP/1.1" + HOST + b"\r\n", 414, "sr-Cyrl"),
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
