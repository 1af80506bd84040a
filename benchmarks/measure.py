"""Drives a server on loopback and reads from /proc what its processes and PostgreSQL's spent on it."""

import http.client
import itertools
import statistics
import time
from dataclasses import dataclass, field
from pathlib import Path

import brotli


@dataclass
class Sample:
    """What one page cost: CPU in milliseconds per request, one entry a round; latencies in milliseconds."""

    web: list[float] = field(default_factory=list)
    database: list[float] = field(default_factory=list)
    latencies: list[float] = field(default_factory=list)
    size: int = 0
    brotli: int = 0
    status: int = 0
    rows: int = 0  # of its tables, the heading too: a cost is comparable only where as many rows are listed

    @property
    def cpu(self) -> float:
        """Median CPU of web and database together, milliseconds per request."""
        return statistics.median(web + database for web, database in zip(self.web, self.database, strict=True))

    def percentile(self, share: float) -> float:
        """The latency that `share` of the requests stay under, milliseconds."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def children(pid: int) -> list[int]:
    """The process and all its living descendants."""
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    found, queue = [], [pid]
    while queue:
        found.append(one := queue.pop())
        queue += parents.get(one, [])
    return found


def cpu_by_thread(pid: int) -> dict[str, int]:
    """Nanoseconds on a processor, for each thread of the process and its descendants."""
    spent = {}
    for process in children(pid):
        for path in Path(f"/proc/{process}/task").glob("*/schedstat"):
            try:
                spent[path.parent.name] = int(path.read_text().split()[0])
            except OSError:
                continue
    return spent


def milliseconds_since(pid: int, before: dict[str, int]) -> float:
    """CPU of the process and its descendants since `before`, in milliseconds."""
    return sum(spent - before.get(thread, 0) for thread, spent in cpu_by_thread(pid).items()) / 1e6


class Server:
    """A server under test: its port and the process that it descends from."""

    def __init__(self, port: int, pid: int) -> None:
        self.port, self.pid = port, pid
        self.numbers = itertools.count()

    def get(
        self, connection: http.client.HTTPConnection, path: str, headers: dict[str, str]
    ) -> tuple[int, dict[str, str], bytes]:
        """One GET over the open connection: status, headers, body."""
        connection.request("GET", path, headers={"Host": "localhost", **headers})
        response = connection.getresponse()
        return response.status, dict(response.getheaders()), response.read()

    def drive(
        self,
        sample: Sample,
        path: str,
        requests: int,
        database_pid: int,
        headers: dict[str, str] | None = None,
        *,
        unread: bool = False,
    ) -> None:
        """One round: `requests` times the same page over one connection, after two that warm up.

        With `unread` each request has an address of its own, by a parameter that says nothing.
        """
        headers = {"Accept-Encoding": "identity", **(headers or {})}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        for _ in range(2):
            sample.status, _headers, body = self.get(connection, path, headers)
        sample.size, sample.brotli = len(body), len(brotli.compress(body, quality=5)) if body else 0
        sample.rows = body.count(b"<tr")
        web, database = cpu_by_thread(self.pid), cpu_by_thread(database_pid)
        for _ in range(requests):
            address = f"{path}?unread={next(self.numbers)}" if unread else path
            start = time.perf_counter()
            self.get(connection, address, headers)
            sample.latencies.append((time.perf_counter() - start) * 1000)
        sample.web.append(milliseconds_since(self.pid, web) / requests)
        sample.database.append(milliseconds_since(database_pid, database) / requests)
        connection.close()

    def etag(self, path: str) -> str:
        """The ETag of a page, for asking again."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        _status, headers, _body = self.get(connection, path, {"Accept-Encoding": "identity"})
        connection.close()
        return headers.get("ETag", "")
