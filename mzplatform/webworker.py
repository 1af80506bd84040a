"""gunicorn's threaded worker, which here gives a request a thread only once it has arrived.

The original waits for it inside a thread: a dozen clients that send one byte and then nothing stop the whole site. Here
such clients wait in the poller, where thousands cost little, and are dropped after ARRIVING_SECONDS, once for the header
and once for the body of a form.

The body of an upload is larger than what the kernel keeps for us, so it is read in a thread, slowly if it must be: a
photo over a village line has to arrive. One that is slower than SLOWEST, or a reader who takes nothing for
STANDSTILL_SECONDS, is dropped, and uploads never have all threads: the others wait until one of them is done.

Who got the last answer waits in the poller too, until the other side closes: the original waits for that in the loop that
serves everyone, two seconds for each who does not.

What gunicorn itself refuses gets the page that the site has for requests that it does not understand.
"""

import errno
import re
import resource
import socket
import struct
import threading
import time
from collections import deque
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

ARRIVING_SECONDS = 15.0
STANDSTILL_SECONDS = 30
SLOWEST = 1_000  # bytes a second, on the average of an upload; a village line brings eight times as many
PARTING_SECONDS = 2.0  # for the last answer to be read; a sudden end would take it from a client that still sends
LARGEST_SEEN = 65_536  # a header or a small request; with a longer header the parser refuses by itself
END = b"\r\n\r\n"
LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*([0-9]{1,15})[ \t]*\r\n", re.IGNORECASE)
UNSEEN = re.compile(rb"\r\n(?:expect|transfer-encoding):", re.IGNORECASE)  # a body that cannot be waited for
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


class Connection(TConn):
    """One that ends without anybody waiting for the other side."""

    worker: Any = None

    def close(self, graceful: bool = False) -> None:
        """At once, or when the other side has read the last answer."""
        if graceful and self.worker is not None:
            self.worker.part_from(self)
        else:
            super().close()


class Worker(ThreadWorker):
    """`worker_class` in gunicorn.py."""

    at_work = threading.local()  # `beginning` of the request that this thread is at

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.uploads = 0  # that have a thread
        self.queued: deque[Any] = deque()  # uploads that wait for one
        self.parting: deque[Any] = deque()  # answered for the last time, in the order in which time is up

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
        conn = Connection(self.cfg, client, address, listener.getsockname())
        conn.worker = self
        self.await_request(conn)

    def on_client_socket_readable(self, conn: Any, client: socket.socket) -> None:
        """A connection that was kept alive begins its next request."""
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        self.await_request(conn)

    def await_request(self, conn: Any) -> None:
        """A thread if the request is complete, else a place in the poller until it is or time is up."""
        conn.seen, conn.beginning, conn.is_upload, conn.has_head = 0, b"", False, False
        if self.is_complete(conn):
            self.enqueue_req(conn)
            return
        conn.sock.setblocking(False)
        self.pending_conns.append(conn)
        conn.timeout = time.monotonic() + ARRIVING_SECONDS
        self.poller.register(conn.sock, EVENT_READ, partial(self.on_pending_socket_readable, conn))

    def on_pending_socket_readable(self, conn: Any, client: socket.socket) -> None:
        """More of a request arrived."""
        had_head = conn.has_head
        if self.is_complete(conn):
            self.poller.unregister(client)
            self.pending_conns.remove(conn)
            self.enqueue_req(conn)
        elif conn.has_head and not had_head:  # time of its own for the body, in the order in which time is up
            self.pending_conns.remove(conn)
            self.pending_conns.append(conn)
            conn.timeout = time.monotonic() + ARRIVING_SECONDS

    def enqueue_req(self, conn: Any) -> None:
        """A thread, or for an upload a place in the queue while others hold the threads that they may have."""
        if conn.is_upload and self.uploads >= max(1, self.cfg.threads // 2):
            self.queued.append(conn)
            return
        self.uploads += conn.is_upload
        super().enqueue_req(conn)

    def finish_request(self, conn: Any, fs: Any) -> None:
        """A thread is free again."""
        was_upload, conn.is_upload = conn.is_upload, False
        super().finish_request(conn, fs)
        if was_upload:
            self.uploads -= 1
            if self.queued:
                self.enqueue_req(self.queued.popleft())

    def part_from(self, conn: Any) -> None:
        """Nothing more is said; what still comes is thrown away, some of it and for a moment."""
        try:
            conn.sock.setblocking(False)
            conn.sock.shutdown(socket.SHUT_WR)
            conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, 1)
            self.poller.register(conn.sock, EVENT_READ, partial(self.on_parting_socket_readable, conn))
        except OSError:  # the other side is gone
            conn.close()
            return
        self.nr_conns += 1  # it still is one of those that may be open at once
        conn.seen, conn.timeout = 0, time.monotonic() + PARTING_SECONDS
        self.parting.append(conn)

    def on_parting_socket_readable(self, conn: Any, client: socket.socket) -> None:
        """More of what nobody reads, or the end."""
        try:
            came = len(client.recv(LARGEST_SEEN))
        except BlockingIOError:
            return
        except OSError:
            came = 0
        conn.seen += came
        if not came or conn.seen > LARGEST_SEEN:
            self.parting.remove(conn)
            self.end(conn)

    def end(self, conn: Any) -> None:
        """Of a connection that was parted from."""
        self.poller.unregister(conn.sock)
        self.nr_conns -= 1
        conn.close()

    def murder_pending(self) -> None:
        """Those whose time is up, among them who was parted from."""
        super().murder_pending()
        while self.parting and self.parting[0].timeout <= time.monotonic():
            self.end(self.parting.popleft())

    def handle_request(self, req: Any, conn: Any) -> Any:
        """With an eye on how fast its body comes."""
        forbid_dawdling(conn.parser.unreader)
        return super().handle_request(req, conn)

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
    def is_complete(conn: Any) -> bool:
        """Looks without taking. The kernel wakes us again only when there is more than we have seen."""
        conn.data_ready = True  # whatever we answer: no thread needs to wait for a first byte
        try:
            data = conn.sock.recv(LARGEST_SEEN, socket.MSG_PEEK | socket.MSG_DONTWAIT)
        except BlockingIOError:
            return False
        except OSError:
            return True  # the thread will find out what is wrong, and close
        woken_in_vain = len(data) == conn.seen  # the other side has closed its half
        conn.seen, conn.beginning = len(data), data[:BEGINNING]
        head, found, _body = data.partition(END)
        needed = len(data) + 1
        if found:
            conn.has_head = True
            needed = len(head) + len(END) + announced(head)
            conn.is_upload = needed > LARGEST_SEEN or UNSEEN.search(head) is not None
        complete = woken_in_vain or len(data) >= min(needed, LARGEST_SEEN) or conn.is_upload
        conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, 1 if complete else needed)
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


def announced(head: bytes) -> int:
    """How long the body is that follows, as far as it is said."""
    length = LENGTH.search(head + END)
    return int(length[1]) if length else 0


def forbid_dawdling(unreader: Any) -> None:
    """A body that does not keep up with SLOWEST ends as one whose sender went away."""
    began, taken = time.monotonic(), 0
    read = type(unreader).chunk

    def chunk(size_hint: int | None = None) -> bytes:
        nonlocal taken
        data: bytes = read(unreader, size_hint)
        taken += len(data)
        waited = time.monotonic() - began - ARRIVING_SECONDS
        if waited > 0 and taken < waited * SLOWEST:
            raise TimeoutError("the body comes too slowly")
        return data

    unreader.chunk = chunk


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
