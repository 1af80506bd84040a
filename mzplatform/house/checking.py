"""`./dev check`: everything that CI checks besides the tests, side by side, each with its verdict on one line."""

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from . import processes, surroundings
from .cluster import APPLICATION, Cluster

DEPLOY = ("check", "--deploy", "--fail-level", "WARNING", "--database", "default")
SEVERAL_AT_ONCE = max(2, os.cpu_count() or 2) + 1  # one of them mostly waits for the network
UNREACHED = ("could not be audited", "ConnectionError", "Max retries exceeded", "Failed to resolve", "Timeout")


@dataclass(frozen=True)
class Check:
    """A command that must end with 0."""

    name: str
    command: list[str]
    variables: dict[str, str] = field(default_factory=dict)
    needs_network: bool = False


@dataclass(frozen=True)
class Verdict:
    """How a check ended."""

    check: Check
    state: str  # ok, FAILED or "not reached"
    output: str
    seconds: float


def check(arguments: list[str]) -> int:
    """Runs all checks, or those named; shows the output of every one that failed."""
    (surroundings.DATA / "static-src").mkdir(parents=True, exist_ok=True)  # `manage.py prepare` fills it elsewhere
    with scratch_database() as variables:
        chosen = [one for one in checks(variables) if not arguments or one.name in arguments]
        with ThreadPoolExecutor(SEVERAL_AT_ONCE) as pool:
            verdicts = list(pool.map(run, chosen))
    failed = [verdict for verdict in verdicts if verdict.state == "FAILED"]
    for verdict in failed:
        print(f"\n── {verdict.check.name} ──\n{verdict.output.rstrip()}")
    print()
    for verdict in verdicts:
        print(f"  {verdict.state:<12}{verdict.check.name:<24}{verdict.seconds:6.1f} s")
    known = ", ".join(one.name for one in checks({}))
    print(
        f"\n{len(failed)} of {len(verdicts)} checks failed."
        if verdicts
        else f"There is no such check; there are: {known}"
    )
    return 1 if failed or not verdicts else 0


def checks(scratch: dict[str, str]) -> list[Check]:
    """The slow ones first, so that the others fill the time beside them."""
    templates = sorted(str(path) for path in (surroundings.ROOT / "templates").rglob("*.html"))
    djade = str(Path(sys.executable).with_name("djade"))
    return [
        Check("mypy", processes.python("-m", "mypy", "."), scratch),
        Check(
            "advisories",
            processes.python("-m", "pip_audit", "-r", "requirements/base.txt", "--require-hashes"),
            {},
            True,
        ),
        Check("deploy", processes.manage(*DEPLOY), production(scratch)),
        Check("migrations", processes.manage("makemigrations", "--check", "--dry-run"), scratch),
        Check("translations", processes.manage("messages", "check"), scratch),
        Check("imports", processes.python("-m", "importlinter.cli", "lint", "--no-cache")),
        Check("lint", processes.python("-m", "ruff", "check", ".")),
        Check("format", processes.python("-m", "ruff", "format", "--check", ".")),
        Check("templates", [djade, "--check", "--target-version", "5.2", *templates]),
    ]


def production(scratch: dict[str, str]) -> dict[str, str]:
    """The settings of a real site: https, no samples, the application role."""
    return scratch | {
        "DATABASE_URL": scratch.get("APPLICATION_URL", ""),
        "DEBUG": "0",
        "SITE_URL": "https://mz.example",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "SECURITY_CONTACT": "mailto:security@mz.example",
        "MAIL_FROM": "no-reply@mz.example",
    }


def run(one: Check) -> Verdict:
    """One check to its end."""
    environment = surroundings.environment(**one.variables)
    for name in ("SAMPLE_SITE", "SAMPLE_HOST", "DEV_SERVER"):
        environment.pop(name, None)
    start = time.monotonic()
    done = subprocess.run(
        one.command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    state = "ok" if done.returncode == 0 else "FAILED"
    found_something = bool(done.returncode) and "known vulnerabilit" in done.stdout
    if one.needs_network and not found_something and any(word in done.stdout for word in UNREACHED):
        state = "not reached"
    return Verdict(one, state, done.stdout, time.monotonic() - start)


@contextmanager
def scratch_database() -> Iterator[dict[str, str]]:
    """An empty PostgreSQL, as some checks ask a database; none of them looks at yours."""
    folder = Path(tempfile.mkdtemp(prefix="mz-check-"))
    folder.chmod(0o711)
    cluster = Cluster(folder / "pg", throwaway=True).hold()
    try:
        yield {"DATABASE_URL": cluster.url(), "APPLICATION_URL": cluster.url(APPLICATION), "DEBUG": "0"}
    finally:
        cluster.release()
        shutil.rmtree(folder, ignore_errors=True)
