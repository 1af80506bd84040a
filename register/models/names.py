"""What a name of a place is: something that people can read, and that no other place has."""

from __future__ import annotations

import re
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.lookups import GreaterThan
from django.utils.translation import gettext_lazy as _

from text.fold import plain

from .base import TextFunction
from .fields import UNSEEN, tidy_line

LATIN, CYRILLIC = r"[A-Za-z\u00c0-\u024f]", r"[\u0400-\u04ff]"
MIXED = f"{LATIN}{CYRILLIC}|{CYRILLIC}{LATIN}"
"""Two letters side by side in two scripts: В for B, or С for C, which nobody tells apart by looking."""
STRANGE = r"[^ -~\u00a0-\u024f\u0400-\u04ff\u2010-\u2027\u2030-\u205e\u2116]"
"""What is no letter, digit or usual sign of ours: a Greek Β or a wide Ｊ looks like one, a mark that joins like nothing."""

KIND = "mz|мз|mj?esna zajednica|мј?есна заједница"


def has_letter(name: str) -> None:
    """For forms: a name is more than signs."""
    if not plain(name):
        raise ValidationError(_("A name has a letter or a digit."))


def one_script(name: str) -> None:
    """For forms, which have not dropped yet what is not seen: a word is Latin or Cyrillic."""
    line = tidy_line(name)
    if re.search(STRANGE, line):
        raise ValidationError(_("Write the name in Latin or Cyrillic letters, without other signs."))
    if re.search(MIXED, line):
        raise ValidationError(_("Latin and Cyrillic letters are mixed in one word."))


def without_kind(name: str) -> str:
    """For forms: the name alone; every page writes MZ in front of it."""
    return re.sub(rf"^(?:{KIND})(?: +|$)", "", name, flags=re.IGNORECASE)


def names_are_seen(what: str) -> tuple[models.CheckConstraint, models.CheckConstraint]:
    """The same in the database; what is not seen is dropped by the fields, and refused where it came by another way."""
    letters = TextFunction("text_plain", F("name"), output_field=models.TextField())
    odd = f"{UNSEEN}|{STRANGE}|{MIXED}"
    return (
        models.CheckConstraint(condition=GreaterThan(letters, Value("")), name=f"{what}_has_name"),
        models.CheckConstraint(condition=~Q(name__regex=odd) & ~Q(qualifier__regex=odd), name=f"{what}_name_is_seen"),
    )


def sort_key_of(field: str) -> TextFunction:
    """`text_sort_key` of a column: the same for two texts that differ in script, case or signs only."""
    return TextFunction("text_sort_key", F(field), output_field=models.TextField())


def names_differ(rule: str, *within: str, message: Any) -> ExclusionConstraint:
    """No two places have a name and a qualifier that people would read as the same, among those that share `within`.

    By the key that puts them in order: blind to script and case, but not to č, ć and c, nor to Bijela and Bela.
    """
    return ExclusionConstraint(
        name=rule,
        expressions=[*((field, "=") for field in within), (sort_key_of("name"), "="), (sort_key_of("qualifier"), "=")],
        deferrable=models.Deferrable.IMMEDIATE,  # two may swap their names in one statement
        violation_error_message=message,
    )
