"""From files to rows: bytes, encoding, header, cells. Nothing here knows the database."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from register.models.fields import tidy_line

from .problems import BadCell, Problem
from .tables import BY_FILE, TABLES, Column, Table

FORMULA = tuple("=+-@\t\r|%'")
UNDECODED = re.compile(r"[\udc80-\udcff]")  # bytes that are not UTF-8, as `surrogateescape` stands them in
CYRILLIC = re.compile(r"[\udc80-\udcff]{4}")  # where each letter of a word is one: Windows-1251 and its like
WINDOWS_1250 = re.compile("[\udc8a\udc8e\udc9a\udc9e\udcc6\udcc8\udcd0\udce6\udce8\udcf0]")  # Š Ž š ž Ć Č Đ ć č đ


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


@dataclass(frozen=True)
class Record:
    """A row as it stands in the file, and where it begins. If it is not CSV, the `fault`, and the cells before that."""

    line: int
    cells: Sequence[str]
    fault: str = ""


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
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or content[:4].count(b"\0") > 1:
        reason = _("the file is in UTF-16: save it as CSV in UTF-8")
        reading.problems.append(Problem(table.file, 1, "", reason))
        return
    text = content.decode("utf-8-sig", "surrogateescape")
    records = split(text)
    problems: list[Problem] = []
    header = next(records, Record(1, []))
    names = [tidy_line(name).lower() for name in header.cells]
    faults = list(header_faults(table, header, names))
    problems += [Problem(table.file, 1, column, reason) for column, reason in faults]
    if not faults:
        read_rows(table, [table.column(name) for name in names], records, Reading(reading.rows, problems))
    reading.problems += said_once(problems, not_utf8(), wrong_encoding(text))


def read_rows(table: Table, columns: list[Column], records: Iterable[Record], reading: Reading) -> None:
    """The rows below the header; each key may stand once."""
    first: dict[tuple[Any, ...], int] = {}
    for record in records:
        if not record.fault and not any(text.strip() for text in record.cells):
            continue
        row, problems = read_row(table, columns, record)
        reading.problems += problems
        if row is None:
            continue
        if row.key in first:
            reason = _("the same as line %(line)d") % {"line": first[row.key]}
            reading.problems.append(row.problem(table.key[-1], reason))
        else:
            first[row.key] = record.line
            reading.rows.append(row)


def read_row(table: Table, columns: list[Column], record: Record) -> tuple[Row | None, list[Problem]]:
    """One row, or what is wrong with each of its cells."""
    line, texts, fault = record.line, record.cells, record.fault
    if not fault and len(texts) != len(columns):
        fault = ngettext(
            "%(count)d cell where the header has %(wanted)d",
            "%(count)d cells where the header has %(wanted)d",
            len(texts),
        ) % {"count": len(texts), "wanted": len(columns)}
    if fault:
        at = min(len(texts), len(columns))  # the first cell that is broken, missing or one too many
        name = columns[at].name if at < len(columns) else str(at + 1)
        return None, [Problem(table.file, line, name, fault)]
    cells, problems = {}, []
    for column, text in zip(columns, texts, strict=True):
        try:
            cells[column.name] = read_cell(column, text)
        except BadCell as bad:
            problems.append(Problem(table.file, line, column.name, str(bad)))
    return (None if problems else Row(table, line, cells)), problems


def read_cell(column: Column, text: str) -> Any:
    """The value of a cell."""
    if reason := unreadable(text):
        raise BadCell(reason)
    text = unguarded(text.strip())
    value = column.cell.read(text) if text else column.cell.empty
    if column.required and value in {None, ""}:
        raise BadCell(_("must not be empty"))
    return value


def header_faults(table: Table, header: Record, names: list[str]) -> Iterator[tuple[str, str]]:
    """What nobody can read; else columns that are missing, unknown or there twice."""
    if header.fault:
        yield str(len(header.cells) + 1), header.fault
        return
    if faults := [(str(at), reason) for at, text in enumerate(header.cells, 1) if (reason := unreadable(text))]:
        yield from faults
        return
    for column in table.columns:
        if column.name not in names and not column.late and not column.derived:
            yield column.name, _("this column is missing")
    known = {column.name for column in table.columns}
    for name in dict.fromkeys(names):
        if name not in known:
            yield name or "?", _("the register has no such column")
        elif names.count(name) > 1:
            yield name, _("this column is there twice")


def unreadable(text: str) -> str:
    """Why a cell cannot be read, or nothing."""
    if UNDECODED.search(text):
        return not_utf8()
    return _("it holds a NUL character") if "\0" in text else ""


def not_utf8() -> str:
    return _("the file is not in UTF-8: save it as CSV in UTF-8")


def wrong_encoding(text: str) -> str:
    """What the file is instead of UTF-8, as far as one can tell from the bytes that are not."""
    if CYRILLIC.search(text):
        return _("the file is in an older encoding of Cyrillic, not in UTF-8: save it as CSV in UTF-8")
    if WINDOWS_1250.search(text):
        return _("the file is in Windows-1250, not in UTF-8: save it as CSV in UTF-8")
    return not_utf8()


def said_once(problems: Iterable[Problem], reason: str, exactly: str) -> list[Problem]:
    """All problems; one that the whole file has only where it shows first, and said more exactly."""
    problems = list(problems)
    first = next((problem for problem in problems if problem.reason == reason), None)
    left = (problem for problem in problems if problem is first or problem.reason != reason)
    return [replace(problem, reason=exactly) if problem is first else problem for problem in left]


def delimiter(text: str) -> str:
    """A comma; or a semicolon, which Excel writes where the decimal sign is a comma."""
    header = text.partition("\n")[0]
    return ";" if header.count(";") > header.count(",") else ","


def split(text: str) -> Iterator[Record]:
    """The records of a file. Where one is not CSV, the line after its broken cell begins another."""
    comma, lines = delimiter(text), list(io.StringIO(text, newline=""))
    at = 0
    while at < len(lines):
        reader = csv.reader((lines[number] for number in range(at, len(lines))), delimiter=comma, strict=True)
        start = at
        try:
            for cells in reader:
                yield Record(at + 1, cells)
                at = start + reader.line_num
        except csv.Error as error:
            cells = whole_cells("".join(lines[at : start + reader.line_num]), comma)
            yield Record(at + 1, cells, _("this is not CSV (%(error)s)") % {"error": error})
            at += 1 + "".join(cells).count("\n")


def whole_cells(text: str, comma: str) -> list[str]:
    """The cells at the beginning of a row that are CSV."""
    cell, found, at = re.compile(rf'(?:"[^"]*(?:""[^"]*)*"|(?!")[^{comma}\r\n]*){comma}'), [], 0
    while match := cell.match(text, at):
        found.append(match[0])
        at = match.end()
    return found
