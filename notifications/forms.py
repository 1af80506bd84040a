"""Which mail somebody wants."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User

from .models import Mail, Preference
from .policy import kinds_for


class PreferencesForm(forms.Form):
    """One question for each kind that this person can be told about. The answers count as consent (`actions.WORDS_SINCE`)."""

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data)
        held = Preference.objects.of(user)
        for kind in kinds_for(user):
            self.fields[kind.value] = forms.ChoiceField(
                label=kind.label,
                choices=Mail.choices,
                initial=held[kind],
                widget=forms.RadioSelect,
                error_messages={
                    "required": _("Choose one of the four."),
                    "invalid_choice": _("Choose one of the four."),
                },
            )
