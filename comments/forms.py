"""What a comment is written in."""

from __future__ import annotations

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from content.mentioning import HINT

MOST = 4000  # letters


class CommentForm(forms.Form):
    """One field for people, and a key by which the same form sent twice is one comment."""

    body = forms.CharField(
        label=_("Your comment"),
        max_length=MOST,
        help_text=HINT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("Write your comment."),
            "max_length": _("A comment may have 4,000 characters. Shorten it."),
        },
    )
    once = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)


class CorrectionForm(CommentForm):
    """The same of a comment that stands already, with the version that its author saw."""

    once = None  # type: ignore[assignment]  # Django's way to leave out an inherited field
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
