"""What one fills in to answer a quiz, and to make one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from register.models.fields import tidy_line, tidy_text
from ui.numbers import number_in
from ui.texts import LineField, TextField

from .models import Quiz, QuizQuestion
from .models.quizzes import LEAST_CHOICES, MOST, MOST_CHOICES
from .quizzes import stored

PREFIX = "pitanje"
"""Of the rows for questions."""
PLACES = range(1, MOST_CHOICES + 1)


class AnswersForm(forms.Form):
    """The questions of a quiz, one or more answers to each."""

    def __init__(self, data: Any, quiz: Quiz) -> None:
        self.questions = list(quiz.questions.all())
        super().__init__(data)
        for one in self.questions:
            self.fields[_name(one)] = _asked(one)

    @property
    def is_of_others(self) -> bool:
        """Whether what was sent answers questions that are not asked any more."""
        return any(name[:1] == "q" and name[1:].isdecimal() and name not in self.fields for name in self.data)

    def given(self) -> dict[int, list[int]]:
        """What was chosen, by question."""
        chosen = {one.pk: self.cleaned_data[_name(one)] for one in self.questions}
        return {
            pk: [int(one) for one in (value if isinstance(value, list) else [value])] for pk, value in chosen.items()
        }


class Preview(AnswersForm):
    """Questions that are not stored yet, as those who answer will see them."""

    def __init__(self, rows: Iterable[dict[str, Any]]) -> None:
        forms.Form.__init__(self, auto_id="pregled_%s")
        for place, row in enumerate(rows, 1):
            self.fields[f"p{place}"] = _asked(QuizQuestion(position=place, **row))


def _name(question: QuizQuestion) -> str:
    return f"q{question.pk}"


def _asked(one: QuizQuestion) -> forms.Field:
    shown: dict[str, Any] = {
        "label": f"{one.position}. {one.text}",
        "choices": [(str(place), text) for place, text in enumerate(one.choices, 1)],
        "error_messages": {"required": _("Answer this question."), "invalid_choice": _("Choose one of the answers.")},
    }
    if one.is_several:
        hint = _("More than one answer is right: tick all of them.")
        return forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, help_text=hint, **shown)
    return forms.ChoiceField(widget=forms.RadioSelect, **shown)


class PassForm(forms.Form):
    """How much one has to know."""

    pass_percent = forms.TypedChoiceField(
        label=gettext_lazy("How many answers must be right to pass?"),
        coerce=int,
        choices=[(number, f"{number} %") for number in range(50, 101, 10)],
        initial=60,
    )


class NeededForm(forms.Form):
    """Whether a certificate asks for it."""

    needs_quiz = forms.BooleanField(
        required=False,
        label=gettext_lazy("A certificate needs a passed quiz"),
        help_text=gettext_lazy("Those who came are told once by mail after the training, with the link."),
    )


class QuestionForm(forms.Form):
    """One question; its answers in rows of their own, each with a tick where it is right. An empty row is none."""

    text = LineField(300, required=True, label=pgettext_lazy("of a quiz", "Question"))
    explanation = TextField(
        2, limit=600, label=gettext_lazy("Why is it so?"), help_text=gettext_lazy("Everyone reads it after answering.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place in PLACES:
            # The first of each speaks for all in the list of what needs correcting.
            says = {"number": place}
            choice = LineField(200, label=_("Answers") if place == 1 else _("Answer %(number)s") % says)
            choice.widget.attrs["aria-label"] = _("Answer %(number)s") % says
            right = forms.BooleanField(required=False, label=_("Right answers"))
            right.widget.attrs["aria-label"] = _("Answer %(number)s is right") % says
            self.fields |= {f"choice{place}": choice, f"right{place}": right}

    @property
    def choices(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The tick and the answer of each row."""
        return [(self[f"right{place}"], self[f"choice{place}"]) for place in PLACES]

    @property
    def choice_errors(self) -> list[str]:
        """What is wrong with the answers."""
        return [str(error) for pair in self.choices for field in pair for error in field.errors]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        filled = _filled(data)
        texts = [tidy_line(data[f"choice{place}"]) for place in filled]
        ticked = [place for place in PLACES if data.get(f"right{place}")]
        if any(f"choice{place}" in self.errors for place in PLACES):
            return data
        if len(texts) < LEAST_CHOICES:
            self.add_error("choice1", _("Write at least two answers."))
        elif len({text.casefold() for text in texts}) < len(texts):
            self.add_error("choice1", _("The same answer stands there twice."))
        elif not ticked:
            self.add_error("right1", _("Tick the answer that is right."))
        elif set(ticked) - set(filled):
            self.add_error("right1", _("A row without an answer is ticked."))
        return data

    def row(self) -> dict[str, Any]:
        """Columns of the question."""
        data = self.cleaned_data
        filled = _filled(data)
        return {
            "text": tidy_line(data["text"]),
            "choices": [tidy_line(data[f"choice{place}"]) for place in filled],
            "right": [number for number, place in enumerate(filled, 1) if data[f"right{place}"]],
            "explanation": tidy_text(data["explanation"]),
        }


def _filled(data: dict[str, Any]) -> list[int]:
    """The rows in which an answer stands."""
    return [place for place in PLACES if tidy_line(data.get(f"choice{place}") or "")]


class BaseQuestions(BaseFormSet):  # type: ignore[type-arg]
    """The questions in their order."""

    def initial_form_count(self) -> int:
        """None of what is sent: each row may stand empty, also one that held a question when the form was opened."""
        return 0 if self.is_bound else int(super().initial_form_count())

    def rows(self) -> list[dict[str, Any]]:
        """What to store, in order."""
        return [form.row() for form in self.forms if form.has_changed()]


QuestionForms = formset_factory(QuestionForm, formset=BaseQuestions, extra=0, max_num=MOST, absolute_max=MOST)


class QuizEdit:
    """The whole form with which a quiz is made: its questions, how much passes, and the version that it was opened with."""

    def __init__(self, data: QueryDict | None, quiz: Quiz | None) -> None:
        percent, rows = stored(quiz) if quiz else (60, [])
        self.is_more, self.is_preview = "add_question" in (data or {}), "preview" in (data or {})
        self.version: int | str = quiz.version if quiz else 0
        if data is not None:
            self.version = data.get("version", "")
        self.percent = PassForm(data, initial={"pass_percent": percent})
        self.rows = _rows(data, rows)
        if self.is_more:  # nothing is wrong yet
            for one in (self.percent, *self.rows.forms):
                one.errors.clear()

    def is_valid(self) -> bool:
        return not self.is_more and all([self.percent.is_valid(), self.rows.is_valid()])

    def values(self) -> tuple[int, list[dict[str, Any]], int]:
        """What `quizzes.store` takes; a version that we have not sent is an old one."""
        known = number_in(str(self.version))
        return self.percent.cleaned_data["pass_percent"], self.rows.rows(), -1 if known is None else known

    @property
    def preview(self) -> Preview | None:
        """Where it was asked for and nothing is wrong."""
        return Preview(self.rows.rows()) if self.is_preview and self.is_valid() else None

    @property
    def has_room(self) -> bool:
        """Whether there may be one more question."""
        return len(self.rows.forms) < MOST

    @property
    def problems(self) -> list[dict[str, str]]:
        """What to put right, in one list: each with the number of its question and the field it leads to."""
        if self.is_more or not self.percent.is_bound:
            return []
        named = [("", self.percent)]
        named += [(_("Question %(number)s") % {"number": at}, one) for at, one in enumerate(self.rows.forms, 1)]
        found = [
            {"text": ": ".join(filter(None, [name, str(error)])), "target": field.id_for_label or field.auto_id}
            for name, one in named
            for field in one
            for error in field.errors
        ]
        return [*({"text": error, "target": ""} for error in self.rows.non_form_errors()), *found]


def _rows(data: QueryDict | None, rows: list[dict[str, Any]]) -> Any:
    """Those that stand, or an empty one; what is sent, with `add_question` one row more."""
    if data is None:
        return QuestionForms(prefix=PREFIX, initial=[_typed(row) for row in rows] or [{}])
    if "add_question" in data:
        data = data.copy()
        total = data.get(f"{PREFIX}-TOTAL_FORMS", "")
        number = number_in(total) or 0
        data[f"{PREFIX}-TOTAL_FORMS"] = str(min(number + 1, MOST))
    return QuestionForms(data, prefix=PREFIX)


def _typed(row: dict[str, Any]) -> dict[str, Any]:
    """A stored question as its form has it."""
    typed = {"text": row["text"], "explanation": row["explanation"]}
    for place, choice in enumerate(row["choices"], 1):
        typed |= {f"choice{place}": choice, f"right{place}": place in row["right"]}
    return typed
