"""What those who were there are asked: what they think of it, and later whether they applied it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from ui.texts import LineField, TextField

from . import applied, feedback, links
from .feedback import WORDS
from .models import Feedback, Registration
from .models.feedback import BEST, LONGEST

NOT_SAID = {"required": gettext_lazy("Choose one of the answers.")}


class FeedbackForm(forms.Form):
    """Three marks, and two texts for whoever has more to say."""

    best = TextField(4, limit=LONGEST)
    better = TextField(
        4, limit=LONGEST, help_text=gettext_lazy("Do not write names: then nobody can guess who you are.")
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        for name in Feedback.MARKS:
            self.fields[name] = _mark(WORDS[name])
        self.order_fields([*Feedback.MARKS, *Feedback.TEXTS])
        for name, field in self.fields.items():
            field.label = Feedback._meta.get_field(name).verbose_name  # type: ignore[union-attr]


class AppliedForm(forms.Form):
    """Yes, partly or not yet, and a line."""

    applied = forms.ChoiceField(
        label=gettext_lazy("Your answer"), choices=Registration.Applied.choices,
        widget=forms.RadioSelect, error_messages=NOT_SAID,
    )  # fmt: skip
    applied_note = LineField(
        300, label=gettext_lazy("In a few words: what did you do, or what is in the way?"),
        help_text=gettext_lazy("The organiser reads it without your name."),
    )  # fmt: skip


def applied_form(mine: Registration, data: Any = None) -> AppliedForm:
    """With what was answered before."""
    form = AppliedForm(data)
    form.initial = {"applied": mine.applied, "applied_note": mine.applied_note}
    return form


def asked_of(mine: Registration) -> dict[str, Any]:
    """What the page of one's registration invites to."""
    is_asked = applied.is_asked(mine)
    return {
        "is_over": mine.sign_up.training.is_over,
        "feedback_url": links.feedback_url(mine) if feedback.is_asked(mine) else "",
        "applied_url": links.applied_url(mine) if is_asked else "",
        "applied_form": applied_form(mine) if is_asked else None,
        "practice_url": f"{reverse('practices:create')}?iz={mine.sign_up_id}",
    }


def _mark(words: tuple[str | Promise, ...]) -> forms.TypedChoiceField:
    """The best first, as one reads it."""
    choices = [(mark, words[mark - 1]) for mark in range(BEST, 0, -1)]
    return forms.TypedChoiceField(choices=choices, coerce=int, widget=forms.RadioSelect, error_messages=NOT_SAID)
