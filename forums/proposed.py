"""What a proposed change of a question, an answer or a standing answer is: its form as it was typed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, cast

from django.http import QueryDict

from accounts.models import User
from content.models import Entry
from moderation.proposals import Change

from .actions import differs, store
from .forms import AnswerForm, QuestionForm
from .models import Answer, Question, Standing
from .standing_form import StandingForm

FORM = "forums"


def as_typed(values: Mapping[str, list[str]]) -> QueryDict:
    """As a browser sent it."""
    data = QueryDict(mutable=True)
    for name, texts in values.items():
        data.setlist(name, texts)
    return data


class _Editor:
    """What all have in common: what no longer can be taken over (an act that is gone) is not, and the moderator sees that."""

    model: ClassVar[Any]

    def changes(self, entry: Entry, typed: Mapping[str, Any]) -> list[Change]:
        row, form = self._read(entry, typed)
        if not form.is_valid() or not differs(row, form.values(), form.lists()):
            return []
        before, after = self.said(form, form.initial), self.said(form, form.cleaned_data)
        return [
            Change(str(form.fields[name].label), before[name], after[name])
            for name in form.fields
            if name in before and before[name] != after[name]
        ]

    def apply(self, entry: Entry, typed: Mapping[str, Any]) -> None:
        row, form = self._read(entry, typed)
        if form.is_valid():
            row.version, row.edited = entry.version, entry.edited
            store(row, form.values(), form.lists())

    def _read(self, entry: Entry, typed: Mapping[str, Any]) -> tuple[Any, Any]:
        row = self.model.objects.get(pk=entry.pk)
        return row, self.form(row, as_typed(typed.get(FORM, {})))

    def form(self, row: Any, data: QueryDict) -> Any:
        """The form on that row."""
        raise NotImplementedError

    @staticmethod
    def said(form: Any, values: Mapping[str, Any]) -> dict[str, str]:
        """Each field in words."""
        words = {}
        for name, field in form.fields.items():
            value = values.get(name)
            if hasattr(field, "queryset"):
                numbers = {getattr(one, "pk", one) for one in value or ()}
                words[name] = "\n".join(str(one) for one in field.queryset if one.pk in numbers)
            elif name in {"scope", "places"}:
                chosen = value if isinstance(value, list) else [value]
                labels = dict(_flat(field.choices))
                words[name] = "\n".join(str(labels.get(one, one)) for one in chosen if one)
            elif name != "find":
                words[name] = str(value or "")
        return words


def _flat(choices: Any) -> list[tuple[str, Any]]:
    """Choices without their groups."""
    flat: list[tuple[str, Any]] = []
    for value, label in choices:
        flat += label if isinstance(label, (list, tuple)) else [(value, label)]
    return flat


class QuestionEditor(_Editor):
    model = Question

    def form(self, row: Question, data: QueryDict) -> QuestionForm:
        return QuestionForm(data, user=cast("User", row.author), question=row)


class AnswerEditor(_Editor):
    model = Answer

    def form(self, row: Answer, data: QueryDict) -> AnswerForm:
        return AnswerForm(data, user=cast("User", row.author), question=row.about, answer=row)


class StandingEditor(_Editor):
    """Of somebody who wrote it and no longer speaks for the association that edits it."""

    model = Standing

    def form(self, row: Standing, data: QueryDict) -> StandingForm:
        return StandingForm(data, user=cast("User", row.author), thread=row.thread, standing=row)
