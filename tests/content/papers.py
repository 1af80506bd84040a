"""Papers with words in them, as offices write them, and as somebody might who means us harm."""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import Any

import docx
import typst
from pypdf import PdfReader, PdfWriter

from content.files import store
from content.models import Attachment, Entry
from tests.content.uploads import archive, encoded, odt, quarters

NAMES = 'xmlns:office="o" xmlns:text="t" xmlns:style="s" xmlns:fo="f"'


def pdf(*pages: str) -> bytes:
    """One page for each text."""
    pages = [f'#"{text}"' for text in pages]
    made: bytes = typst.compile(b"#set page(width: 10cm, height: 10cm)\n" + "\n#pagebreak()\n".join(pages).encode())
    return made


def changed(content: bytes, change: Any) -> bytes:
    """The PDF as pypdf writes it after a change."""
    writer, target = PdfWriter(PdfReader(BytesIO(content))), BytesIO()
    change(writer)
    writer.write(target)
    return target.getvalue()


def locked(content: bytes, password: str) -> bytes:
    return changed(content, lambda writer: writer.encrypt(password, "vlasnik", algorithm="AES-256"))


def scan() -> bytes:
    """A picture of a page."""
    return encoded(quarters(), "PDF")


def raw_pdf(stream: bytes, resources: str = "", **objects: str) -> bytes:
    """A page with this content, packed; `objects` are further ones, `o5="…"`."""
    packed = zlib.compress(stream)
    parts = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<<{resources}>>>>".encode(),
        4: b"<</Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (len(packed), packed),
    } | {int(name[1:]): text.encode() for name, text in objects.items()}
    content, places = b"%PDF-1.7\n", []
    for number in sorted(parts):
        places.append(len(content))
        content += b"%d 0 obj%b endobj\n" % (number, parts[number])
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, len(content))
    return content + b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(parts) + 1, table) + end


def word(*pages: str) -> bytes:
    """A document of Word, with a forced break between two pages."""
    document, target = docx.Document(), BytesIO()
    for number, text in enumerate(pages):
        if number:
            document.add_page_break()
        document.add_paragraph(text)
    document.save(target)
    return target.getvalue()


def libre(body: str, styles: str = "") -> bytes:
    """A document of LibreOffice."""
    content = (
        f"<office:document-content {NAMES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return odt(**{"content.xml": content})


def bomb() -> bytes:
    """A few kilobytes that become twenty megabytes."""
    return archive({"word/document.xml": b"<w>" + b" " * 20_000_000 + b"</w>"})


def attach(entry: Entry, content: bytes, name: str = "Statut.pdf", **fields: Any) -> Attachment:
    """Beside an entry, as readers get it."""
    kind = name.rpartition(".")[2]
    made: Attachment = Attachment.objects.create(
        entry=entry, name=name, kind=kind, content_type="x", path=store.write(content, kind), size=len(content),
        sha256=f"{name} {len(content)}"[:64], **fields,
    )  # fmt: skip
    return made
