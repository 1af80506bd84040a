"""Where files lie: under MEDIA_ROOT, by random names that tell nothing and cannot be guessed.

A name appears when its file is whole and on the disk, never before; a full disk leaves nothing behind.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse

from .refusals import Refused, Subject

NO_SPACE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
EXTENSION = re.compile("[a-z0-9]{2,5}")
PICTURES = frozenset({"jpg", "webp"})
FILE_MODE = 0o640
HALF = ".part"


def write(content: bytes, extension: str) -> str:
    """Keep `content` and return where, as `ab/cd/abcd….extension` below MEDIA_ROOT; raises `Refused` when it is full."""
    return write_with(lambda file: file.write(content), extension)


def write_with(fill: Callable[[BinaryIO], object], extension: str) -> str:
    """`write` for what is too large for the memory: `fill` writes it into the open file."""
    if not EXTENSION.fullmatch(extension):
        raise ValueError(f"{extension!r} is no extension of ours")
    token = secrets.token_hex(16)
    path = f"{token[:2]}/{token[2:4]}/{token}.{extension}"
    try:
        _write_whole(_root() / path, fill)
    except OSError as error:
        if error.errno in NO_SPACE:
            raise Refused("no_space", Subject.PHOTO if extension in PICTURES else Subject.FILE) from error
        raise
    return path


def write_all(files: Iterable[tuple[bytes, str]]) -> list[str]:
    """`write` for files that belong together, such as the variants of a picture: all of them, or none."""
    paths: list[str] = []
    try:
        for content, extension in files:
            paths.append(write(content, extension))
    except BaseException:
        remove(paths)
        raise
    return paths


def remove(paths: Iterable[str]) -> None:
    """Delete these files. One that is gone already is as it should be."""
    for path in [_inside(path) for path in paths]:  # all are judged before the first is deleted
        path.unlink(missing_ok=True)


def size_of(path: str) -> int:
    """In bytes."""
    return _inside(path).stat().st_size


def open_for_reading(path: str) -> BinaryIO:
    """The file as `write` named it; whatever lies elsewhere is a SuspiciousFileOperation, which Django answers with 400."""
    return _inside(path).open("rb")


def download_response(path: str, name: str, content_type: str) -> FileResponse:
    """The file to be saved, never to be shown on our pages: people uploaded it.

    Our middleware leaves alone what is said here: it only sets what is missing, and knows no weaker `Cache-Control`
    for people who are signed in. So the policy is a plain header; django-csp's marks would be merged into the site's.
    """
    response = FileResponse(open_for_reading(path), as_attachment=True, filename=name, content_type=content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response


def _root() -> Path:
    return Path(settings.MEDIA_ROOT).resolve()


def _inside(path: str) -> Path:
    """The place on the disk, with links followed, so that none leads out."""
    root = _root()
    if "\0" in path:
        raise SuspiciousFileOperation("a path with NUL")
    place = (root / path).resolve()
    if root not in place.parents:
        raise SuspiciousFileOperation(f"{path!r} is not below MEDIA_ROOT")
    return place


def _write_whole(place: Path, fill: Callable[[BinaryIO], object]) -> None:
    """First beside its place, under a name that nobody asks for, then moved there in one step."""
    place.parent.mkdir(parents=True, exist_ok=True)
    half = place.with_suffix(HALF)
    try:
        with open(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE), "wb") as file:
            fill(file)
            file.flush()
            os.fsync(file.fileno())
        half.replace(place)
    except BaseException:
        half.unlink(missing_ok=True)
        raise
    _sync_folder(place.parent)


def _sync_folder(folder: Path) -> None:
    """Only now does the name survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
