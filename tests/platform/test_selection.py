"""Which tests run, and what the last lines say about those that did not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

pytestmark = pytest.mark.full  # each starts pytest anew

TESTS = """
import pytest

def test_quick():
    pass

@pytest.mark.full
def test_slow():
    pass

@pytest.mark.browser
def test_page():
    pass

@pytest.mark.long
@pytest.mark.full
def test_slowest():
    pass

@pytest.mark.sampled(3)
@pytest.mark.parametrize("case", range(7))
def test_case(case):
    pass
"""


def run(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """pytest with our plugin alone, on a few tests."""
    (folder / "test_three.py").write_text(TESTS)
    (folder / "pytest.ini").write_text(
        "[pytest]\nmarkers =\n    browser: b\n    full: f\n    long: l\n    sampled(n): s\n"
    )
    environment = {
        name: value for name, value in os.environ.items() if name not in {"CI", "CHROMIUM", "PYTEST_ADDOPTS"}
    }
    options = ["-p", "no:django", "-p", "no:randomly", "-p", "tests.selection_plugin", "-p", "no:cacheprovider"]
    return subprocess.run(
        [sys.executable, "-m", "pytest", *options, "-v", "--rootdir", str(folder), *arguments, str(folder)],
        cwd=ROOT,
        env=environment | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def test_slow_ones_are_for_full(tmp_path: Path) -> None:
    chromium = tmp_path / "chromium"
    chromium.write_text("#!/bin/sh\n")
    chromium.chmod(0o755)
    assert "5 passed, 6 deselected" in run(tmp_path, CHROMIUM=str(chromium)).stdout
    shown = run(tmp_path, "--full", CHROMIUM=str(chromium)).stdout
    assert "11 passed" in shown
    assert "test_slowest" in next(line for line in shown.splitlines() if "PASSED" in line), (
        "what takes long begins first"
    )


def test_of_many_cases_the_same_few_run(tmp_path: Path) -> None:
    for order in ((), ("-p", "randomly", "-p", "no:xdist")):
        shown = run(tmp_path, *order).stdout
        assert [number for number in range(7) if f"test_case[{number}] PASSED" in shown] == [0, 3, 6]
    assert "1 passed" in run(tmp_path, "-k", "test_case and 3").stdout


def test_without_chromium_the_last_lines_say_what_did_not_run(tmp_path: Path) -> None:
    done = run(tmp_path, CHROMIUM="/nowhere/chromium")
    assert done.returncode == 0
    *_, what, how = done.stdout.strip().splitlines()
    assert "1 browser tests in test_three.py" in what
    assert "apt-get install -y --no-install-recommends chromium" in how


@pytest.mark.parametrize("workers", ["0", "1"])
def test_in_ci_that_is_a_failure(tmp_path: Path, workers: str) -> None:
    done = run(tmp_path, "-n", workers, CHROMIUM="/nowhere/chromium", CI="true")
    assert done.returncode == 1
    assert done.stdout.strip().endswith("this counts as a failure.")
