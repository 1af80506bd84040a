"""What a moderator fills in: a reason and words for the author; and what anyone fills in who reports something."""

from __future__ import annotations

import time
from typing import Any
from uuid import uuid4

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import Mandate, User

from .models import Reason

WORDS = 2000
QUICKEST = 2.0  # seconds; nobody reads and writes faster
SALT = "moderation.report"


class WordsField(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=WORDS, widget=forms.Textarea(attrs={"rows": 4}), **kwargs)
        self.error_messages["max_length"] = _("Write at most 2,000 characters.")


class ReasonForm(forms.Form):
    """Against an entry or a claim: a ready reason, own words, or both. Its author reads them in their own language."""

    reason = forms.ModelChoiceField(
        label=_("Reason"), queryset=Reason.objects.none(), required=False, widget=forms.RadioSelect, empty_label=None
    )
    words = WordsField(label=_("In your own words, to the author"))

    def __init__(self, use: str, author: User | None, data: Any = None) -> None:
        super().__init__(data, prefix=use)
        self.use, self.author = use, author
        if use == Reason.Use.REFUSE:
            self.fields["words"].label = _("In your own words, to the person")
        self.fields["reason"].queryset = Reason.objects.filter(use=use)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("reason") and not data.get("words") and not self.errors:
            of_person = _("Choose a reason or write why: the person will read it.")
            of_author = _("Choose a reason or write why: the author will read it.")
            raise ValidationError(of_person if self.use == Reason.Use.REFUSE else of_author)
        return data

    def text(self) -> str:
        """What the author reads: the ready sentence in their language, then the moderator's own words."""
        reason, words = self.cleaned_data.get("reason"), self.cleaned_data["words"]
        language = self.author.profile.language if self.author else "bs"
        return "\n".join(part for part in (reason.words_in(language) if reason else "", words) if part)


class PassOnForm(forms.Form):
    """To another moderator."""

    to = forms.ModelChoiceField(label=_("To whom"), queryset=User.objects.none(), empty_label=None)

    def __init__(self, by: User, data: Any = None) -> None:
        super().__init__(data, prefix="pass")
        held = Mandate.objects.active().filter(role=Mandate.Role.MODERATOR).values("user")
        others = User.objects.filter(pk__in=held, is_active=True).exclude(pk=by.pk).select_related("profile")
        field = self.fields["to"]
        field.queryset = others.order_by("profile__display_name", "pk")  # type: ignore[attr-defined]
        field.label_from_instance = lambda user: user.get_full_name()  # type: ignore[attr-defined]


class ReportForm(forms.Form):
    """By anyone. A field that nobody sees and a time that nobody reaches keep programs out."""

    reason = forms.ModelChoiceField(
        label=_("What is wrong with it?"),
        queryset=Reason.objects.filter(use=Reason.Use.REPORT),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose what is wrong with it.")),
    )
    words = WordsField(label=_("Tell us more"), help_text=_("No personal data, please: neither yours nor of others."))
    website = forms.CharField(required=False, widget=forms.HiddenInput)
    opened = forms.CharField(required=False, widget=forms.HiddenInput)
    once = forms.CharField(required=False, widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"opened": signing.dumps(time.time(), salt=SALT)})

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        reason = data.get("reason")
        if reason and reason.slug == "drugo" and not data.get("words"):
            self.add_error("words", _("Say in a few words what it is."))
        if data.get("website") or self._too_quick(data.get("opened", "")):
            raise ValidationError(_("That was too quick. Please send it once more."))
        return data

    @staticmethod
    def _too_quick(opened: str) -> bool:
        try:
            return time.time() - float(signing.loads(opened, salt=SALT, max_age=86_400)) < QUICKEST
        except (signing.BadSignature, ValueError):
            return True
