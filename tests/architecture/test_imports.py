"""Imports go down, never up or sideways."""

import subprocess
import sys

from tests.architecture.sources import ROOT


def test_contracts_are_kept() -> None:
    """In a process of its own: import-linter switches off every logger that exists."""
    command = [sys.executable, "-m", "importlinter.cli", "lint", "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
