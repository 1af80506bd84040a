"""Starting processes that do not outlive the house, and ending them."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence

PR_SET_PDEATHSIG = 1
UNREAD = 141  # what a shell reports of a command whose output nobody reads any more


def die_with_parent(number: int = signal.SIGTERM) -> None:
    """The kernel sends this process `number` when its parent ends, however it ends (Linux; elsewhere nothing)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(number))


@contextlib.contextmanager
def silent_when_unread() -> Iterator[None]:
    """Ends this process without a word when its pipe was closed, as by `./dev run | head -3`."""
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what is left in the buffer is written nowhere
        sys.exit(UNREAD)


def spawn(command: Sequence[str], environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """A child that ends with us. It stays in our process group, so that a debugger in it can read the terminal."""
    return subprocess.Popen(command, env=dict(environment), preexec_fn=die_with_parent)  # noqa: PLW1509 - no threads here


def call(command: Sequence[str], environment: Mapping[str, str]) -> int:
    """Runs `command` to its end. Ctrl-C is for the child: the house waits for it and goes on."""
    child = spawn(command, environment)
    previous = signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    try:
        while True:
            with contextlib.suppress(KeyboardInterrupt):
                return status(child.wait())
    finally:
        signal.signal(signal.SIGTERM, previous)


def status(code: int) -> int:
    """An exit status as a shell would report it."""
    return 128 - code if code < 0 else code


def end(children: Sequence[subprocess.Popen[bytes]], patience: float = 10.0) -> None:
    """Asks all of them to end, waits, and kills what is left."""
    for child in children:
        with contextlib.suppress(ProcessLookupError):
            child.terminate()
    deadline = time.monotonic() + patience
    for child in children:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def python(*arguments: str) -> list[str]:
    """A command line of the virtual environment's Python."""
    return [sys.executable, *arguments]


def manage(*arguments: str) -> list[str]:
    """A command line of `manage.py`."""
    return python(os.path.join(os.getcwd(), "manage.py"), *arguments)
