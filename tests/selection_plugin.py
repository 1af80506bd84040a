"""pytest plugin: which tests run. `--full` adds the slow ones; browser tests run where there is a Chromium.

Of a test with many cases that are much alike, marked `sampled(4)`, every fourth runs, and all of them with `--full`.
What is marked `long` begins first: at the end of a run it would keep one process busy while the others have nothing to do.

What did not run is said in the last lines. With CI=true a missing Chromium is a failure: nobody may believe that the
pages were seen by a browser when they were not.
"""

from __future__ import annotations

import os
import shutil
from collections import Counter
from typing import Any

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
INSTALL = "apt-get install -y --no-install-recommends chromium fonts-dejavu-core"
SKIPPED = pytest.StashKey[Counter[str]]()


def chromium() -> str | None:
    """The system's Chromium, or the one named by CHROMIUM."""
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named)
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full", action="store_true", help="also run the slow tests (marker `full`)")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[SKIPPED] = Counter()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Takes out what is not asked for or cannot run, and puts first what takes long."""
    browser, full = chromium() is not None, config.getoption("full")
    passed_over = set() if full else _between_samples(items)
    chosen, left_out = [], []
    for item in items:
        if item.get_closest_marker("browser") and not browser:
            config.stash[SKIPPED][item.path.relative_to(config.rootpath).as_posix()] += 1
            left_out.append(item)
        elif not full and (item.get_closest_marker("full") or item in passed_over):
            left_out.append(item)
        else:
            chosen.append(item)
    items[:] = sorted(chosen, key=lambda item: item.get_closest_marker("long") is None)
    if left_out:
        config.hook.pytest_deselected(items=left_out)


def _between_samples(items: list[pytest.Item]) -> set[pytest.Item]:
    """Cases of `sampled` tests that are left to `--full`: the same ones in whatever order they are to run."""
    cases, between = Counter[str](), set()
    for item in sorted(items, key=lambda one: one.nodeid):
        if sampled := item.get_closest_marker("sampled"):
            name = item.nodeid.partition("[")[0]
            if cases[name] % sampled.args[0]:
                between.add(item)
            cases[name] += 1
    return between


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """With xdist every worker collects everything, so the last one's word is the whole truth."""
    node.config.stash[SKIPPED] = Counter(getattr(node, "workeroutput", {}).get("skipped", {}))


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """In CI, tests that could not run count as failed."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["skipped"] = dict(session.config.stash[SKIPPED])
    elif session.config.stash[SKIPPED] and os.environ.get("CI") == "true" and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """The very last lines."""
    skipped = config.stash.get(SKIPPED, None)
    if not skipped or hasattr(config, "workerinput"):
        return
    print(f"\nNot run, because no Chromium was found: {skipped.total()} browser tests in {', '.join(sorted(skipped))}.")
    print(f"Install it with: {INSTALL}")
    if os.environ.get("CI") == "true":
        print("CI=true: this counts as a failure.")
