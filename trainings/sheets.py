"""Tables for Excel: what people write is text there, never a formula, in the script of the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from text.languages import current
from text.script import convert

Table = tuple[str, Sequence[str], Iterable[Sequence[Any]]]
"""The name of a sheet, its heads, its rows."""


def workbook(*tables: Table) -> bytes:
    """A file with a sheet for each table."""
    script = current().script
    book = Workbook(write_only=True)
    for name, heads, rows in tables:
        sheet = book.create_sheet(convert(name, script)[:31])

        def line(values: Iterable[Any], font: Font | None = None, sheet: Any = sheet) -> list[Any]:
            made = []
            for value in values:
                cell: Any = WriteOnlyCell(sheet, convert(str(value), script))
                cell.data_type = "s"
                if font:
                    cell.font = font
                made.append(cell)
            return made

        sheet.append(line(heads, Font(bold=True)))
        for row in rows:
            sheet.append(line(row))
    out = BytesIO()
    book.save(out)
    return out.getvalue()
