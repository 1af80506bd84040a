"""Why somebody was there after all, or was not."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from ui.texts import LineField


class CorrectionForm(forms.Form):
    """`came` is what the page said that it would become, so that two who correct the same do not undo each other."""

    came = forms.BooleanField(required=False, widget=forms.HiddenInput)
    reason = LineField(
        300, required=True, label=gettext_lazy("Why?"), help_text=gettext_lazy("Those who hold the training read it."),
        error_messages={"required": gettext_lazy("Say why it was different.")},
    )  # fmt: skip
