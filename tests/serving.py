"""A real `./dev serve` for tests: from an empty folder once a run, and from a copy of what came out for each who wants one.

What it makes at its first start (fonts, tables, the register, the samples) takes a minute.
"""

from __future__ import annotations

import contextlib
import fcntl
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

UNWANTED = {
    "DATABASE_URL",
    "DATABASE_APPLICATION_ROLE",
    "DEBUG",
    "STRICT",
    "HASHED_STATIC",
    "DATABASE_CONN_MAX_AGE",
    "PAGE_CACHE",
    "PAGE_STAMP_SECONDS",
    "SAMPLE_SITE",
}


@dataclass
class Serving:
    """A running `./dev serve` with a data folder of its own."""

    data: Path
    port: int
    process: subprocess.Popen[str]
    printed: str = ""

    def get(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(method, path, body=body, headers={"Host": "localhost"} | headers)
            response = connection.getresponse()
            return response.status, dict(response.getheaders()), response.read()
        finally:
            connection.close()

    def health(self) -> int:
        return self.get("/zdravlje/")[0]

    def postmaster(self) -> int:
        return int((self.data / "pg" / "postmaster.pid").read_text().split()[0])

    def children(self, word: str) -> list[int]:
        """The processes below ours whose command line has this word."""
        found, queue = [], [self.process.pid]
        while queue:
            parent = queue.pop()
            listed = subprocess.run(
                ["ps", "-o", "pid=", "--ppid", str(parent)], capture_output=True, text=True, check=False
            )
            pids = [int(pid) for pid in listed.stdout.split()]
            queue += pids
            for pid in pids:
                with contextlib.suppress(OSError):
                    if word.encode() in Path(f"/proc/{pid}/cmdline").read_bytes():
                        found.append(pid)
        return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(data: Path, command: str = "serve") -> Serving:
    """Returns when the banner is complete."""
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if name not in UNWANTED}
    log = data.parent / f"{command}-{port}.log"  # a file: a pipe that nobody reads would hold up whoever writes
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, str(ROOT / "dev"), command, "--port", str(port)],
            env={**environment, "DATA_DIR": str(data)},
            stdout=output,
            stderr=subprocess.STDOUT,
            text=True,
        )
    serving = Serving(data, port, process)
    while "Ctrl-C stops everything" not in serving.printed and process.poll() is None:
        time.sleep(0.1)
        serving.printed = log.read_text()
    if process.poll() is not None:
        pytest.fail(log.read_text())
    return serving


def stop(serving: Serving) -> int:
    serving.process.send_signal(signal.SIGTERM)
    serving.process.communicate(timeout=40)
    return serving.process.returncode


def is_running(pid: int) -> bool:
    """A process that ended and was not waited for has an empty command line."""
    with contextlib.suppress(OSError):
        return bool(Path(f"/proc/{pid}/cmdline").read_bytes())
    return False


def until(condition, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(OSError, http.client.HTTPException):
            if condition():
                return True
        time.sleep(0.1)
    return False


def made_once(factory: pytest.TempPathFactory) -> Path:
    """A data folder of one's own, as the first start of a site leaves it when it is stopped.

    The first who asks starts a site from an empty folder, and stops it; the processes of a run share what it made.
    """
    common = factory.getbasetemp()
    common = common.parent if "PYTEST_XDIST_WORKER" in os.environ else common
    own = factory.mktemp("serve")
    for folder in (common, own.parent, own):
        folder.chmod(0o711)  # PostgreSQL runs as another user where we are root
    made = common / "site" / "data"
    with (common / "site.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if not made.exists():
            made.parent.mkdir(mode=0o711, exist_ok=True)
            fresh = start(made.with_name("fresh"))
            assert "Traceback" not in fresh.printed
            assert stop(fresh) == 0
            fresh.data.rename(made)
    subprocess.run(["cp", "-a", str(made), str(own / "data")], check=True)  # with the owners, unlike shutil
    return own / "data"
