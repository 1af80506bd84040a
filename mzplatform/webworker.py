"""gunicorn's threaded worker, which here gives a request a thread only once its header has arrived.

The original waits for the header inside a thread: a dozen clients that send one byte and then nothing stop the whole
site. Here such clients wait in the poller, where thousands cost little, and are dropped after HEADER_SECONDS. A slow
body, or a slow reader, still holds its one thread as long as it moves at all (a photo over a village line must arrive);
one that stands still for STANDSTILL_SECONDS is dropped too.
"""

import errno
import resource
import socket
import struct
import time
from functools import partial
from selectors import EVENT_READ
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker

HEADER_SECONDS = 15.0
STANDSTILL_SECONDS = 30
LONGEST_HEADER = 65_536  # more than gunicorn's limits allow; with it the parser refuses by itself
END = b"\r\n\r\n"


class Worker(ThreadWorker):
    """`worker_class` in gunicorn.py."""

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
        conn.seen = 0
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
        conn.seen = len(data)
        conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, 1 if complete else len(data) + 1)
        return complete


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
