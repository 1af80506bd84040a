"""A form field for days of which only a part may be known."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

PARTS = re.compile(r"^\s*(?:(?:(\d{1,2})\s*[./-]\s*)?(\d{1,2})\s*[./-]\s*)?(\d{4})\s*\.?\s*$")
FIRST_YEAR, LAST_YEAR = 1945, 2100


class PartialDateField(forms.CharField):
    """A day, a month or a year: `5. 3. 2024.`, `3/2024`, `2024`; becomes `2024-03-05`, `2024-03`, `2024`.

    Nothing later than today, unless it `may_come`.
    """

    def __init__(self, *, may_come: bool = False, **kwargs: Any) -> None:
        self.may_come = may_come
        kwargs.setdefault("required", False)
        kwargs.setdefault("max_length", 20)
        kwargs.setdefault("help_text", _("For example 5. 3. 2024, only 3. 2024 or only 2024."))
        super().__init__(**kwargs)
        self.widget.attrs |= {"inputmode": "text", "autocomplete": "off"}

    def prepare_value(self, value: Any) -> Any:
        """What is stored, as people write it; what was typed, as it was typed."""
        if isinstance(value, str) and re.fullmatch(r"\d{4}(-\d\d){0,2}", value):
            return ". ".join(str(int(part)) for part in reversed(value.split("-")))
        return value

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        if not typed:
            return ""
        match = PARTS.match(typed)
        if match is None:
            raise ValidationError(_("Write a day, a month or a year, for example 5. 3. 2024."))
        day, month, year = match.groups()
        try:
            earliest = date(int(year), int(month or 1), int(day or 1))
        except ValueError:
            raise ValidationError(_("There is no such day in the calendar.")) from None
        if earliest > timezone.localdate() and not self.may_come:
            raise ValidationError(_("The day must be today or earlier."))
        if not FIRST_YEAR <= earliest.year <= LAST_YEAR:
            raise ValidationError(_("This year is too far away."))
        return "-".join(filter(None, (year, month and month.zfill(2), day and day.zfill(2))))
