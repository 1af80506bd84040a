"""Files as people (and others) attach them, made byte by byte."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO

from PIL import Image

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
WORD_MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
SHEET_MACROS = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
ODT = "application/vnd.oasis.opendocument.text"
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R/Encrypt 2 0 R>>\nstartxref\n9\n%%EOF\n"
SVG = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><rect width="9" height="9"/></svg>'


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    target = BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def quarters(width: int = 80, height: int = 60) -> Image.Image:
    """Red and green above, blue and yellow below: no way of lying looks like another."""
    image = Image.new("RGB", (width, height), (220, 20, 20))
    image.paste((20, 160, 20), (width // 2, 0, width, height // 2))
    image.paste((20, 20, 220), (0, height // 2, width // 2, height))
    image.paste((230, 220, 20), (width // 2, height // 2, width, height))
    return image


def frames(kind: str) -> bytes:
    """A film of two pictures."""
    return encoded(quarters(), kind, save_all=True, append_images=[Image.new("RGB", (80, 60))], duration=100)


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png_header(width: int, height: int) -> bytes:
    """A PNG of one bit a pixel that promises so many, and holds none of them."""
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"none") + chunk(b"IEND", b"")


def webp_header(width: int, height: int) -> bytes:
    canvas = b"\0\0\0\0" + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"RIFF" + struct.pack("<I", 22) + b"WEBPVP8X" + struct.pack("<I", 10) + canvas


def archive(members: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", method) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return target.getvalue()


def content_types(main: str, part: str = "/word/document.xml", more: str = "") -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="{part}" ContentType="{main}"/>{more}</Types>'
    )


def docx(main: str = WORD, **members: bytes | str) -> bytes:
    """A document of Word; `members` are added, their names without the dot: `vba='…'`."""
    parts = {"[Content_Types].xml": content_types(main), "word/document.xml": "<w/>"}
    return archive(parts | members)


def xlsx(main: str = SHEET) -> bytes:
    types = content_types(main, "/xl/workbook.xml")
    return archive({"[Content_Types].xml": types, "xl/workbook.xml": "<x/>"})


def odt(mimetype: str = ODT, **members: bytes | str) -> bytes:
    return archive({"mimetype": mimetype, "content.xml": "<o/>"} | members)
