"""`./dev serve` for real: from an empty folder to Ctrl-C, with faults in between. Slow, so only with --full."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from mzplatform.house.cluster import Cluster
from tests.serving import Serving, is_running, made_once, start, stop, until

pytestmark = [pytest.mark.full, pytest.mark.long]
DIRECTORY = "/mjesne-zajednice/"


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Serving]]:
    """The last one is up, if any is: they follow one another on the same data."""
    started = [start(made_once(tmp_path_factory))]
    yield started
    site = started[-1]
    if site.process.poll() is None:
        site.process.kill()
        site.process.communicate()
    with contextlib.suppress(OSError, ProcessLookupError, ValueError):
        os.kill(site.postmaster(), signal.SIGQUIT)


@pytest.fixture
def serving(sites: list[Serving]) -> Serving:
    """A site that is up; started anew where the test before ended it, since tests come in any order."""
    if sites[-1].process.poll() is not None:
        sites.append(start(sites[-1].data))
    return sites[-1]


def test_it_says_where_it_is_and_who_may_come_in(serving: Serving) -> None:
    assert f"http://localhost:{serving.port}/" in serving.printed
    assert "primjer-2026-mz" in serving.printed
    assert "koordinator2@primjer.ba" in serving.printed
    assert "Traceback" not in serving.printed


def test_it_is_well_and_shows_the_register(serving: Serving) -> None:
    status, headers, body = serving.get("/zdravlje/")
    assert (status, json.loads(body)["status"]) == (200, "ok")
    status, headers, body = serving.get(DIRECTORY)
    assert (status, headers["Cache-Control"]) == (200, "no-cache")
    assert "1.577" in body.decode()


def test_files_are_hashed_compressed_and_kept_for_ever(serving: Serving) -> None:
    page = serving.get("/pravila/")[2].decode()
    path = page.split('<link rel="stylesheet" href="')[1].split('"')[0]
    status, headers, _ = serving.get(path, **{"Accept-Encoding": "br"})
    assert status == 200
    assert headers["Content-Encoding"] == "br"
    assert "immutable" in headers["Cache-Control"]
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_large_body_is_refused_before_it_is_sent(serving: Serving) -> None:
    with socket.create_connection(("127.0.0.1", serving.port), timeout=10) as client:
        client.sendall(
            b"POST /prijava/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2147483648\r\n"
            b"Content-Type: multipart/form-data; boundary=x\r\n\r\n"
        )
        assert client.recv(100).startswith(b"HTTP/1.1 413")


@pytest.mark.parametrize(
    "lines",
    [
        b"TRACE / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"POST /prijava/ HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        b"POST /prijava/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X-A: b\r\n" * 200 + b"\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nCookie: a=" + b"b" * 65_536 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        b"GET /" + b"a" * 9_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ],
    ids=["trace", "te-identity", "cl-te", "headers", "cookie", "host", "line", "nul"],
)
def test_requests_of_no_browser_are_refused(serving: Serving, lines: bytes) -> None:
    with socket.create_connection(("127.0.0.1", serving.port), timeout=10) as client:
        with contextlib.suppress(ConnectionResetError, BrokenPipeError):
            client.sendall(lines)
        answer = b""
        with contextlib.suppress(ConnectionResetError):
            answer = client.recv(64)
    assert not answer or 400 <= int(answer.split()[1]) < 500, answer


@pytest.mark.parametrize(
    ("lines", "status", "tag"),
    [
        (b"GET /?q=" + b"a" * 9_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n", b"414", b"bs"),
        (b"GET /sr/ HTTP/1.1\r\nHost: localhost\r\nCookie: a=" + b"b" * 9_000 + b"\r\n\r\n", b"431", b"sr-Cyrl"),
        (b"GET /sr/\xc5\xa1/ HTTP/1.1\r\nHost: localhost\r\n\r\n", b"400", b"sr-Cyrl"),
    ],
    ids=["line", "cookie", "bytes"],
)
def test_what_the_server_refuses_gets_a_page_of_ours(serving: Serving, lines: bytes, status: bytes, tag: bytes) -> None:
    with socket.create_connection(("127.0.0.1", serving.port), timeout=10) as client:
        client.sendall(lines)
        answer = b"".join(iter(lambda: client.recv(65_536), b""))
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 " + status)
    for name in (b"Content-Security-Policy", b"X-Content-Type-Options", b"Referrer-Policy", b"Connection: close"):
        assert name in head
    assert b'<html lang="' + tag + b'">' in body
    assert b"</html>" in body


def test_slow_clients_hold_up_nobody(serving: Serving) -> None:
    """F23: three hundred connections that never finish their headers, some of them a byte at a time."""
    with contextlib.ExitStack() as stack:
        clients = [
            stack.enter_context(socket.create_connection(("127.0.0.1", serving.port), timeout=10)) for _ in range(300)
        ]
        for number, client in enumerate(clients):
            client.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: a"[: number % 40])
        for _ in range(3):
            began = time.monotonic()
            assert serving.health() == 200
            assert time.monotonic() - began < 5
            for client in clients[40::3]:
                client.sendall(b"b")
        finished = clients[38]
        finished.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: a"[38:] + b"\r\n\r\n")
        assert finished.recv(15) == b"HTTP/1.1 200 OK"


def test_slow_senders_hold_up_nobody(serving: Serving) -> None:
    """Sixty forms and sixty uploads of which a byte comes at a time."""
    with contextlib.ExitStack() as stack:
        clients = [
            stack.enter_context(socket.create_connection(("127.0.0.1", serving.port), timeout=10)) for _ in range(120)
        ]
        head = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        for number, client in enumerate(clients):
            client.sendall(head + b"Content-Length: %d\r\n\r\na" % (100 if number % 2 else 90_000))
        for _ in range(4):
            began = time.monotonic()
            assert serving.health() == 200
            assert time.monotonic() - began < 2
            for client in clients:
                client.sendall(b"b")


def test_a_header_that_does_not_come_is_not_waited_for_for_ever(serving: Serving) -> None:
    with socket.create_connection(("127.0.0.1", serving.port), timeout=30) as client:
        client.sendall(b"GET / HTTP/1.1\r\n")
        began = time.monotonic()
        with contextlib.suppress(ConnectionResetError):
            assert client.recv(1) == b""
        assert 10 < time.monotonic() - began < 25


def test_a_client_that_hangs_up_in_the_middle(serving: Serving) -> None:
    with socket.create_connection(("127.0.0.1", serving.port), timeout=10) as client:
        client.sendall(b"GET / HTTP/1.1\r\n")
        client.shutdown(socket.SHUT_WR)
        with contextlib.suppress(ConnectionResetError):
            assert not client.recv(1000).startswith(b"HTTP/1.1 200")
    assert serving.health() == 200


def test_a_killed_web_worker_is_replaced(serving: Serving) -> None:
    _master, *workers = sorted(serving.children("gunicorn"))
    os.kill(workers[0], signal.SIGKILL)
    assert until(lambda: len(serving.children("gunicorn")) == len(workers) + 1 and serving.health() == 200, 15)


def test_a_killed_mail_worker_is_started_again(serving: Serving) -> None:
    (worker,) = serving.children("worker\0")
    os.kill(worker, signal.SIGKILL)
    assert until(lambda: serving.children("worker\0") not in ([], [worker]), 20)


def test_postgresql_away_is_a_503_in_our_frame_and_the_site_comes_back_by_itself(serving: Serving) -> None:
    os.kill(serving.postmaster(), signal.SIGQUIT)
    time.sleep(1.5)
    for path in (DIRECTORY, "/sr" + DIRECTORY, "/prijava/"):
        began = time.monotonic()
        status, headers, body = serving.get(path, Cookie="sessionid=" + "x" * 32)
        assert time.monotonic() - began < 5
        assert (status, "Retry-After" in headers) == (503, True)
        assert b"<html" in body
        assert b"psycopg" not in body
        assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert serving.health() == 503

    cluster = Cluster(serving.data / "pg").hold()
    try:
        assert until(lambda: serving.health() == 200, 15)
        assert serving.get(DIRECTORY + "?sort=naziv", Cookie="sessionid=" + "x" * 32)[0] == 200
        assert serving.process.poll() is None, "nobody restarted anything"
    finally:
        cluster.release()  # the site holds it too, so it stays up


def test_a_database_that_hangs_is_a_503_too(serving: Serving) -> None:
    """Its connections stay open, those of the site among them: only the clock tells."""
    ask = lambda _number: serving.get(DIRECTORY + "?sort=naziv", Cookie="sessionid=" + "x" * 32)[0]  # noqa: E731
    with ThreadPoolExecutor(16) as several:  # a connection in each thread
        assert set(several.map(ask, range(64))) == {200}
    postmaster = serving.postmaster()
    listed = subprocess.run(["pgrep", "-P", str(postmaster)], capture_output=True, text=True, check=False).stdout
    stopped = [postmaster, *map(int, listed.split())]
    for pid in stopped:
        os.kill(pid, signal.SIGSTOP)
    try:
        for path in (DIRECTORY, "/sr" + DIRECTORY, "/prijava/", DIRECTORY):
            began = time.monotonic()
            status, _headers, body = serving.get(path, Cookie="sessionid=" + "x" * 32)
            assert (status, time.monotonic() - began < 5.5) == (503, True)
            assert b"<html" in body
    finally:
        for pid in stopped:
            os.kill(pid, signal.SIGCONT)
    assert until(lambda: serving.health() == 200, 15)
    assert serving.get(DIRECTORY + "?sort=naziv", Cookie="sessionid=" + "x" * 32)[0] == 200


def test_after_kill_9_of_everything_the_next_start_recovers(serving: Serving) -> None:
    for pid in [serving.process.pid, *serving.children("python")]:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    serving.process.communicate()
    began = time.monotonic()
    again = start(serving.data)
    took = time.monotonic() - began
    try:
        assert "Loading the register" not in again.printed
        assert again.get(DIRECTORY)[0] == 200
        postmaster = again.postmaster()
    finally:
        assert stop(again) == 0
    assert not is_running(postmaster), "PostgreSQL is stopped too"
    with pytest.raises(ConnectionRefusedError):
        again.get("/")
    print(f"second start: {took:.1f} s")
