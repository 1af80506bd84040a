"""What is filled in for minutes: their text, a remark, the answer to one, who reads what was adopted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy

from ui.texts import LineField, TextField

from .forms import WHY
from .minutes_draft import draft_of
from .models.members import WORDS

if TYPE_CHECKING:
    from .models import Meeting, Minutes

LETTERS = 30_000
"""About ten pages."""
REMARK = 2000
EMPTY = gettext_lazy("Write the minutes.")


class MinutesForm(forms.Form):
    """The text; of a correction also what it corrects."""

    reason = LineField(
        300, required=True, label=gettext_lazy("What is corrected, and why?"),
        help_text=gettext_lazy("In one sentence. It stands above the corrected minutes."),
        error_messages={"required": gettext_lazy("Say what is corrected.")},
    )  # fmt: skip
    text = TextField(
        24, limit=LETTERS, required=True, label=gettext_lazy("Text of the minutes"),
        help_text=gettext_lazy("An empty line begins a paragraph, lines with a dash or a number are a list."),
        error_messages={"required": EMPTY},
    )  # fmt: skip

    def __init__(self, data: Any, meeting: Meeting, last: Minutes | None) -> None:
        """A correction begins with the text that was adopted, the first version with what the platform knows."""
        corrects = last is not None and last.state == last.State.ADOPTED
        initial = {"text": last.text, "reason": "" if corrects else last.reason} if last else {}
        if last is None and data is None:
            initial["text"] = draft_of(meeting)
        super().__init__(data, initial=initial)
        if not corrects and (last is None or last.number == 1):
            del self.fields["reason"]


class RemarkForm(forms.Form):
    """What is not as it was."""

    text = TextField(
        5, limit=REMARK, required=True, label=gettext_lazy("Your remark"),
        help_text=gettext_lazy("Say which item it is about, and how it should read."),
        error_messages={"required": gettext_lazy("Write the remark.")},
    )  # fmt: skip


class AnswerForm(forms.Form):
    """Whether a remark is taken over; a refusal says why."""

    is_taken = forms.ChoiceField(
        choices=[("yes", gettext_lazy("Yes, the text is changed")), ("no", gettext_lazy("No, the text stays"))],
        widget=forms.RadioSelect, label=gettext_lazy("Is the remark taken over?"),
        error_messages={"required": gettext_lazy("Say whether it is taken over.")},
    )  # fmt: skip
    words = TextField(3, limit=WORDS, label=gettext_lazy("Answer"), help_text=gettext_lazy("Needed if the text stays."))

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if values.get("is_taken") == "no" and not values.get("words") and "words" not in self.errors:
            self.add_error("words", WHY)
        return values


class AdoptForm(forms.Form):
    """Who reads what is adopted."""

    is_public = forms.BooleanField(
        required=False, label=gettext_lazy("Everyone may read it"),
        help_text=gettext_lazy(
            "Everyone who sees the meeting; otherwise the members and those who were there. The names of people stand in it."
            " You can change this at any time."
        ),
    )  # fmt: skip
