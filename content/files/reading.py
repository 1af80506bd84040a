"""The first step for every file: its bytes, if there are any and not too many."""

from __future__ import annotations

from typing import Protocol

from .refusals import Refused, Subject

LARGEST = 12_000_000
"""Bytes. The whole form may have no more (`UPLOAD_LIMIT`), so this speaks where a form is not what brought the file."""


class Readable(Protocol):
    """As much of a file as is needed here; Django's uploads, open files and BytesIO all have it."""

    def read(self, size: int = ..., /) -> bytes:
        """At most `size` bytes."""

    def seek(self, offset: int, /) -> object:
        """Go to `offset`."""


def read_all(file: Readable, subject: Subject) -> bytes:
    """The whole file. What it says about its own size does not count; one byte beyond the limit is enough to refuse."""
    file.seek(0)
    content = file.read(LARGEST + 1)
    if not content:
        raise Refused("empty", subject)
    if len(content) > LARGEST:
        raise Refused("too_big", subject)
    return content
