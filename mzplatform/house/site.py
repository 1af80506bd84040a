"""`./dev run` and `./dev serve`: the sample site with its database, server and worker, from first start to Ctrl-C."""

import argparse
import errno
import http.client
import ipaddress
import json
import os
import signal
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlsplit

from . import processes, surroundings
from .trouble import Trouble

STARTUP = 60.0  # seconds until the server must have answered
WORKER = processes.manage("worker", "--skip-checks")
ANYWHERE = {"0.0.0.0", "::"}  # noqa: S104 - compared, not bound


class Stop(Exception):  # noqa: N818 - a request, not an error
    """Somebody asked us to end: Ctrl-C, SIGTERM, or the terminal was closed."""


@dataclass(frozen=True)
class Options:
    """What the command line of `run` and `serve` says."""

    host: str
    port: int
    workers: int
    on_purpose: bool  # the host was given, so a sample site may be seen from outside

    @property
    def name(self) -> str:
        """The host as people type it."""
        return "localhost" if self.host in ANYWHERE else f"[{self.host}]" if ":" in self.host else self.host

    @property
    def url(self) -> str:
        return f"http://{self.name}:{self.port}"

    @property
    def bind(self) -> str:
        host = "127.0.0.1" if self.host == "localhost" else self.host
        return f"[{host}]:{self.port}" if ":" in host else f"{host}:{self.port}"


def run(arguments: list[str]) -> int:
    """For development: DEBUG, the code is read again when it changes."""
    options = parse("run", arguments)
    return keep_up(
        options,
        processes.python("-m", "mzplatform.house.devserver", options.bind),
        {"DEBUG": surroundings.given("DEBUG", "1"), "DEV_SERVER": "1"},
    )


def serve(arguments: list[str]) -> int:
    """As in production: gunicorn, DEBUG off, hashed and compressed static files."""
    options = parse("serve", arguments)
    gunicorn = processes.python("-m", "gunicorn", "--config", "python:mzplatform.gunicorn", "--bind", options.bind)
    return keep_up(
        options,
        [*gunicorn, "--workers", str(options.workers), "mzplatform.wsgi"],
        {"DEBUG": "0", "COLLECT_STATIC": "1"},
    )


def parse(command: str, arguments: list[str]) -> Options:
    """The options of both commands; argparse ends the process itself when they make no sense."""
    parser = argparse.ArgumentParser(prog=f"./dev {command}", allow_abbrev=False)
    parser.add_argument("--port", type=port_number, default=8000)
    parser.add_argument("--host", help="where to listen; anything but this machine shows the sample site to others")
    if command == "serve":
        parser.add_argument("--workers", type=positive, default=2)
    found = parser.parse_args(arguments)
    return Options(
        found.host or "localhost", found.port, getattr(found, "workers", 1), on_purpose=found.host is not None
    )


def port_number(text: str) -> int:
    """A port between 1 and 65535."""
    if text.isascii() and text.isdigit() and 0 < int(text) < 65536:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text} is no port (1 to 65535)")


def positive(text: str) -> int:
    """A number of workers."""
    if text.isascii() and text.isdigit() and 0 < int(text) < 100:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text} is no number of workers (1 to 99)")


def keep_up(options: Options, server: list[str], variables: dict[str, str]) -> int:
    """Prepares the database and the files, then keeps server and worker up until somebody asks us to stop."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    children: list[subprocess.Popen[bytes]] = []
    try:
        refuse_foreign_address(options)
        refuse_taken_port(options)
        with surroundings.database() as database:
            try:
                common = sample_site(options) | variables
                accounts = prepare(database, common)
                environment = surroundings.environment(DATABASE_URL=database.application, **common)
                children.append(processes.spawn(server, environment))
                wait_for_answer(options, children[0])
                print(banner(options, accounts), flush=True)
                children.append(processes.spawn(WORKER, environment))
                watch(children, environment)
            finally:
                quiet()  # a second Ctrl-C must not leave PostgreSQL behind
                processes.end(children)
    except Stop:
        return 0
    finally:
        quiet()
    return 0


def stop(*_: object) -> NoReturn:
    raise Stop


def quiet() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


def sample_site(options: Options) -> dict[str, str]:
    """What both commands, and only they, set: the site shows samples and says so."""
    return {
        "SAMPLE_SITE": "1",
        "SAMPLE_HOST": options.host if options.on_purpose else "",
        "SITE_URL": os.environ.get("SITE_URL") or options.url,
        "ALLOWED_HOSTS": ",".join(filter(None, [os.environ.get("ALLOWED_HOSTS"), *names_of_this_machine(options)])),
    }


def names_of_this_machine(options: Options) -> list[str]:
    """With --host 0.0.0.0: every name and address under which others may reach us."""
    if options.host not in ANYWHERE:
        return [options.host]
    names = {socket.gethostname()}
    for family, target in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            try:
                probe.connect((target, 9))  # sends nothing: asks only which address would be used
                names.add(probe.getsockname()[0])
            except OSError:
                continue
    return sorted(f"[{name}]" if ":" in name else name for name in names)


def refuse_foreign_address(options: Options) -> None:
    """What the settings refuse too, said before anything is started."""
    url = os.environ.get("SITE_URL")
    if url and not options.on_purpose and not is_loopback(urlsplit(url).hostname or "localhost"):
        raise Trouble(f"SITE_URL is {url}, but a sample site is for this machine only: --host H shows it to others.")


def refuse_taken_port(options: Options) -> None:
    """One line before anything is started, instead of a traceback after it."""
    host, _, port = options.bind.rpartition(":")
    host = host.strip("[]")
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, int(port)))
    except PermissionError:
        raise Trouble(f"Port {port} is only for root: use --port 8000.") from None
    except socket.gaierror:
        raise Trouble(f"{host} is not an address of this machine: use --host 0.0.0.0 for all of them.") from None
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise Trouble(f"Port {port} is in use: stop what runs there, or use --port {int(port) + 1}.") from None
        raise Trouble(f"{host} is not an address of this machine: use --host 0.0.0.0 for all of them.") from None


def prepare(database: surroundings.Database, variables: dict[str, str]) -> dict[str, object]:
    """Everything that must be there before the first request, in one Django process, as the owner of the tables."""
    with tempfile.TemporaryDirectory() as folder:
        summary = Path(folder) / "summary.json"
        environment = surroundings.environment(
            **variables, DATABASE_URL=database.owner, DATABASE_APPLICATION_ROLE=database.role
        )
        collect = ["--static"] if variables.get("COLLECT_STATIC") else []
        child = processes.spawn(processes.manage("prepare", *collect, "--summary", str(summary)), environment)
        try:
            failed = child.wait()
        finally:
            processes.end([child])
        if processes.status(failed) == processes.UNREAD:
            raise BrokenPipeError
        if failed:
            raise Trouble("the site could not be prepared; the lines above say why.")
        return dict(json.loads(summary.read_text()))


def wait_for_answer(options: Options, server: subprocess.Popen[bytes]) -> None:
    """Returns when the server answers a request, whatever it says."""
    host, _, port = options.bind.rpartition(":")
    host = host.strip("[]")
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    end = time.monotonic() + STARTUP
    while time.monotonic() < end:
        if server.poll() is not None:
            raise Trouble("the server ended at once; the lines above say why.")
        connection = http.client.HTTPConnection(host, int(port), timeout=STARTUP)
        try:
            connection.request("GET", "/zdravlje/", headers={"Host": options.name})
            connection.getresponse()
        except (OSError, http.client.HTTPException):
            time.sleep(0.05)
        else:
            return
        finally:
            connection.close()
    raise Trouble(f"the server did not answer within {STARTUP:.0f} seconds.")


def watch(children: list[subprocess.Popen[bytes]], environment: dict[str, str]) -> None:
    """Until the server ends. A worker that ends is started again: mail waits, the site need not."""
    server = children[0]
    while True:
        time.sleep(0.5)
        if server.poll() is not None:
            raise Trouble(f"the server ended with status {processes.status(server.returncode)}.")
        if children[1].poll() is not None:
            print("The worker ended and is started again.", flush=True)
            time.sleep(1)
            children[1] = processes.spawn(WORKER, environment)


def banner(options: Options, accounts: dict[str, object]) -> str:
    """The address and the sample accounts."""
    rows = [(str(email), str(who)) for email, who in accounts.get("accounts", [])]  # type: ignore[attr-defined]
    width = max((len(email) for email, _ in rows), default=0)
    lines = ["", f"  {options.url}/", ""]
    if rows:
        lines += [f"  Sample accounts, all with the password  {accounts['password']}", ""]
        lines += [f"  {email:<{width}}  {who}" for email, who in rows]
        lines.append("")
    if options.on_purpose and not is_loopback(options.host):
        lines += ["  Others can reach this site and sign in with these accounts.", ""]
    return "\n".join([*lines, "  Ctrl-C stops everything.", ""])


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach `host`."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
