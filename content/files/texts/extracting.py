"""The worker's side of reading a file: starts the process that does it, ends it at the limit, says what came of it.

The process gets the open file and nothing else: no place on the disk, no settings, no environment of ours.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Timer
from typing import Any, BinaryIO, Literal, NamedTuple

READERS = {"pdf": "pdf", "docx": "office", "odt": "office"}
"""Kinds of files that have a text, and the module that reads them."""
ROOT = Path(__file__).resolve().parents[3]

State = Literal["read", "cut", "scanned", "encrypted", "broken", "too_large"]


@dataclass(frozen=True)
class Limits:
    """Of one file."""

    memory: int = 400_000_000  # bytes of address space
    cpu: int = 30  # seconds
    seconds: int = 40  # by the clock: as long the mail of this worker may wait
    pages: int = 300
    characters: int = 1_000_000
    output: int = 8_000_000  # bytes of JSON for these

    def arguments(self) -> list[str]:
        """As `telling.run` takes them."""
        return [str(one) for one in (self.memory, self.cpu, self.characters, self.pages)]


LIMITS = Limits()


class Piece(NamedTuple):
    """A part of the text; the page is None where the file has no pages."""

    page: int | None
    text: str


@dataclass
class Extracted:
    """What came of it. `pages_read` where only the beginning was read, and it is known how far that reaches."""

    state: State
    page_count: int | None = None
    pages_read: int | None = None
    pieces: list[Piece] = field(default_factory=list)


def extract(file: BinaryIO, kind: str, limits: Limits = LIMITS) -> Extracted:
    """Whatever the file is, this ends within the limits and raises nothing for it."""
    command = [sys.executable, "-m", f"content.files.texts.{READERS[kind]}", *limits.arguments()]
    surroundings = {"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
    with subprocess.Popen(
        command,
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env=surroundings,
        start_new_session=True,  # Ctrl-C is for the worker: the file is not to blame
    ) as process:
        assert process.stdout is not None  # noqa: S101 - for the types
        clock = Timer(limits.seconds, process.kill)
        clock.start()
        try:
            said = process.stdout.read(limits.output)
        finally:
            clock.cancel()
            process.kill()
    return _judged(list(_lines(said)), kind, process.returncode)


def _lines(said: bytes) -> Iterator[Any]:
    """What was said whole; the last line may have been cut off."""
    for line in said.splitlines():
        try:
            yield json.loads(line)
        except ValueError:
            return


def _judged(lines: list[Any], kind: str, status: int) -> Extracted:
    pieces = [Piece(*line) for line in lines if isinstance(line, list)]
    facts = [line for line in lines if isinstance(line, dict)]
    said = {key: value for fact in facts for key, value in fact.items() if key != "unreadable"}
    unreadable = [fact["unreadable"] for fact in facts if "unreadable" in fact]
    state = said.get("state") or ("limit" if status in {-signal.SIGKILL, -signal.SIGXCPU} else "broken")
    if kind != "pdf" and all(piece.page == 1 for piece in pieces):
        pieces = [Piece(None, piece.text) for piece in pieces]
    if state == "encrypted" or not pieces:
        nothing: dict[str, State] = {
            "read": "scanned",
            "cut": "scanned",
            "limit": "too_large",
            "encrypted": "encrypted",
        }
        return Extracted(nothing.get(state, "broken"), said.get("pages"))
    if state == "read":
        return Extracted("read", said.get("pages"), None, pieces)
    last = min(unreadable) - 1 if unreadable else pieces[-1].page
    return Extracted("cut", said.get("pages"), last or None, pieces)
