"""Where files lie, that none is ever there by half, and how they are handed out."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import translation

from content.files import store
from content.files.refusals import Refused
from mzplatform.middleware.caching import CacheControlMiddleware
from mzplatform.middleware.headers import HeadersMiddleware

PDF = "application/pdf"


@pytest.fixture
def media(settings) -> Path:
    return Path(settings.MEDIA_ROOT)


def files(media: Path) -> list[str]:
    return sorted(path.relative_to(media).as_posix() for path in media.rglob("*") if path.is_file())


def test_a_file_lies_under_a_random_name(media):
    path = store.write(b"content", "pdf")
    assert re.fullmatch(r"(..)/(..)/\1\2[0-9a-f]{28}\.pdf", path)
    assert files(media) == [path]
    assert store.write(b"content", "pdf") != path
    assert (media / path).stat().st_mode & 0o007 == 0
    with store.open_for_reading(path) as file:
        assert file.read() == b"content"


@pytest.mark.parametrize("extension", ["", "../x", "p/f", "PDF", ".pdf"])
def test_an_extension_is_a_word(extension, media):
    with pytest.raises(ValueError, match="no extension"):
        store.write(b"content", extension)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
@pytest.mark.parametrize("step", ["fsync", "mkdir"])
def test_a_full_disk_leaves_nothing_behind(step, number, media, monkeypatch):
    def full(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(*((os, "fsync") if step == "fsync" else (Path, "mkdir")), full)
    with pytest.raises(Refused) as caught:
        store.write(b"content", "webp")
    assert caught.value.reason == "no_space"
    with translation.override("en"):
        assert str(caught.value.sentence).startswith("The photo was not saved, the text was.")
    assert not media.exists() or files(media) == []


def test_a_disk_that_fills_up_while_writing_leaves_nothing_behind(media):
    """The limit of a process stands for the end of the disk: the first bytes are written, the others are not."""
    code = f"""
import resource
from django.conf import settings
settings.configure(MEDIA_ROOT={str(media)!r}, USE_I18N=False)
from content.files.refusals import Refused
from content.files.store import write
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
print(write(b"x" * 100_000, "pdf"))
try:
    write(b"x" * 100_001, "pdf")
except Refused as refused:
    print(refused.reason, refused.sentence)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    kept, refused = done.stdout.splitlines()
    assert refused.startswith("no_space The file was not saved, the text was.")
    assert files(media) == [kept]


def test_another_fault_is_not_taken_for_a_full_disk(media, monkeypatch):
    def broken(_: int) -> None:
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OSError, match="broken"):
        store.write(b"content", "webp")
    assert files(media) == []


def test_a_file_appears_when_it_is_whole(media, monkeypatch):
    seen = []
    monkeypatch.setattr(os, "fsync", lambda _: seen.append(files(media)))
    path = store.write(b"content", "pdf")
    half = path.removesuffix("pdf") + "part"
    assert seen == [[half], [path]]


def test_files_that_belong_together_are_all_kept_or_none(media, monkeypatch):
    before = store.write(b"before", "pdf")
    together = store.write_all([(b"a", "webp"), (b"b", "jpg")])
    assert files(media) == sorted([before, *together])
    store.remove(together)
    written = []

    def full(place: Path, fill: Callable[[BinaryIO], object]) -> None:
        if written:
            raise OSError(errno.ENOSPC, "full")
        written.append(place)
        place.parent.mkdir(parents=True)
        with place.open("wb") as file:
            fill(file)

    monkeypatch.setattr(store, "_write_whole", full)
    with pytest.raises(Refused):
        store.write_all([(b"a", "webp"), (b"b", "jpg")])
    assert written
    assert files(media) == [before]


def test_what_is_gone_may_be_removed_again(media):
    path, other = store.write(b"a", "pdf"), store.write(b"b", "pdf")
    store.remove([path, "ab/cd/none.pdf"])
    store.remove([path])
    assert files(media) == [other]


@pytest.fixture
def outside(media) -> Path:
    """A secret beside the folder, and a link that leads to it."""
    media.mkdir()
    secret = media.parent / "secret.pdf"
    secret.write_bytes(b"secret")
    (media / "link.pdf").symlink_to(secret)
    (media / "folder").symlink_to(media.parent)
    (media.parent / "media2").mkdir()
    (media.parent / "media2" / "x.pdf").write_bytes(b"secret")
    return secret


@pytest.mark.parametrize(
    "path",
    ["../secret.pdf", "ab/../../secret.pdf", "link.pdf", "folder/secret.pdf", "../media2/x.pdf", "", ".", "a\0.pdf"],
)
def test_nothing_outside_is_read_or_removed(path, outside, media):
    kept = store.write(b"kept", "pdf")
    with pytest.raises(SuspiciousFileOperation):
        store.open_for_reading(path)
    with pytest.raises(SuspiciousFileOperation):
        store.remove([kept, path])
    assert outside.exists()
    assert (media / kept).exists()


def test_no_absolute_path_is_read(outside):
    with pytest.raises(SuspiciousFileOperation):
        store.open_for_reading(str(outside))


@pytest.mark.parametrize("signed_in", [True, False])
def test_a_download_can_do_nothing_on_our_pages(media, settings, signed_in):
    path = store.write(b"<script>", "pdf")
    request = RequestFactory().get("/")
    if signed_in:
        request.COOKIES[settings.SESSION_COOKIE_NAME] = "x"

    def view(_: object) -> HttpResponse:
        return store.download_response(path, 'Одлука "1"; x.pdf', PDF)

    response = HeadersMiddleware(CacheControlMiddleware(view))(request)
    assert b"".join(response.streaming_content) == b"<script>"
    response.file_to_stream.close()  # closing the answer would ask the database whether its connection is old
    assert response["Content-Type"] == PDF
    assert response["Content-Length"] == "8"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    name = "%D0%9E%D0%B4%D0%BB%D1%83%D0%BA%D0%B0%20%221%22%3B%20x.pdf"
    assert response["Content-Disposition"] == f"attachment; filename*=utf-8''{name}"


def test_a_name_cannot_add_headers(media):
    response = store.download_response(store.write(b"x", "pdf"), "a\r\nSet-Cookie: x=1.pdf", PDF)
    response.file_to_stream.close()
    assert "\n" not in response["Content-Disposition"]
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''a%0D%0A")
