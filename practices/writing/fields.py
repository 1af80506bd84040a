"""Fields that take what people write: amounts, counts, texts."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class AmountField(forms.DecimalField):
    """Convertible marks as they are written here: `1.234,50`, `1234.5`, `1 234 KM`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_digits=11, decimal_places=2, required=False, **kwargs)
        self.widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        self.error_messages |= {
            "invalid": _("Write the amount in digits, for example 1.500 or 1.500,50."),
            "min_value": _("The amount cannot be below zero."),
            "max_digits": _("The amount is too large."),
            "max_whole_digits": _("The amount is too large."),
            "max_decimal_places": _("Write at most two decimals."),
        }

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = re.sub(r"(?i)\s|\xa0|km|bam|кm|км", "", value)
            if "," in value:
                value = value.replace(".", "").replace(",", ".")
            elif re.fullmatch(r"\d{1,3}(\.\d{3})+", value):
                value = value.replace(".", "")
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        """With a comma and without empty decimals, as people write it here."""
        if hasattr(value, "quantize"):
            return f"{value:f}".rstrip("0").rstrip(".").replace(".", ",") if "." in f"{value:f}" else f"{value:f}"
        return value


class CountField(forms.IntegerField):
    """A number of people: `1.200` is one thousand two hundred."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=10_000_000, required=False, **kwargs)
        self.widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        self.error_messages |= {"invalid": _("Write the number in digits, for example 120.")}

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and re.fullmatch(r"\s*\d{1,3}([. \xa0]\d{3})*\s*", value):
            value = re.sub(r"\D", "", value)
        return super().to_python(value)


class Area(forms.Textarea):
    """A text of several lines with its limit, so that the counter and the server agree."""

    def __init__(self, rows: int = 6, limit: int = 4000) -> None:
        super().__init__(attrs={"rows": rows, "maxlength": None, "data-limit": limit})
        del self.attrs["maxlength"]
