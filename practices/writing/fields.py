"""A field that takes a number of people as it is written."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


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
