"""`./dev` from the outside: what it says when something is wrong is one line, without a traceback."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections import namedtuple
from pathlib import Path

import psycopg
import pytest

from mzplatform.house import site, surroundings
from mzplatform.house.trouble import Trouble
from tests.architecture.sources import ROOT

Usage = namedtuple("Usage", "total used free")


def dev(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Runs ./dev as somebody at a terminal would."""
    environment = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "DATA_DIR"}}
    return subprocess.run(
        [sys.executable, str(ROOT / "dev"), *arguments],
        env={**environment, **variables},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def assert_one_line(done: subprocess.CompletedProcess[str], *words: str) -> None:
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert done.stderr.startswith("./dev: ")
    for word in words:
        assert word in done.stderr


@pytest.fixture
def taken_port() -> int:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def test_help() -> None:
    done = dev("help")
    assert done.returncode == 0
    assert all(f"./dev {command}" in done.stdout for command in ("run", "serve", "test", "check", "bench", "manage"))


@pytest.mark.parametrize("arguments", [["help"], ["manage", "help"]])
def test_whoever_stops_reading_sees_no_traceback(arguments: list[str]) -> None:
    """As with `./dev help | head -1`: the pipe is closed before all of it is written."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [sys.executable, str(ROOT / "dev"), *arguments],
            stdout=writing, stderr=subprocess.PIPE, text=True, timeout=60, check=False,
        )  # fmt: skip
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (141, ""), "what a shell reports of a closed pipe"


def test_a_site_that_nobody_reads_the_start_of_ends_silently(monkeypatch, tmp_path: Path) -> None:
    script = tmp_path / "manage.py"
    script.write_text("import sys; sys.exit(141)")
    monkeypatch.setattr(site.processes, "manage", lambda *_: [sys.executable, str(script)])
    with pytest.raises(BrokenPipeError):
        site.prepare(surroundings.Database("postgres://x", "postgres://x", ""), {})


@pytest.mark.parametrize("command", ["run", "serve"])
def test_a_sample_site_for_others_without_a_host(command: str, tmp_path: Path) -> None:
    done = dev(command, "--port", "8399", SITE_URL="https://example.ba", DATA_DIR=str(tmp_path / "data"))
    assert_one_line(done, "SITE_URL is https://example.ba", "--host")
    assert not (tmp_path / "data" / "pg").exists(), "nothing was started before"


def test_a_setting_that_is_refused_is_one_line() -> None:
    done = dev("manage", "diffsettings", MAIL_SECURITY="sometimes")
    assert done.returncode == 1
    assert done.stderr.strip() == "manage.py: MAIL_SECURITY must be starttls, ssl or none, not 'sometimes'."


def test_an_unknown_command() -> None:
    done = dev("dance")
    assert done.returncode == 2
    assert "./dev run" in done.stderr


@pytest.mark.parametrize("command", ["run", "serve"])
def test_a_port_in_use(command: str, taken_port: int, tmp_path: Path) -> None:
    done = dev(command, "--port", str(taken_port), DATA_DIR=str(tmp_path / "data"))
    assert_one_line(done, f"Port {taken_port} is in use", f"--port {taken_port + 1}")
    assert not (tmp_path / "data" / "pg").exists(), "nothing was started before"


@pytest.mark.parametrize("port", ["0", "65536", "-1", "8e3", "٨٠٠٠"])
def test_a_port_that_is_none(port: str, tmp_path: Path) -> None:
    done = dev("run", "--port", port, DATA_DIR=str(tmp_path))
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_an_address_of_another_machine(tmp_path: Path) -> None:
    assert_one_line(
        dev("run", "--host", "192.0.2.1", DATA_DIR=str(tmp_path)), "192.0.2.1 is not an address of this machine"
    )


@pytest.mark.parametrize(
    "url",
    [
        "postgres://u:geheim@127.0.0.1:9/x",
        "postgres://u@/x?host=/nowhere",
        "postgres://u@nowhere.invalid/x",
    ],
)
def test_a_database_that_does_not_answer(url: str, tmp_path: Path) -> None:
    done = dev("run", "--port", "8399", DATABASE_URL=url, DATA_DIR=str(tmp_path))
    assert_one_line(done, "The database at DATABASE_URL")
    assert "unset it to use the private database" in done.stderr
    assert "geheim" not in done.stderr


@pytest.mark.parametrize("url", ["http://x", "nonsense"])
def test_what_is_no_address_of_a_database(url: str, tmp_path: Path) -> None:
    done = dev("run", "--port", "8399", DATABASE_URL=url, DATA_DIR=str(tmp_path))
    assert_one_line(done, "DATABASE_URL is no address of a database")


def test_a_role_that_may_not_create_tables(as_application: psycopg.Connection) -> None:
    told = as_application.info
    url = f"postgres://{told.user}@/{told.dbname}?host={told.host}&port={told.port}"
    with pytest.raises(Trouble, match="may not create tables"):
        surroundings.reach(url)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_data_of_another_user(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    os.chown(data, 12345, 12345)
    assert_one_line(dev("manage", "version", DATA_DIR=str(data)), "belongs to another user")


def test_a_data_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert_one_line(dev("manage", "version", DATA_DIR=str(tmp_path / "file" / "data")), "Not a directory")


def test_an_old_python(tmp_path: Path) -> None:
    """The script must still be understood by Python 3.8, to be able to say that it is too old."""
    text = (ROOT / "dev").read_text()
    compile(text, "dev", "exec", dont_inherit=True)
    old = next((path for name in ("python3.8", "python3.9", "python3.10") if (path := working(name))), None)
    if old is None:
        text = text.replace("OLDEST = (3, 11)", "OLDEST = (9, 9)")
        old = sys.executable
    script = tmp_path / "dev"
    script.write_text(text)
    done = subprocess.run([old, str(script), "run"], capture_output=True, text=True, check=False)
    assert_one_line(done, "or newer is needed")


def working(name: str) -> str | None:
    path = shutil.which(name)
    return path if path and subprocess.run([path, "-V"], capture_output=True, check=False).returncode == 0 else None


def test_a_full_disk(monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setattr(surroundings, "DATA", tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(10**9, 10**9, 12_000_000))
    with pytest.raises(Trouble, match="12 MB free, 300 MB are needed"):
        surroundings.refuse_full_disk()


def test_a_sample_site_is_for_this_machine_unless_a_host_was_given() -> None:
    assert site.parse("run", []).bind == "127.0.0.1:8000"
    local = site.sample_site(site.parse("run", ["--port", "8001"]))
    assert (local["SITE_URL"], local["SAMPLE_HOST"], local["SAMPLE_SITE"]) == ("http://localhost:8001", "", "1")
    shown = site.sample_site(site.parse("serve", ["--host", "0.0.0.0"]))
    assert shown["SAMPLE_HOST"] == "0.0.0.0"
    assert socket.gethostname() in shown["ALLOWED_HOSTS"].split(",")
    assert "Others can reach this site" in site.banner(site.parse("serve", ["--host", "0.0.0.0"]), {"accounts": []})


def test_settings_refuse_a_sample_site_for_others() -> None:
    done = dev(
        "manage",
        "diffsettings",
        SAMPLE_SITE="1",
        SITE_URL="https://mz.example",
        DATABASE_URL=os.environ["DATABASE_URL"],
    )
    assert done.returncode != 0
    assert "A sample site shows itself to this machine only" in done.stderr


def test_the_banner_names_every_account() -> None:
    accounts = {"accounts": [["clan@primjer.ba", "member"], ["a@b.ba", "administrator"]], "password": "pass"}
    text = site.banner(site.parse("run", []), accounts)
    assert "http://localhost:8000/" in text
    assert "  clan@primjer.ba  member" in text
    assert "  a@b.ba           administrator" in text
