"""What may stand in a cell: each kind reads a text into a value and writes the value back as that text.

For every value that the database may hold, `read(write(value)) == value`; the import of an export rests on it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.db import models
from django.utils.translation import gettext as _

from register.models.base import PARTIAL_DATE, SLUG, is_to_come
from register.models.fields import LineField, LinkField, PlainTextField, tidy_line, tidy_text

from .problems import BadCell

D = TypeVar("D", dt.date, str)
GROUPED = re.compile(r"\d{1,3}([. ]\d{3})+")
DAY_FIRST = re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})\.?")


class Cell:
    """Any kind of cell. An empty cell never reaches `read`: it means `empty`."""

    empty: Any = ""

    def read(self, text: str) -> Any:
        raise NotImplementedError

    def write(self, value: Any) -> str:
        return "" if value == self.empty else str(value)


@dataclass(frozen=True)
class Line(Cell):
    """A text on one line."""

    longest: int = 120

    def read(self, text: str) -> str:
        return within(tidy_line(text), self.longest)


@dataclass(frozen=True)
class Text(Cell):
    """A text of several lines."""

    def read(self, text: str) -> str:
        return tidy_text(text)


@dataclass(frozen=True)
class Link(Cell):
    """A web address."""

    longest: int = 500

    def read(self, text: str) -> str:
        if not re.fullmatch(r"https?://\S+", text.strip()) or not has_host(text):
            raise BadCell(_("“%(text)s” is not a web address (it begins with http:// or https://)") % {"text": text})
        return within(text.strip(), self.longest)


@dataclass(frozen=True)
class Slug(Cell):
    """The part of an address that a person can read, or a code."""

    longest: int = 120
    underscores: bool = False

    def read(self, text: str) -> str:
        if not re.fullmatch(SLUG, text.replace("_", "-") if self.underscores else text):
            raise BadCell(_("“%(text)s” may contain only small letters a–z, digits and hyphens") % {"text": text})
        return within(text, self.longest)


@dataclass(frozen=True)
class Whole(Cell):
    """A whole number. `1.234` can only be one thousand two hundred and thirty-four here."""

    most: int = 32_767
    empty: Any = None

    def read(self, text: str) -> int:
        plain = re.sub(r"[. ]", "", text) if GROUPED.fullmatch(text) else text
        if not re.fullmatch(r"[0-9]{1,12}", plain):
            raise BadCell(_("“%(text)s” is not a whole number") % {"text": text})
        if int(plain) > self.most:
            raise BadCell(_("%(text)s is too large") % {"text": text})
        return int(plain)


@dataclass(frozen=True)
class Number(Cell):
    """A number with decimals, as computers (1234.5) or people (1.234,5) write it, where only one reading is possible."""

    whole: int = 14
    decimals: int = 2
    empty: Any = None

    def read(self, text: str) -> Decimal:
        if re.fullmatch(r"[0-9]{1,3}\.[0-9]{3}", text) and self.decimals < 3:
            raise BadCell(
                _("“%(text)s” can be read in two ways: write %(plain)s, or a decimal comma")
                % {"text": text, "plain": text.replace(".", "")}
            )
        plain = text
        if "," in text or (GROUPED.fullmatch(text) and not re.fullmatch(r"[0-9]+\.[0-9]+", text)):
            digits, _comma, rest = text.partition(",")
            plain = (re.sub(r"[. ]", "", digits) if GROUPED.fullmatch(digits) else digits) + (
                "." + rest if rest else ""
            )
        if not re.fullmatch(r"[0-9]+(\.[0-9]+)?", plain):
            raise BadCell(_("“%(text)s” is not a number") % {"text": text})
        value = Decimal(plain)
        if value >= 10**self.whole:
            raise BadCell(_("%(text)s is too large") % {"text": text})
        if value != round(value, self.decimals):
            raise BadCell(
                _("“%(text)s” has more than %(decimals)d decimals") % {"text": text, "decimals": self.decimals}
            )
        return value

    def write(self, value: Decimal | None) -> str:
        return "" if value is None else f"{value.normalize():f}"


@dataclass(frozen=True)
class YesNo(Cell):
    """`da` or `ne`; empty is no."""

    empty: Any = False

    def read(self, text: str) -> bool:
        try:
            return {"da": True, "ne": False}[text.lower()]
        except KeyError:
            raise BadCell(_("write da or ne, not “%(text)s”") % {"text": text}) from None

    def write(self, value: bool) -> str:
        return "da" if value else "ne"


@dataclass(frozen=True)
class Day(Cell):
    """A day: 2024-05-03, or as people write it, 3. 5. 2024."""

    empty: Any = None

    def read(self, text: str) -> dt.date:
        if day_first := DAY_FIRST.fullmatch(text):
            text = "{2}-{1:0>2}-{0:0>2}".format(*day_first.groups())
        try:
            day = dt.date.fromisoformat(text if len(text) == 10 else "")
        except ValueError:
            raise BadCell(_("“%(text)s” is not a date: write year-month-day") % {"text": text}) from None
        return been(day)

    def write(self, value: dt.date | None) -> str:
        return "" if value is None else value.isoformat()


@dataclass(frozen=True)
class PartialDay(Cell):
    """A year, a month or a day, as far as the source says: 2016, 2016-03, 2016-03-31."""

    def read(self, text: str) -> str:
        if DAY_FIRST.fullmatch(text):
            text = Day().read(text).isoformat()
        if not re.fullmatch(PARTIAL_DATE, text):
            raise BadCell(_("“%(text)s” is not a date: write a year, year-month or year-month-day") % {"text": text})
        return been(text)


@dataclass(frozen=True)
class Moment(Cell):
    """A point in time with its zone."""

    empty: Any = None

    def read(self, text: str) -> dt.datetime:
        try:
            value = dt.datetime.fromisoformat(text)
        except ValueError:
            value = dt.datetime.min
        if value.tzinfo is None:
            raise BadCell(_("“%(text)s” is not a point in time with its zone") % {"text": text})
        return value

    def write(self, value: dt.datetime | None) -> str:
        return "" if value is None else value.astimezone(dt.UTC).isoformat()


class OneOf(Cell):
    """One of a few words, each of which stands for a value."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self.words, self.values = dict(words), {value: word for word, value in words.items()}
        self.empty = self.words.get("", "")

    def read(self, text: str) -> str:
        try:
            return self.words[text]
        except KeyError:
            words = ", ".join(word for word in self.words if word)
            raise BadCell(_("“%(text)s” is none of these: %(words)s") % {"text": text, "words": words}) from None

    def write(self, value: str) -> str:
        return self.values.get(value, value)


def has_host(link: str) -> bool:
    """Programs can take the link apart and find where it leads: not so `https://[tesanj.ba`."""
    try:
        return bool(urlsplit(link).hostname)
    except ValueError:
        return False


def been(day: D) -> D:
    """The day, the month or the year, if it is not still to come."""
    if is_to_come(day):
        raise BadCell(_("“%(text)s” lies in the future") % {"text": day})
    return day


def within(text: str, longest: int) -> str:
    """The text, if it is not too long for its column in the database."""
    if len(text) > longest:
        raise BadCell(
            _("%(length)d characters are too many: at most %(longest)d") % {"length": len(text), "longest": longest}
        )
    return text


def cell_for(field: models.Field[Any, Any]) -> Cell:
    """The kind of cell that suits a model's field, its length and choices included."""
    if field.choices:
        return OneOf({str(value): str(value) for value, _label in field.flatchoices})
    longest = field.max_length or 0
    kinds: tuple[tuple[type[models.Field[Any, Any]], Callable[[], Cell]], ...] = (
        (LinkField, lambda: Link(longest)),
        (models.SlugField, lambda: Slug(longest, underscores=field.name == "code")),
        (LineField, lambda: Line(longest)),
        (PlainTextField, Text),
        (models.BooleanField, YesNo),
        (models.DateTimeField, Moment),
        (models.DateField, Day),
        (models.PositiveSmallIntegerField, Whole),
    )
    return next(make() for kind, make in kinds if isinstance(field, kind))
