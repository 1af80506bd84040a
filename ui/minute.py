"""What costs a scan and may be a minute old: read once, held by each process, and forgotten together with what was drawn
from it. Near its end one thread reads it anew, while the others go on with what they have.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar, cast
from weakref import WeakSet

from django.utils.translation import get_language

SECONDS = 60
AHEAD = 15  # seconds before that in which one thread looks again: longer than a look lasts, so nobody waits for it
MOST = 2_000  # things that one look keeps; what readers may ask for has no end

T = TypeVar("T")
H = TypeVar("H")

MINUTES: WeakSet[Minute[Any]] = WeakSet()
"""All of them, so that none is overlooked where everything is to be forgotten."""


@dataclass(frozen=True, kw_only=True)
class Held:
    """Base of what is held. Shared by threads: read it, never change it."""

    at: float = field(default_factory=time.monotonic)
    kept: dict[tuple[str, str | None], Any] = field(default_factory=dict)

    def rendered(self, name: str, make: Callable[[], T]) -> T:
        """What `make` returns in the current language, made once in the life of this object."""
        key = (name, get_language())
        if key not in self.kept:
            self.kept[key] = make()
        return cast("T", self.kept[key])

    def knows(self, name: str) -> bool:
        """Whether that was made already."""
        return (name, get_language()) in self.kept

    def remembered(self, name: str, make: Callable[[], T]) -> T:
        """The same for what has no end: once much is kept, the rest is made anew each time."""
        return self.rendered(name, make) if len(self.kept) < MOST else make()


class Minute(Generic[H]):
    """`current()` is what `look` returned at most a minute ago."""

    def __init__(self, look: Callable[[], H]) -> None:
        self.look = look
        self._last: tuple[float, H] | None = None  # one assignment, so threads see the old look or the new one
        self._ahead = threading.Lock()
        self._forgotten = object()  # another one each time
        MINUTES.add(self)

    def current(self) -> H:
        """As it was at most a minute ago."""
        last = self._last
        if last is None or (age := time.monotonic() - last[0]) > SECONDS:
            with self._ahead:  # whoever comes meanwhile waits for this look instead of taking another
                now = self._last
                return now[1] if now and now is not last else self._looked()
        if age > SECONDS - AHEAD and self._ahead.acquire(blocking=False):
            try:
                return self._looked() if self._last is last else last[1]
            finally:
                self._ahead.release()
        return last[1]

    def _looked(self) -> H:
        """The look of now. It is not held where it was forgotten meanwhile, since it may have begun before the change."""
        forgotten, now = self._forgotten, time.monotonic()
        found = self.look()
        if forgotten is self._forgotten:
            self._last = now, found
        return found

    def forget(self) -> None:
        """Look again at the next request: for tests, and for whoever knows that something has changed."""
        self._forgotten, self._last = object(), None
