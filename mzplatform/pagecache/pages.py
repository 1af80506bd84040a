"""One stored page in the encodings that were asked for, and the pages that this process remembers."""

import threading
from collections import OrderedDict
from dataclasses import dataclass, field

import brotli

from mzplatform.middleware.compression import IDENTITY, STORED, compress

ANSWER = "mzplatform.page"  # in the WSGI environment: who answered with which page


@dataclass
class StoredPage:
    """A page as it goes out: final headers, and the body compressed. Other encodings are made when first asked for."""

    etag: str
    headers: dict[str, str]
    packed: bytes  # brotli
    bodies: dict[str, bytes] = field(default_factory=dict)
    answers: dict[tuple[object, ...], tuple[str, list[tuple[str, str]]]] = field(default_factory=dict)  # front.py

    @classmethod
    def of(cls, etag: str, headers: dict[str, str], plain: bytes) -> "StoredPage":
        """A page that was just rendered."""
        return cls(etag, headers, compress(plain, "br", STORED), {IDENTITY: plain})

    def body(self, encoding: str) -> bytes:
        """The body in `br`, `gzip` or `identity`."""
        if encoding == "br":
            return self.packed
        if encoding not in self.bodies:
            plain = brotli.decompress(self.packed)
            self.bodies[encoding] = plain if encoding == IDENTITY else compress(plain, encoding)
        return self.bodies[encoding]

    @property
    def size(self) -> int:
        return len(self.packed) + sum(map(len, self.bodies.values())) + 4_000


class Memory:
    """The pages used last, up to `limit` bytes; one for each key, so that a new version replaces the old one."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._lock = threading.Lock()
        self._pages: OrderedDict[str, StoredPage] = OrderedDict()
        self._sizes: dict[str, int] = {}
        self._total = 0

    def get(self, key: str, etag: str) -> StoredPage | None:
        """The page, if it is still this version."""
        page = self._pages.get(key)
        if page is None or page.etag != etag:
            return None
        with self._lock:
            if key in self._pages:
                self._pages.move_to_end(key)
        return page

    def put(self, key: str, page: StoredPage) -> None:
        """Remembers the page, or weighs it again after it got another encoding; forgets the ones unused for longest."""
        with self._lock:
            self._total += page.size - self._sizes.get(key, 0)
            self._pages[key], self._sizes[key] = page, page.size
            self._pages.move_to_end(key)
            while self._total > self._limit:
                oldest, _ = self._pages.popitem(last=False)
                self._total -= self._sizes.pop(oldest)

    def __len__(self) -> int:
        return len(self._pages)
