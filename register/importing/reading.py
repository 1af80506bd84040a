"""From files to rows: bytes, encoding, header, cells. Nothing here knows the database."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from register.models.fields import tidy_line

from .problems import BadCell, Problem
from .tables import BY_FILE, TABLES, Column, Table

FORMULA = tuple("=+-@\t\r|%'")


@dataclass(frozen=True)
class Row:
    """One row of a file. A column that the file does not have is not in `cells`."""

    table: Table
    line: int
    cells: Mapping[str, Any]

    def problem(self, column: str, reason: str) -> Problem:
        return Problem(self.table.file, self.line, column, reason)

    @property
    def key(self) -> tuple[Any, ...]:
        return tuple(self.cells.get(column) for column in self.table.key)


@dataclass
class Reading:
    """What was read, and everything that was wrong with it."""

    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula; `unguarded` gives it back."""
    return f"'{text}" if text.startswith(FORMULA) else text


def unguarded(text: str) -> str:
    """What stood there before `guarded`; a text that needed no guard stays as it is."""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text


def read_path(path: Path) -> Reading:
    """A folder's files in the order in which they depend on each other, or one file alone."""
    reading = Reading()
    paths = sorted(path.glob("*.csv")) if path.is_dir() else [path]
    if not paths:
        reading.problems.append(Problem(str(path), 0, "", _("there is no CSV file in this folder")))
    for unknown in (found for found in paths if found.name not in BY_FILE):
        names = ", ".join(table.file for table in TABLES)
        reading.problems.append(
            Problem(unknown.name, 0, "", _("the register has no such file; it has %(names)s") % {"names": names})
        )
    found = {file.name: file for file in paths}
    for table in TABLES:
        if table.file in found:
            read_bytes(table, found[table.file].read_bytes(), reading)
    return reading


def read_bytes(table: Table, content: bytes, reading: Reading) -> None:
    """Adds the rows of one file to the reading."""
    text = decoded(table, content, reading)
    if text is None:
        return
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text), strict=True)
    try:
        header = [tidy_line(name).lower() for name in next(lines, [])]
        faults = list(header_faults(table, header))
        reading.problems += [Problem(table.file, 1, column, reason) for column, reason in faults]
        if not faults:
            read_rows(table, header, lines, reading)
    except csv.Error as error:
        reading.problems.append(
            Problem(table.file, lines.line_num, "", _("this is not CSV (%(error)s)") % {"error": error})
        )


def read_rows(table: Table, header: list[str], lines: Any, reading: Reading) -> None:
    """The rows below the header; each key may stand once."""
    columns = [table.column(name) for name in header]
    first: dict[tuple[Any, ...], int] = {}
    before = lines.line_num
    for texts in lines:
        line, before = before + 1, lines.line_num
        if not any(text.strip() for text in texts):
            continue
        row, problems = read_row(table, columns, line, texts)
        reading.problems += problems
        if row is None:
            continue
        if row.key in first:
            reason = _("the same as line %(line)d") % {"line": first[row.key]}
            reading.problems.append(row.problem(table.key[-1], reason))
        else:
            first[row.key] = line
            reading.rows.append(row)


def read_row(table: Table, columns: list[Column], line: int, texts: list[str]) -> tuple[Row | None, list[Problem]]:
    """One row, or what is wrong with each of its cells."""
    if len(texts) != len(columns):
        reason = ngettext(
            "%(count)d cell where the header has %(wanted)d",
            "%(count)d cells where the header has %(wanted)d",
            len(texts),
        )
        return None, [Problem(table.file, line, "", reason % {"count": len(texts), "wanted": len(columns)})]
    cells, problems = {}, []
    for column, text in zip(columns, texts, strict=True):
        try:
            cells[column.name] = read_cell(column, text)
        except BadCell as bad:
            problems.append(Problem(table.file, line, column.name, str(bad)))
    return (None if problems else Row(table, line, cells)), problems


def read_cell(column: Column, text: str) -> Any:
    """The value of a cell."""
    text = unguarded(text.strip())
    if text:
        return column.cell.read(text)
    if column.required:
        raise BadCell(_("must not be empty"))
    return column.cell.empty


def header_faults(table: Table, header: list[str]) -> Iterator[tuple[str, str]]:
    """Columns that are missing, unknown or there twice."""
    for column in table.columns:
        if column.name not in header and not column.late and not column.derived:
            yield column.name, _("this column is missing")
    known = {column.name for column in table.columns}
    for name in dict.fromkeys(header):
        if name not in known:
            yield name or "?", _("the register has no such column")
        elif header.count(name) > 1:
            yield name, _("this column is there twice")


def decoded(table: Table, content: bytes, reading: Reading) -> str | None:
    """The text of a file in UTF-8, with or without a byte order mark."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        reading.problems.append(Problem(table.file, line, "", wrong_encoding(content)))
        return None
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        reading.problems.append(Problem(table.file, line, "", _("it holds a NUL character")))
        return None
    return text


def wrong_encoding(content: bytes) -> str:
    """What the file is instead of UTF-8, as far as one can tell."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _("the file is in UTF-16: save it as CSV in UTF-8")
    letters: Iterable[int] = b"\x8a\x8e\x9a\x9e\xc6\xc8\xd0\xe6\xe8\xf0"  # Š Ž š ž Ć Č Đ ć č đ in Windows-1250
    if any(letter in content for letter in letters):
        return _("the file is in Windows-1250, not in UTF-8: save it as CSV in UTF-8")
    return _("the file is not in UTF-8: save it as CSV in UTF-8")


def delimiter(text: str) -> str:
    """A comma; or a semicolon, which Excel writes where the decimal sign is a comma."""
    header = text.partition("\n")[0]
    return ";" if header.count(";") > header.count(",") else ","
