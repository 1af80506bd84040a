"""A form field for amounts of money and other numbers with decimals."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

THOUSANDS = 3  # digits between two points


class NumberField(forms.DecimalField):
    """A number as it is written here: `1.234,50`, `1234.5`, `-0,5`. A point before three digits is one of thousands only
    where there cannot be so many decimals.
    """

    widget = forms.TextInput

    def widget_attrs(self, _widget: Any) -> dict[str, Any]:
        """Digits on the keyboard of a phone."""
        return {"inputmode": "decimal", "autocomplete": "off"}

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = re.sub(r"\s|\xa0", "", value)
            if "," in value:
                value = value.replace(".", "").replace(",", ".")
            elif (self.decimal_places or 0) < THOUSANDS and re.fullmatch(r"-?\d{1,3}(\.\d{3})+", value):
                value = value.replace(".", "")
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        """With a comma and without empty decimals, as people write it here."""
        if hasattr(value, "quantize"):
            return f"{value:f}".rstrip("0").rstrip(".").replace(".", ",") if "." in f"{value:f}" else f"{value:f}"
        return value


class AmountField(NumberField):
    """An amount, convertible marks unless said otherwise: `1 234 KM`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"min_value": 0, "max_digits": 11, "decimal_places": 2, "required": False} | kwargs)
        self.error_messages |= {
            "invalid": _("Write the amount in digits, for example 1.500 or 1.500,50."),
            "min_value": _("The amount cannot be below zero."),
            "max_digits": _("The amount is too large."),
            "max_whole_digits": _("The amount is too large."),
            "max_decimal_places": _("Write at most two decimals."),
        }

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = re.sub(r"(?i)km|bam|кm|км", "", value)
        return super().to_python(value)
