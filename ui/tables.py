"""Tables that people take along: CSV for Excel, in the script of the page."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO

from django.http import HttpResponse
from django.utils import timezone

from text.languages import Script, current
from text.script import convert

FORMULA = ("=", "+", "-", "@", "\t", "\r", "|", "%")


def safe(text: str) -> str:
    """No formula: what a spreadsheet would take for one gets an apostrophe in front."""
    return f"'{text}" if text.startswith(FORMULA) else text


def csv_file(name: str, heads: Iterable[str], rows: Iterable[Iterable[object]]) -> HttpResponse:
    """Named `<name>-<day>.csv`, UTF-8 with a byte order mark, for Excel. Empty cells are empty, None among them.

    What begins with an address of this site stays as it is; everything else is converted to the script of the request.
    """
    script, file = current().script, StringIO()
    file.write("\ufeff")
    writer = csv.writer(file)
    writer.writerow([convert(head, script) for head in heads])
    for row in rows:
        writer.writerow([_cell(cell, script) for cell in row])
    response = HttpResponse(file.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}-{timezone.localdate():%Y-%m-%d}.csv"'
    return response


def _cell(cell: object, script: Script) -> object:
    if cell is None or isinstance(cell, int):
        return cell
    text = str(cell)
    return text if text.startswith(("http://", "https://")) else safe(convert(text, script))
