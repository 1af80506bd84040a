"""An attached document: judged by what it holds, whatever its name says, and kept as it is.

Unlike a picture it cannot be made anew, so it is only ever offered for download (`store.download_response`), and
nothing that runs by itself is taken: no macros, no formats but these four.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from xml.parsers import expat
from zipfile import ZipFile

from .archives import SIGNS as ZIP_SIGNS
from .archives import read_archive
from .names import tidy_name
from .pictures import Picture, is_picture, read_picture
from .reading import Readable, read_all
from .refusals import Reason, Refused, Subject

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "jpg": "image/jpeg",
}
"""Extension and type of all that is taken."""

PDF_SIGNS = b"%PDF-"
PDF_END = b"%%EOF"
PDF_TAIL = 2048
"""Bytes at the end among which a PDF says that it ends; some programs write a little behind it."""

CONTENT_TYPES = "[Content_Types].xml"
CONTENT_TYPES_SIZE = 1_000_000
MAIN_PARTS = {TYPES["docx"] + ".main+xml": "docx", TYPES["xlsx"] + ".main+xml": "xlsx"}
MACRO_SIGNS = ("macro", "vbaproject")
"""In the content type of a part that runs, and of the main part beside it."""
MACRO_PART = "vbaproject.bin"
ODT_FOLDERS = ("basic/", "scripts/")
ODT_LISTS = ("script-lc.xml", "script-lb.xml")
"""Contents of a macro library, which LibreOffice writes for empty ones too."""


@dataclass(frozen=True)
class Document:
    """What is kept of an attachment. `picture` is there where somebody attached one; `content` is then a variant of it."""

    kind: str
    """`pdf`, `docx`, `xlsx`, `odt` or `picture`."""
    content_type: str
    extension: str
    name: str
    """As people see it."""
    content: bytes = field(repr=False)
    sha256: str
    picture: Picture | None = None

    @property
    def size(self) -> int:
        """In bytes."""
        return len(self.content)


def read_document(file: Readable, name: str) -> Document:
    """What the file truly is, under a tidy name; raises `Refused`."""
    content = read_all(file, Subject.FILE)
    if is_picture(content):
        return _picture(file, name)
    if content.startswith(PDF_SIGNS):
        if PDF_END not in content[-PDF_TAIL:]:
            raise _refused("broken")
        extension = "pdf"
    elif content.startswith(ZIP_SIGNS):
        with read_archive(content) as archive:
            extension = _kind_of_archive(archive)
    else:
        raise _refused("not_a_document")
    return _document(extension, extension, name, content)


def _refused(reason: Reason) -> Refused:
    return Refused(reason, Subject.FILE)


def _document(kind: str, extension: str, name: str, content: bytes, picture: Picture | None = None) -> Document:
    shown = tidy_name(name, extension)
    return Document(kind, TYPES[extension], extension, shown, content, sha256(content).hexdigest(), picture)


def _picture(file: Readable, name: str) -> Document:
    picture = read_picture(file)
    largest = next(variant for variant in picture.variants if variant.extension == "jpg")
    return _document("picture", "jpg", name, largest.content, picture)


def _kind_of_archive(archive: ZipFile) -> str:
    names = archive.namelist()
    if CONTENT_TYPES in names:
        return _kind_of_office(archive)
    if "mimetype" in names and archive.getinfo("mimetype").file_size < 100:
        return _kind_of_open_document(archive)
    raise _refused("not_a_document")


def _kind_of_open_document(archive: ZipFile) -> str:
    if archive.read("mimetype") != TYPES["odt"].encode():
        raise _refused("not_a_document")
    names = [name.lower() for name in archive.namelist() if not name.endswith("/")]
    if any(name.startswith(ODT_FOLDERS) and not name.endswith(ODT_LISTS) for name in names):
        raise _refused("macros")
    if "content.xml" not in names:
        raise _refused("broken")
    return "odt"


def _kind_of_office(archive: ZipFile) -> str:
    """`docx` or `xlsx`: the one main part that the list of contents names, if nothing in the list runs."""
    if archive.getinfo(CONTENT_TYPES).file_size > CONTENT_TYPES_SIZE:
        raise _refused("not_a_document")
    types = _content_types(archive.read(CONTENT_TYPES))
    names = {name.lower() for name in archive.namelist()}
    said = " ".join(content_type.lower() for content_type, _ in types)
    if any(sign in said for sign in MACRO_SIGNS) or any(name.endswith(MACRO_PART) for name in names):
        raise _refused("macros")
    mains = [(MAIN_PARTS[content_type], part) for content_type, part in types if content_type in MAIN_PARTS]
    if len(mains) != 1:
        raise _refused("not_a_document")
    kind, part = mains[0]
    if part and part.lstrip("/").lower() not in names:
        raise _refused("broken")
    return kind


def _content_types(xml: bytes) -> list[tuple[str, str]]:
    """Each content type with the part that has it, or an empty word where it is said of an extension.

    Straight from expat, with document types refused, so that no entity can grow and nothing outside can be asked for.
    """
    types: list[tuple[str, str]] = []

    def element(_name: str, attributes: dict[str, str]) -> None:
        if "ContentType" in attributes:
            types.append((attributes["ContentType"].strip(), attributes.get("PartName", "")))

    def doctype(*_: object) -> None:
        raise _refused("not_a_document")

    parser = expat.ParserCreate()
    parser.StartElementHandler = element
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise _refused("broken") from error
    return types
