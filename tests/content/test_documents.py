"""Which documents are taken, by what they hold."""

from __future__ import annotations

import hashlib
import stat
import struct
import zipfile
import zlib
from io import BytesIO

import pytest

from content.files import archives
from content.files.archives import MEMBERS
from content.files.documents import Document, read_document
from content.files.reading import LARGEST
from content.files.refusals import SENTENCES, Refused
from tests.content import uploads
from tests.content.uploads import PDF, SVG, archive, content_types, docx, encoded, frames, odt, quarters, xlsx


def read(content: bytes, name: str = "zapisnik") -> Document:
    return read_document(BytesIO(content), name)


def refusal(content: bytes, name: str = "zapisnik") -> str:
    with pytest.raises(Refused) as caught:
        read(content, name)
    return caught.value.reason


def packed(change: dict[str, int] | None = None, name: str = "word/more.xml") -> bytes:
    """A good document with one more member, whose entry is changed."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        made.writestr("[Content_Types].xml", content_types(uploads.WORD))
        made.writestr("word/document.xml", "<w/>")
        info = zipfile.ZipInfo(name)
        for key, value in (change or {}).items():
            setattr(info, key, value)
        made.writestr(info, "<more/>")
    return target.getvalue()


# -- what is taken -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "kind", "content_type"),
    [
        (PDF, "pdf", "application/pdf"),
        (docx(), "docx", uploads.WORD.removesuffix(".main+xml")),
        (xlsx(), "xlsx", uploads.SHEET.removesuffix(".main+xml")),
        (odt(), "odt", uploads.ODT),
        (packed(), "docx", uploads.WORD.removesuffix(".main+xml")),
    ],
)
def test_a_document_is_kept_as_it_is(content, kind, content_type):
    document = read(content, "Zapisnik sa zbora.exe")
    assert (document.kind, document.extension, document.content_type) == (kind, kind, content_type)
    assert document.name == f"Zapisnik sa zbora.{kind}"
    assert document.content == content
    assert document.size == len(content)
    assert document.sha256 == hashlib.sha256(content).hexdigest()


def test_a_picture_is_made_anew():
    document = read(encoded(quarters(), "PNG", pnginfo=None) + b"hidden behind it", "plan.pdf")
    assert (document.kind, document.name, document.content_type) == ("picture", "plan.jpg", "image/jpeg")
    assert document.content in [variant.content for variant in document.picture.variants]
    assert b"hidden" not in document.content


def test_empty_libraries_of_libreoffice_are_no_macros():
    assert read(odt(**{"Basic/script-lc.xml": "<l/>", "Basic/Standard/script-lb.xml": "<l/>"})).kind == "odt"


# -- what is refused ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        b"<!doctype html><script>alert(1)</script>",
        b"\n" + PDF,
        b"GIF89a/*" + b"\0" * 20 + b"*/=1;alert(1)",
        frames("GIF"),
        SVG,
        b"MZ\x90\0" + PDF,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,  # Word of old, or with a password
        archive({"a.txt": "a"}),
        archive({"META-INF/MANIFEST.MF": "a"}),
        odt("application/vnd.oasis.opendocument.text-template"),
        odt(uploads.ODT + "\n"),
        docx("application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"),
        docx("application/xml"),
    ],
)
def test_what_is_no_document_is_refused(content):
    assert refusal(content, "odluka.pdf") == "not_a_document"


@pytest.mark.parametrize(
    "content",
    [
        docx(uploads.WORD_MACROS),
        xlsx(uploads.SHEET_MACROS),
        docx(**{"word/vbaProject.bin": "x"}),
        archive(
            {
                "[Content_Types].xml": content_types(
                    uploads.WORD, more='<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
                ),
                "word/document.xml": "<w/>",
            }
        ),
        odt(**{"Basic/Standard/Module1.xml": "x"}),
        odt(**{"Scripts/python/a.py": "x"}),
    ],
)
def test_macros_are_refused_under_every_name(content):
    assert refusal(content, "odluka.docx") == "macros"


@pytest.mark.parametrize(
    "content",
    [
        PDF[:-8],
        PDF + b"\0" * 3000,
        docx()[:-40],
        docx()[:60],
        docx() + b"behind",
        docx().replace(b"word/document.xml", b"word/documenT.xmk"),  # the part that the list names is not there
        archive({"mimetype": uploads.ODT}),
        archive({"[Content_Types].xml": "<Types", "word/document.xml": ""}),
    ],
)
def test_a_damaged_document_is_refused(content):
    assert refusal(content) == "broken"


def test_a_member_that_does_not_fit_its_checksum_is_refused():
    content = archive({"[Content_Types].xml": content_types(uploads.WORD), "word/document.xml": "<w/>"}, 0)
    assert read(content).kind == "docx"
    assert refusal(content.replace(b"<w/>", b"<v/>", 1)) == "broken"


@pytest.mark.parametrize(
    "content",
    [
        packed(name="../../etc/cron.d/x"),
        packed(name="/etc/passwd"),
        packed(name="word/../../x"),
        packed(name="C:x"),
        packed(name="word\\x"),
        packed({"external_attr": (stat.S_IFLNK | 0o777) << 16}),
        packed({"compress_type": zipfile.ZIP_BZIP2}),
        packed(name="word/Document.xml"),
    ],
)
def test_members_that_no_office_writes_are_refused(content):
    assert refusal(content) == "not_a_document"


def test_encrypted_members_are_refused():
    content = bytearray(packed())
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    assert refusal(bytes(content)) == "not_a_document"


@pytest.mark.parametrize(
    "content",
    [
        docx(**{"word/media/a.bin": b"\0" * 30_000_000}),  # ratio
        docx(**{f"word/{number}": b"" for number in range(MEMBERS)}),
    ],
)
def test_what_grows_beyond_measure_is_refused(content):
    assert len(content) < LARGEST
    assert refusal(content) == "archive_bomb"


def with_size(content: bytes, size: int, crc: int | None = None) -> bytes:
    """The last member says that it is so long."""
    changed, entry = bytearray(content), content.rindex(b"PK\x01\x02")
    struct.pack_into("<L", changed, entry + 24, size)
    if crc is not None:
        struct.pack_into("<L", changed, entry + 16, crc)
    return bytes(changed)


def test_the_sum_of_what_is_unpacked_is_limited():
    """What the members say is enough; nothing is unpacked to find out. (The ratio would be 67.)"""
    parts = {"[Content_Types].xml": content_types(uploads.WORD), "word/document.xml": "<w/>", "a": b"\0" * 3_000_000}
    content = archive(parts, zipfile.ZIP_STORED)
    assert read(content).kind == "docx"
    assert refusal(with_size(content, 200_000_001)) == "archive_bomb"
    assert refusal(with_size(content, 100_000_000)) == "broken"


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_member_longer_than_it_says_is_refused(method):
    """Python's zipfile reads only as far as it says, and there the checksum is right."""
    content = archive(
        {"[Content_Types].xml": content_types(uploads.WORD), "word/document.xml": "<w/>", "a": b"\0" * 9_000_000},
        method,
    )
    lie = with_size(content, 1000, zlib.crc32(b"\0" * 1000))
    with zipfile.ZipFile(BytesIO(lie)) as opened:
        assert opened.testzip() is None
    assert refusal(lie) == "broken"


def test_countless_members_are_refused_before_they_are_looked_at(monkeypatch):
    monkeypatch.setattr(archives, "ZipFile", lambda _: pytest.fail("it was read"))
    assert refusal(docx(**{f"word/{number}": b"" for number in range(MEMBERS)})) == "archive_bomb"
    assert refusal(docx(**{"word/" + "a" * 60_000 + str(number): b"" for number in range(20)})) == "archive_bomb"


def with_zip64(content: bytes) -> bytes:
    """With a second, longer end before the one that is judged; it leads to another directory."""
    start = len(content) - 22
    members, size, offset = struct.unpack_from("<HLL", content, start + 10)
    record = struct.pack("<4sQHHLLQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, members, members, size, offset)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, start, 1)
    end = bytearray(content[start:])
    struct.pack_into("<L", end, 12, size + len(record + locator))
    return content[:start] + record + locator + end


@pytest.mark.parametrize(
    "content", [docx() + docx(), archive({"a": "a"}) + docx(), with_zip64(docx()), docx()[:-2] + b"\5\0"]
)
def test_files_that_can_be_read_in_two_ways_are_refused(content):
    with zipfile.ZipFile(BytesIO(content)) as opened:
        assert "word/document.xml" in opened.namelist()
    assert refusal(content) == "broken"


def test_a_directory_that_lies_about_its_members_is_refused():
    content = bytearray(docx())
    struct.pack_into("<HH", content, len(content) - 14, 1, 3)
    assert refusal(bytes(content)) == "broken"


def test_entities_are_not_followed():
    types = content_types(uploads.WORD).replace("<Types", '<!DOCTYPE t [<!ENTITY a "aaaa">]><Types')
    assert refusal(archive({"[Content_Types].xml": types, "word/document.xml": ""})) == "not_a_document"


def test_a_film_says_that_it_moves():
    assert refusal(frames("PNG")) == "animated"


def test_the_size_is_limited_to_the_byte():
    def padded(size: int) -> bytes:
        return PDF[:9].ljust(size - len(PDF), b"%") + PDF

    assert read(padded(LARGEST)).size == LARGEST
    assert refusal(padded(LARGEST + 1)) == "too_big"
    assert refusal(b"") == "empty"


@pytest.mark.parametrize("sentences", SENTENCES.values())
def test_every_sentence_ends(sentences):
    assert all(str(sentence).endswith(".") for sentence in sentences.values())
