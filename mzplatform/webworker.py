"""gunicorn's threaded worker, which here gives a request a thread only once its header has arrived.

The original waits for the header inside a thread: a dozen clients that send one byte and then nothing stop the whole
site. Here such clients wait in the poller, where thousands cost little, and are dropped after HEADER_SECONDS. A slow
body, or a slow reader, still holds its one thread as long as it moves at all (a photo over a village line must arrive);
one that stands still for STANDSTILL_SECONDS is dropped too.

What gunicorn itself refuses gets the page that the site has for requests that it does not understand.
"""

import errno
import resource
import socket
import struct
import threading
import time
from functools import partial
from http import HTTPStatus
from selectors import EVENT_READ
from typing import Any
from urllib.parse import urlsplit
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from gunicorn.glogging import Logger
from gunicorn.http import errors
from gunicorn.workers.gthread import TConn, ThreadWorker

from text.languages import DEFAULT, LANGUAGES

HEADER_SECONDS = 15.0
STANDSTILL_SECONDS = 30
LONGEST_HEADER = 65_536  # more than gunicorn's limits allow; with it the parser refuses by itself
END = b"\r\n\r\n"
BEGINNING = 40  # bytes of a request that are remembered for its refusal: the language is in them
REFUSED = {
    errors.LimitRequestLine: HTTPStatus.REQUEST_URI_TOO_LONG,
    errors.LimitRequestHeaders: HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    errors.ExpectationFailed: HTTPStatus.EXPECTATION_FAILED,
    errors.UnsupportedTransferCoding: HTTPStatus.NOT_IMPLEMENTED,
    errors.InvalidRequestLine: HTTPStatus.BAD_REQUEST,
    errors.InvalidRequestMethod: HTTPStatus.BAD_REQUEST,
    errors.InvalidHTTPVersion: HTTPStatus.BAD_REQUEST,
    errors.InvalidHeader: HTTPStatus.BAD_REQUEST,
    errors.InvalidHeaderName: HTTPStatus.BAD_REQUEST,
    errors.ObsoleteFolding: HTTPStatus.BAD_REQUEST,
}
"""What the parser finds wrong with the head of a request, by its own class: some that inherit are faults of ours."""


class Worker(ThreadWorker):
    """`worker_class` in gunicorn.py."""

    at_work = threading.local()  # `beginning` of the request that this thread is at

    def accept(self, listener: socket.socket) -> None:
        """A new connection; its header may already be there."""
        try:
            client, address = listener.accept()
        except OSError as error:
            if error.errno not in {errno.EAGAIN, errno.ECONNABORTED, errno.EWOULDBLOCK}:
                raise
            return
        self.nr_conns += 1
        forbid_standstill(client)
        self.await_header(TConn(self.cfg, client, address, listener.getsockname()))

    def on_client_socket_readable(self, conn: Any, client: socket.socket) -> None:
        """A connection that was kept alive begins its next request."""
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        self.await_header(conn)

    def await_header(self, conn: Any) -> None:
        """A thread if the header is complete, else a place in the poller until it is or time is up."""
        conn.seen, conn.beginning = 0, b""
        if self.has_header(conn):
            self.enqueue_req(conn)
            return
        conn.sock.setblocking(False)
        conn.timeout = time.monotonic() + HEADER_SECONDS
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, EVENT_READ, partial(self.on_pending_socket_readable, conn))

    def on_pending_socket_readable(self, conn: Any, client: socket.socket) -> None:
        """More of a header arrived."""
        if self.has_header(conn):
            self.poller.unregister(client)
            self.pending_conns.remove(conn)
            self.enqueue_req(conn)

    def handle(self, conn: Any) -> Any:
        """In a thread."""
        self.at_work.beginning = conn.beginning
        return super().handle(conn)

    def handle_error(self, req: Any, client: socket.socket, addr: Any, exc: BaseException) -> None:
        """What was refused before the application saw it: in the site's own frame, if it can be had."""
        status = REFUSED.get(type(exc))
        answer = refusal(self.wsgi, status, self.at_work.beginning) if status else b""
        if not answer:
            super().handle_error(req, client, addr, exc)
            return
        self.log.warning("Refused with %d: %s", status, type(exc).__name__)
        client.sendall(answer)

    @staticmethod
    def has_header(conn: Any) -> bool:
        """Looks without taking. The kernel wakes us again only when there is more than we have seen."""
        conn.data_ready = True  # whatever we answer: no thread needs to wait for a first byte
        try:
            data = conn.sock.recv(LONGEST_HEADER, socket.MSG_PEEK | socket.MSG_DONTWAIT)
        except BlockingIOError:
            return False
        except OSError:
            return True  # the thread will find out what is wrong, and close
        woken_in_vain = len(data) == conn.seen  # the other side has closed its half
        complete = END in data or len(data) >= LONGEST_HEADER or woken_in_vain
        conn.seen, conn.beginning = len(data), data[:BEGINNING]
        conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, 1 if complete else len(data) + 1)
        return complete


class Log(Logger):
    """`logger_class` in gunicorn.py: requests are logged only where somebody gives a place for them.

    The original puts a line together for each as soon as the format of any log is configured, and here drops it.
    """

    @property
    def access_log_enabled(self) -> bool:
        """Whether anybody reads it."""
        return bool(self.cfg.accesslog)


def refusal(application: Any, status: HTTPStatus, beginning: bytes) -> bytes:
    """The whole answer: what the application says to a request that it does not understand, with this status."""
    site, told = urlsplit(settings.SITE_URL), []
    environ = {
        "PATH_INFO": home_of(beginning),
        "QUERY_STRING": "%00",
        "HTTP_HOST": site.netloc,
        "wsgi.url_scheme": site.scheme,
    }
    setup_testing_defaults(environ)
    body = b"".join(application(environ, lambda *answer: told.append(answer)))
    line, headers = told[0][:2]
    if not line.startswith("400"):  # a redirect, for instance
        return b""
    headers = [(name, value) for name, value in headers if name.lower() != "content-length"]
    lines = [f"{name}: {value}" for name, value in (*headers, ("Content-Length", len(body)), ("Connection", "close"))]
    return "\r\n".join([f"HTTP/1.1 {status} {status.phrase}", *lines, "", ""]).encode("latin-1") + body


def home_of(beginning: bytes) -> str:
    """The home page in the language that the first bytes of a request name: `GET /sr/mjesn` gives `/sr/`."""
    _method, _, path = beginning.decode("latin-1").partition(" ")
    homes = (f"/{language.code}/" for language in LANGUAGES if language != DEFAULT)
    return next((home for home in homes if path.startswith(home)), "/")


def forbid_standstill(client: socket.socket) -> None:
    """Reading and writing give up when nothing at all moves; time-outs of Python would limit the whole transfer."""
    limit = struct.pack("@ll", STANDSTILL_SECONDS, 0)
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, limit)
    client.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, limit)


def allow_many_connections(wanted: int) -> int:
    """Raises the soft limit of open files as far as the system lets us; returns how many connections fit below it."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    files = wanted + 200 if hard == resource.RLIM_INFINITY else min(hard, wanted + 200)
    resource.setrlimit(resource.RLIMIT_NOFILE, (files, hard))
    return max(100, files - 200)
