"""What is filled in for certificates: how a name is spelled, what one asks for, why one is revoked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts import names
from text.script import to_cyrillic, to_latin
from ui.texts import LineField

from .certificates import names_of
from .models import Registration, SignUp

REASON = gettext_lazy("It is told to the person.")


class NamesForm(forms.Form):
    """A name in both scripts, as the person writes it."""

    latin = LineField(
        names.MAX_LENGTH, required=True, label=gettext_lazy("In Latin letters"),
        error_messages={"required": gettext_lazy("Write the name.")},
    )  # fmt: skip
    cyrillic = LineField(
        names.MAX_LENGTH, required=True, label=gettext_lazy("In Cyrillic letters"),
        error_messages={"required": gettext_lazy("Write the name.")},
    )  # fmt: skip

    @classmethod
    def of(cls, data: Any, registration: Registration) -> NamesForm:
        """As it would stand on the certificate today."""
        latin, cyrillic = names_of(registration)
        return cls(data, initial={"latin": latin, "cyrillic": cyrillic})

    def clean_latin(self) -> str:
        """In no other script."""
        name = self._clean("latin")
        if to_latin(name) != name:
            raise forms.ValidationError(_("Here are Cyrillic letters. Write the name in Latin ones."))
        return name

    def clean_cyrillic(self) -> str:
        """As it is, where our alphabet leaves a foreign name alone."""
        name = self._clean("cyrillic")
        if to_cyrillic(name) != name:
            raise forms.ValidationError(_("Here are Latin letters. Write the name in Cyrillic ones."))
        return name

    def _clean(self, field: str) -> str:
        name = names.tidy(self.cleaned_data[field])
        names.validate(name)
        return name


class RevokeForm(forms.Form):
    """Why it is not valid any more."""

    reason = LineField(
        300, required=True, label=gettext_lazy("Reason"), help_text=REASON,
        error_messages={"required": gettext_lazy("Write the reason.")},
    )  # fmt: skip


class ReissueForm(NamesForm):
    """Why another one is issued, and whose name stands on it."""

    reason = LineField(
        300, required=True, label=gettext_lazy("Reason"), help_text=REASON,
        error_messages={"required": gettext_lazy("Write the reason.")},
    )  # fmt: skip
    field_order = ("latin", "cyrillic", "reason")


class RequirementForm(forms.Form):
    """At how many sessions one must have been."""

    least_sessions = forms.TypedChoiceField(
        label=gettext_lazy("A certificate asks for"), coerce=int, empty_value=None, required=False
    )

    def __init__(self, data: Any, sign_up: SignUp, every: int) -> None:
        super().__init__(data, initial={"least_sessions": sign_up.least_sessions or ""})
        words = ((one, ngettext("%(number)s session", "%(number)s sessions", one)) for one in range(1, every))
        text = [(one, word % {"number": one}) for one, word in words]
        self.fields["least_sessions"].choices = [("", _("all sessions")), *text]  # type: ignore[attr-defined]
