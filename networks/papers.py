"""Minutes and conclusions as they go to a ministry or into a folder: PDF and Word, in either script, with lines to sign."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from text.rich import BULLET, NUMBER
from ui.pdf import draw, in_script

from .rows import when

if TYPE_CHECKING:
    from collections.abc import Iterable

    from text.languages import Language

    from .models import Conclusion, Meeting, Minutes

KEPT = {"language", "site", "kind"}
"""What is the same in both scripts."""
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True)
class Paper:
    """What stands on it; drawn by `pdf` and `docx`."""

    heading: str
    meeting: Meeting
    facts: list[tuple[str, str]]
    blocks: list[dict[str, str]]
    signatures: list[str] = field(default_factory=list)


def of_minutes(minutes: Minutes) -> Paper:
    """The adopted text, or the one that is still open, which it then says."""
    meeting = minutes.meeting
    facts = [*_facts(meeting), (_("State"), _state(minutes))]
    if minutes.reason:
        facts.append((_("What is corrected"), minutes.reason))
    blocks = [block for line in minutes.text.splitlines() if line.strip() for block in [_block(line)]]
    return Paper(
        _("Minutes"),
        meeting,
        facts,
        blocks,
        [_("Minutes kept by"), _("Coordinator of the network")],
    )


def of_conclusions(meeting: Meeting, conclusions: Iterable[Conclusion]) -> Paper:
    """All of one meeting, each with its addressee and by when an answer is due."""
    blocks = [_conclusion(one) for one in conclusions]
    return Paper(_("Conclusions"), meeting, _facts(meeting), blocks, [_("Coordinator of the network")])


def pdf(paper: Paper, language: Language) -> bytes:
    """In the language and script of that reader."""
    with override(language.code):
        data = in_script(_data(paper, language), language.script, KEPT)
    return draw("paper.typ", data, made=timezone.now())


def docx(paper: Paper, language: Language) -> bytes:
    """The same as a Word document, to be taken over and sent on."""
    with override(language.code):
        data = in_script(_data(paper, language), language.script, KEPT)
    document = Document()
    _set_up(document, data, language)
    for line in data["above"]:
        document.add_paragraph(line)
    title = document.add_heading(data["heading"].upper(), level=1)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph(data["name"]).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for fact in data["facts"]:
        row = document.add_paragraph()
        row.add_run(f"{fact['label']}: ").bold = True
        row.add_run(fact["value"])
    for block in data["blocks"]:
        _add(document, block)
    _add_signatures(document, data["signatures"])
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _facts(meeting: Meeting) -> list[tuple[str, str]]:
    facts = [(_("When"), when(meeting)), (_("Where"), meeting.held_in)]
    return [(label, value) for label, value in facts if value]


def _state(minutes: Minutes) -> str:
    if minutes.adopted:
        day = date_format(timezone.localtime(minutes.adopted), "DATE_FORMAT")
        return _("adopted on %(day)s") % {"day": day}
    return _("not adopted yet")


def _block(line: str) -> dict[str, str]:
    """A line of what was written: an item of the agenda is a heading, a dash an item of a list."""
    if found := NUMBER.match(line):
        return {"kind": "heading", "text": f"{found['number']}. {found['text']}"}
    if found := BULLET.match(line):
        return {"kind": "item", "text": found["text"]}
    return {"kind": "text", "text": line.strip()}


def _conclusion(one: Conclusion) -> dict[str, str]:
    note = _("To: %(addressee)s") % {"addressee": one.addressee}
    if one.deadline:
        note += "; " + _("answer due by %(day)s") % {"day": date_format(one.deadline, "DATE_FORMAT")}
    text = f"{one.title}. {one.body}" if one.body else one.title
    return {"kind": "numbered", "number": f"{one.number}.", "text": text, "note": note}


def _data(paper: Paper, language: Language) -> dict[str, Any]:
    meeting, network = paper.meeting, paper.meeting.network
    above = [network.association.name] if network.association else []
    today = date_format(timezone.localdate(), "DATE_FORMAT")
    return {
        "title": f"{paper.heading}: {meeting.title}",
        "language": language.tag.partition("-")[0],
        "site": settings.SITE_URL.partition("://")[2],
        "above": [*above, *(one.name for one in meeting.held_by)],
        "heading": paper.heading,
        "name": f"{meeting.title} ({_('sample')})" if meeting.is_sample else meeting.title,
        "facts": [{"label": label, "value": value} for label, value in paper.facts],
        "blocks": paper.blocks,
        "signatures": paper.signatures,
        "footer": _("As of %(day)s") % {"day": today},
    }


def _set_up(document: Any, data: dict[str, Any], language: Language) -> None:
    """A4, letters that every office has, the language for its spelling."""
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(24)
    page.top_margin = page.bottom_margin = Mm(22)
    for name, size in (("Normal", 11.5), ("Heading 1", 20), ("Heading 2", 13)):
        style = document.styles[name]
        style.font.name, style.font.size = "Calibri", Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.set(qn("w:cs"), "Calibri")
        fonts.set(qn("w:eastAsia"), "Calibri")
    document.core_properties.title, document.core_properties.author = data["title"], data["site"]
    document.core_properties.language = language.tag
    page.footer.paragraphs[0].text = data["footer"]


def _add(document: Any, block: dict[str, str]) -> None:
    if block["kind"] == "heading":
        document.add_heading(block["text"], level=2)
    elif block["kind"] == "item":
        document.add_paragraph(block["text"], style="List Bullet")
    elif block["kind"] == "numbered":
        row = document.add_paragraph()
        row.add_run(f"{block['number']} ").bold = True
        row.add_run(block["text"])
        if block["note"]:
            row.add_run("\n" + block["note"]).italic = True
    else:
        document.add_paragraph(block["text"])


def _add_signatures(document: Any, names: list[str]) -> None:
    """A line for each, side by side."""
    document.add_paragraph()
    table = document.add_table(rows=1, cols=len(names))
    for cell, name in zip(table.rows[0].cells, names, strict=True):
        cell.paragraphs[0].text = "_" * 28
        cell.add_paragraph(name)
