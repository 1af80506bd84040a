"""What tells places apart that have names."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F

from .base import TextFunction


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
