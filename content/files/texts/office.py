"""Reads a document of Word or LibreOffice: the words of its main part, straight from expat, with document types refused.

Such a file has no pages, only signs of where an office last began one. Where there are none, all of it is page 1, and
whoever reads the pieces knows that this says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.parsers import expat
from zipfile import ZipFile

from ..archives import PART, read_archive
from .pieces import PIECE
from .telling import Locked, Teller, run

WORD_MAIN = re.compile(r"word/document\d*\.xml", re.IGNORECASE)
ODT_MAIN, ODT_MANIFEST = "content.xml", "META-INF/manifest.xml"
MANIFEST_SIZE = 1_000_000
ENCRYPTED = b"encryption-data"
SPACES = frozenset({"tab", "s", "br", "cr", "line-break"})
PARAGRAPHS = frozenset({"p", "h"})
RENDERED = frozenset({"lastRenderedPageBreak", "soft-page-break"})
"""Written by an office where it began a page when the file was last saved; Word does so behind a forced one as well."""
SKIPPED = frozenset({"Fallback", "annotation", "tracked-changes"})
"""The same once more for old programs, comments, and what was deleted."""


class Words:
    """What expat calls, element by element; names are without their namespaces."""

    def __init__(self, teller: Teller, is_word: bool) -> None:
        self.teller, self.is_word = teller, is_word
        self.page, self.skipped, self.is_text = 1, 0, False
        self.parts: list[str] = []
        self.length = 0
        self.breaking: set[str] = set()  # styles of ODT whose paragraphs begin a page
        self.style = ""
        self.is_fresh = True  # nothing was written on this page yet

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = _local(name)
        if self.skipped or name in SKIPPED:
            self.skipped += 1
            return
        said = {_local(key): value for key, value in attributes.items()}
        if name in RENDERED or self._is_forced(name, said):
            self._next_page()
        elif name in SPACES:
            self.write(" ")
        elif name == "style":
            self.style = said.get("name", "")
            if said.get("master-page-name"):
                self.breaking.add(self.style)
        elif name == "paragraph-properties" and said.get("break-before") == "page":
            self.breaking.add(self.style)
        if self.is_word:
            self.is_text = name == "t"
        elif name == "body":
            self.is_text = True

    def end(self, name: str) -> None:
        name = _local(name)
        if self.skipped:
            self.skipped -= 1
            return
        if self.is_word:
            self.is_text = False
        if name in PARAGRAPHS:
            self.write("\n")
            if self.length >= PIECE:
                self.flush()

    def data(self, text: str) -> None:
        if self.is_text and not self.skipped:
            self.write(text)
            self.is_fresh = self.is_fresh and text.isspace()

    def write(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def flush(self) -> None:
        """Say what stands on this page so far."""
        self.teller.text(self.page, "".join(self.parts))
        self.parts, self.length = [], 0

    def _is_forced(self, name: str, said: dict[str, str]) -> bool:
        if self.is_word:
            return name == "br" and said.get("type") == "page"
        return name in PARAGRAPHS and said.get("style-name") in self.breaking

    def _next_page(self) -> None:
        """Two signs with nothing between them are of one page."""
        if not self.is_fresh:
            self.flush()
            self.page, self.is_fresh = self.page + 1, True


def read(content: bytes, teller: Teller) -> None:
    """Raises `Locked`, `Enough`, `Refused` of archives, and whatever expat does."""
    with read_archive(content) as archive:
        names = archive.namelist()
        main = next(filter(WORD_MAIN.fullmatch, names), None)
        if main is None and _is_locked(archive):
            raise Locked
        words = Words(teller, is_word=main is not None)
        _parse(archive, main or ODT_MAIN, words)
    words.flush()
    if words.page > 1:
        teller.pages(words.page)


def _is_locked(archive: ZipFile) -> bool:
    """An ODT with a password has its parts as noise, and a list that says so."""
    if ODT_MANIFEST not in archive.namelist() or archive.getinfo(ODT_MANIFEST).file_size > MANIFEST_SIZE:
        return False
    return ENCRYPTED in archive.read(ODT_MANIFEST)


def _parse(archive: ZipFile, name: str, words: Words) -> None:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = words.start, words.end
    parser.CharacterDataHandler = words.data
    parser.StartDoctypeDeclHandler = _refuse
    with archive.open(name) as file:
        feed: Callable[[bytes, bool], int] = parser.Parse
        while part := file.read(PART):
            feed(part, False)
        feed(b"", True)


def _refuse(*_: object) -> None:
    raise ValueError("no office writes a document type")


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


if __name__ == "__main__":
    run(read)
