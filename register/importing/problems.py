"""What is wrong in a file, said so that the person who made the file finds the cell."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _


class BadCell(ValueError):  # noqa: N818 - it reads as what it is
    """A cell holds what it must not; the message is the reason, in the reader's language."""

    def __init__(self, reason: str, column: str = "") -> None:
        super().__init__(reason)
        self.column = column


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong, and where."""

    file: str
    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        where = {"file": self.file, "line": self.line, "column": self.column, "reason": self.reason}
        if self.column:
            return _("%(file)s, line %(line)d, column %(column)s: %(reason)s") % where
        if self.line:
            return _("%(file)s, line %(line)d: %(reason)s") % where
        return _("%(file)s: %(reason)s") % where


class Refused(Exception):  # noqa: N818 - it reads as what it is
    """Nothing was written, and these are the reasons."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(len(problems))
        self.problems = sorted(problems)
