"""Fields for texts, which say by how much a limit is passed and count while somebody types."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import ngettext

MOST = 4000  # letters of one text


def limited(limit: int, value: str) -> str:
    """The text, if it is short enough; else how much too long it is."""
    if (over := len(value) - limit) > 0:
        text = ngettext(
            "It may have %(limit)s characters. Shorten it by %(over)s.",
            "It may have %(limit)s characters. Shorten it by %(over)s.",
            over,
        )
        raise ValidationError(text % {"limit": limit, "over": over})
    return value


class TextField(forms.CharField):
    """A text of several lines."""

    def __init__(self, rows: int = 6, *, limit: int = MOST, required: bool = False, **kwargs: Any) -> None:
        super().__init__(required=required, widget=Area(rows, limit), **kwargs)
        self.limit = limit

    def clean(self, value: Any) -> Any:
        return limited(self.limit, super().clean(value))


class LineField(forms.CharField):
    """A text on one line; a limit that says by how much it is passed."""

    def __init__(self, limit: int, *, required: bool = False, **kwargs: Any) -> None:
        super().__init__(required=required, **kwargs)
        self.limit = limit
        self.widget.attrs["data-limit"] = limit

    def clean(self, value: Any) -> Any:
        return limited(self.limit, super().clean(value))


class Area(forms.Textarea):
    """A text of several lines with its limit, so that the counter and the server agree."""

    def __init__(self, rows: int = 6, limit: int = 4000) -> None:
        super().__init__(attrs={"rows": rows, "maxlength": None, "data-limit": limit})
        del self.attrs["maxlength"]
