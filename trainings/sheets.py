"""Tables for Excel: what people write is text there, never a formula, in the script of the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from text.languages import Script, current
from text.script import convert

Table = tuple[str, Sequence[Any], Iterable[Sequence[Any]]]
"""The name of a sheet, its heads, its rows."""


def workbook(*tables: Table) -> bytes:
    """A file with a sheet for each table; whole numbers are numbers, everything else is text."""
    script = current().script
    book = Workbook(write_only=True)
    for name, heads, rows in tables:
        sheet = book.create_sheet(convert(name, script)[:31])
        sheet.append([_cell(sheet, head, script, Font(bold=True)) for head in heads])
        for row in rows:
            sheet.append([_cell(sheet, value, script) for value in row])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: Any, value: Any, script: Script, font: Font | None = None) -> Any:
    is_number = isinstance(value, int)
    made: Any = WriteOnlyCell(sheet, value if is_number else convert(str(value), script))
    made.data_type = "n" if is_number else "s"
    if font:
        made.font = font
    return made
