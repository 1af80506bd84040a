"""What a proposed change of a comment is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from content.models import Entry
from moderation.proposals import Change

from .forms import CommentForm

FORM = "comment"


class CommentEditor:
    """A comment has one text."""

    def changes(self, entry: Entry, typed: Mapping[str, Any]) -> list[Change]:
        text = self._text(typed)
        return [Change(_("Comment"), entry.body, text)] if text and text != entry.body else []

    def apply(self, entry: Entry, typed: Mapping[str, Any]) -> None:
        entry.body = self._text(typed)
        entry.save(update_fields=["body", "version", "edited"])

    @staticmethod
    def _text(typed: Mapping[str, Any]) -> str:
        form = CommentForm({"body": "".join(typed.get(FORM, {}).get("body", [])[:1])})
        return str(form.cleaned_data["body"]) if form.is_valid() else ""
