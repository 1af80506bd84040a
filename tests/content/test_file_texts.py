"""What is found in a file, and that nothing in it takes more time or memory than is given to it."""

import subprocess
import sys
from io import BytesIO
from tempfile import TemporaryFile

import pytest
from pypdf import PageObject
from pypdf.actions import JavaScript
from pypdf.errors import LimitReachedError

from content.files.documents import read_document
from content.files.texts.extracting import LIMITS, ROOT, Extracted, Limits, Piece, extract
from content.files.texts.pdf import read as read_pdf
from content.files.texts.pieces import PIECE, pieces_of, tidied
from content.files.texts.telling import Teller
from tests.content.papers import bomb, changed, libre, locked, pdf, raw_pdf, scan, word
from tests.content.uploads import odt

FONT = {"resources": "/Font<</F 5 0 R>>", "o5": "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"}


def found(content: bytes, kind: str = "pdf", limits: Limits = LIMITS) -> Extracted:
    with TemporaryFile() as file:
        file.write(content)
        file.seek(0)
        return extract(file, kind, limits)


# -- what is found in a file -------------------------------------------------------------------------------------------


def test_pages_of_a_pdf_in_either_script():
    said = found(pdf("Odluka o česmi", "", "Члан 7: ђаци иду пјешке"))
    assert said == Extracted("read", 3, None, [Piece(1, "Odluka o česmi"), Piece(3, "Члан 7: ђаци иду пјешке")])


def test_what_a_pdf_would_run_is_not_looked_at():
    """It is taken as ever: offered for download, never shown by us."""
    content = changed(pdf("Poziv"), lambda writer: writer.add_open_action(JavaScript("while (true) {}")))
    assert b"/JavaScript" in content
    assert read_document(BytesIO(content), "poziv.pdf").kind == "pdf"
    assert found(content).pieces == [Piece(1, "Poziv")]


def test_documents_of_offices():
    assert found(word("Prva", "Druga"), "docx") == Extracted("read", 2, None, [Piece(1, "Prva"), Piece(2, "Druga")])
    assert found(word("Jedina"), "docx") == Extracted("read", None, None, [Piece(None, "Jedina")])
    style = '<style:style style:name="P"><style:paragraph-properties fo:break-before="page"/></style:style>'
    body = (
        '<text:p text:style-name="P">Prvi<text:s/>red<office:annotation><text:p>Tajno</text:p></office:annotation></text:p>'
        '<text:soft-page-break/><text:p text:style-name="P">Drugi</text:p><text:p text:style-name="P">Treći</text:p>'
        "<text:tracked-changes><text:p>Obrisano</text:p></text:tracked-changes>"
    )
    pieces = [Piece(1, "Prvi red"), Piece(2, "Drugi"), Piece(3, "Treći")]
    assert found(libre(body, style), "odt") == Extracted("read", 3, None, pieces)


def test_a_long_document_without_pages_is_parted_between_paragraphs():
    said = found(libre("".join(f"<text:p>Red {number} {'x' * 90}</text:p>" for number in range(200))), "odt")
    assert said.state == "read"
    assert {piece.page for piece in said.pieces} == {None}
    assert sum(piece.text.count("Red") for piece in said.pieces) == 200
    assert max(len(piece.text) for piece in said.pieces) <= PIECE


def test_files_without_words():
    noise = {"content.xml": b"\x01noise", "META-INF/manifest.xml": "<m><manifest:encryption-data/></m>"}
    entity = '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
    whole = pdf("Odluka")
    for content, kind, state in (
        (scan(), "pdf", "scanned"),
        (word(""), "docx", "scanned"),
        (locked(whole, "tajna"), "pdf", "encrypted"),
        (odt(**noise), "odt", "encrypted"),
        (whole[: len(whole) // 2] + b"%%EOF", "pdf", "broken"),
        (raw_pdf(b"").replace(b"/Kids[3 0 R]", b"/Kids[2 0 R]"), "pdf", "broken"),
        (odt(**{"content.xml": entity}), "odt", "broken"),
        (bomb(), "docx", "broken"),
    ):
        said = found(content, kind)
        assert (said.state, said.pieces) == (state, []), (kind, state)
    assert found(locked(whole, "")).pieces == [Piece(1, "Odluka")], "it opens for everybody"


# -- limits ------------------------------------------------------------------------------------------------------------


def test_what_takes_too_much_is_ended():
    """Of time, of memory, by the clock; a form that draws itself is no loop."""
    huge = raw_pdf(b"BT /F 12 Tf " + b"(a) Tj " * 2_000_000 + b"ET", **FONT)
    for limits in (Limits(cpu=1), Limits(memory=120_000_000), Limits(seconds=1)):
        said = found(huge, limits=limits)
        assert (said.state, said.pieces) == ("too_large", []), limits
    loop = "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>/Length 5>>stream\n/X Do\nendstream"
    assert found(raw_pdf(b"/X Do", "/XObject<</X 5 0 R>>", o5=loop)).state == "scanned"


@pytest.mark.parametrize(("fault", "ends"), [(LimitReachedError, MemoryError), (KeyError, ValueError)])
def test_where_pypdf_goes_no_further_by_itself(monkeypatch, fault, ends):
    """A file that is too much for it is not called a broken one."""

    def stopped(*_arguments):
        raise fault

    monkeypatch.setattr(PageObject, "extract_text", stopped)
    with pytest.raises(ends):
        read_pdf(pdf("Prva", "Druga"), Teller(1_000, 300))


def test_only_so_much_is_read_and_said_how_far():
    pages = pdf("Prva", "Druga", "Treća")
    assert found(pages, limits=Limits(pages=2)) == Extracted("cut", 3, 2, [Piece(1, "Prva"), Piece(2, "Druga")])
    assert found(pages, limits=Limits(characters=6)) == Extracted("cut", 3, 2, [Piece(1, "Prva"), Piece(2, "Dr")])
    assert found(word("Jedina strana"), "docx", Limits(characters=6)).pieces == [Piece(None, "Jedina")]
    many = found(pdf(*(f"Strana {number}" for number in range(1, 306))))
    assert (many.state, many.page_count, many.pages_read, len(many.pieces)) == ("cut", 305, 300, 300)


def test_what_was_said_before_the_end_counts():
    """A page that ends the process: those before it are known."""
    flood = found(pdf("Prva", "Druga"), limits=Limits(output=30))
    assert (flood.state, flood.pieces) == ("cut", [Piece(1, "Prva")])


def test_the_process_knows_no_site():
    code = "import content.files.texts.pdf, content.files.texts.office, sys; assert 'django.conf' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, env={})


def test_words_are_tidied():
    assert tidied("za\ufb01rma \u01c6ep  m\u00b2\x00\ud800") == "zafirma džep m2"
    assert tidied("zajed-\nnica i Tešanj-\nDoboj") == "zajednica i Tešanj- Doboj"
    assert tidied("Scanned by CamScanner") == ""
    assert list(pieces_of("- 7 -")) == ["- 7 -"]
    assert list(pieces_of("* * *")) == []
    assert [len(piece) for piece in pieces_of("x" * (PIECE + 1))] == [PIECE, 1]
