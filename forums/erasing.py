"""What questions and answers hold beside the spine, when their author left and took them along."""

from __future__ import annotations

from collections.abc import Collection

from register.scoping import NOWHERE

from .models import Answer, Question


def empty(numbers: Collection[int]) -> None:
    """Of those that stay as empty places: no act, no place where it holds, nothing that others said of its text."""
    for model, column in ((Question, "question"), (Answer, "answer")):
        model.acts.through.objects.filter(**{f"{column}__in": numbers}).delete()
    Question.objects.filter(pk__in=numbers).update(**NOWHERE, is_phoned=False)
    Answer.objects.filter(pk__in=numbers).update(
        **NOWHERE, accepted_on=None, confirmed_on=None, confirmed_by=None, confirmed_for=None, doubted_on=None,
        check_asked_on=None,
    )  # fmt: skip
