"""The process that reads one file: its limits, and what it says, a line of JSON for each thing.

- `[page, text]`: a piece of the text;
- `{"pages": 12}`: how many there are, as soon as that is known;
- `{"state": "read"}`, the last line: how it ended. Where it is missing, the process was ended before.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import sys
from collections.abc import Callable
from typing import Any

from .pieces import pieces_of, tidied

DIES_WITH_PARENT = 1  # PR_SET_PDEATHSIG
NICE = 10


class Locked(Exception):  # noqa: N818 - not a fault of ours
    """It opens with a password."""


class Enough(Exception):  # noqa: N818 - not a fault
    """As much has been read as is wanted of one file."""


class Teller:
    """What was found so far, already said: whoever ends the process loses none of it."""

    def __init__(self, characters: int, pages: int) -> None:
        self.characters, self.most_pages = characters, pages
        self.is_partial = False

    def pages(self, number: int) -> None:
        """How many there are."""
        _say({"pages": number})

    def text(self, page: int, text: str) -> None:
        """What stands on a page. Raises `Enough`."""
        if page > self.most_pages:
            raise Enough
        for piece in pieces_of(tidied(text)):
            _say([page, piece[: self.characters]])
            self.characters -= len(piece)
            if self.characters <= 0:
                raise Enough

    def unreadable(self, page: int) -> None:
        """A page that makes no sense; the others may."""
        self.is_partial = True
        _say({"unreadable": page})


Read = Callable[[bytes, Teller], None]


def run(read: Read) -> None:
    """The whole process: limits first, then the file from the input."""
    memory, seconds, characters, pages = map(int, sys.argv[1:])
    _confine(memory, seconds)
    teller = Teller(characters, pages)
    try:
        read(sys.stdin.buffer.read(), teller)
        state = "cut" if teller.is_partial else "read"
    except Enough:
        state = "cut"
    except Locked:
        state = "encrypted"
    except MemoryError:
        state = "limit"
    except Exception:  # whatever a file makes a reader stumble over
        state = "broken"
    _say({"state": state})


def _say(what: Any) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def _confine(memory: int, seconds: int) -> None:
    """No more memory and time than this, no file, no further process; nobody on the site waits for it."""
    os.nice(NICE)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIES_WITH_PARENT, signal.SIGKILL)
    for what, most in {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NOFILE: 16,
    }.items():
        resource.setrlimit(what, (most, most))
