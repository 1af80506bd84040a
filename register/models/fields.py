"""Text as the register keeps it: one spelling of every letter, no stray spaces, links that a browser may open.

The rule stands twice: Python brings every value into shape on its way to the database, and a CHECK in the
column's own definition refuses what came by another way. So an export that is read back finds what it wrote.
"""

import re
import unicodedata
from typing import Any

from django.core.validators import URLValidator
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

CONTROL = r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]"  # the others count as spaces
UNSEEN = r"[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
"""What takes no room on a page, or turns the letters behind it around; for Python and PostgreSQL alike."""
JOINED = r"(?<=[\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d"  # a farmer is a person, this, and an ear of rice
DROPPED = re.compile(rf"(?!{JOINED})(?:{CONTROL}|{UNSEEN})")


def tidy_line(value: str) -> str:
    """One line: letters composed (NFC), runs of spaces as one, nothing that controls or is not seen."""
    return " ".join(unicodedata.normalize("NFC", DROPPED.sub("", value)).split())


def tidy_text(value: str) -> str:
    """Several lines, each tidy in itself; a line break is one character, and none stands at either end."""
    value = unicodedata.normalize("NFC", value).replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(tidy_line(line) for line in value.split("\n")).strip("\n")


class LineField(models.CharField):  # type: ignore[type-arg]
    """A short text on one line, always tidy."""

    def to_python(self, value: object) -> str | None:
        text = super().to_python(value)
        return tidy_line(text) if isinstance(text, str) else text

    def get_db_prep_save(self, value: object, connection: BaseDatabaseWrapper) -> object:
        return super().get_db_prep_save(tidy_line(value) if isinstance(value, str) else value, connection)

    def db_check(self, connection: BaseDatabaseWrapper) -> str:
        column = connection.ops.quote_name(str(self.column))
        return f"{column} = btrim({column}) AND {column} IS NFC NORMALIZED AND {column} !~ '[[:cntrl:]]'"


class PlainTextField(models.TextField):  # type: ignore[type-arg]
    """A text of several lines, always tidy."""

    def to_python(self, value: object) -> str | None:
        text = super().to_python(value)
        return tidy_text(text) if isinstance(text, str) else text

    def get_db_prep_save(self, value: object, connection: BaseDatabaseWrapper) -> object:
        return super().get_db_prep_save(tidy_text(value) if isinstance(value, str) else value, connection)

    def db_check(self, connection: BaseDatabaseWrapper) -> str:
        column = connection.ops.quote_name(str(self.column))
        shape = f"{column} = btrim({column}, E' \\n') AND {column} IS NFC NORMALIZED"
        return f"{shape} AND {column} !~ '[\\x01-\\x09\\x0b-\\x1f\\x7f]'"


class LinkField(models.URLField):  # type: ignore[type-arg]
    """A link that may stand on a page: http or https and nothing else."""

    default_validators = [URLValidator(schemes=["http", "https"])]  # noqa: RUF012 - as Django declares it

    def db_check(self, connection: BaseDatabaseWrapper) -> str:
        column = connection.ops.quote_name(str(self.column))
        return f"{column} = '' OR {column} ~ '^https?://[^[:space:]]+$'"

    def formfield(self, **kwargs: Any) -> Any:
        """Who types `tesanj.ba` means the secure address."""
        return super().formfield(**{"assume_scheme": "https", **kwargs})
