"""What a proposed change of a practice is: the forms of its steps as they were typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

from django.http import QueryDict

from accounts.models import User
from content.models import Entry, Theme
from moderation.proposals import Change
from register.models import Community, Municipality

from .actions import store
from .models import Practice
from .writing.forms import StepForm
from .writing.steps import STEPS


def as_typed(values: Mapping[str, list[str]]) -> QueryDict:
    """As a browser sent it."""
    data = QueryDict(mutable=True)
    for name, texts in values.items():
        data.setlist(name, texts)
    return data


class PracticeEditor:
    """Steps that are no longer valid (a place that was closed meanwhile) are left out, and the moderator sees that."""

    def changes(self, entry: Entry, typed: Mapping[str, Any]) -> list[Change]:
        practice = Practice.objects.get(pk=entry.pk)
        return [change for form in self._forms(practice, typed) for change in self._differences(practice, form)]

    def apply(self, entry: Entry, typed: Mapping[str, Any]) -> None:
        practice = Practice.objects.get(pk=entry.pk)
        practice.version, practice.edited = entry.version, entry.edited
        values: dict[str, Any] = {}
        lists: dict[str, Any] = {}
        for form in self._forms(practice, typed):
            values |= form.values()
            lists |= form.lists()
        store(practice, values, lists)

    @staticmethod
    def _forms(practice: Practice, typed: Mapping[str, Any]) -> Iterator[StepForm]:
        for step in STEPS:
            if step.word in typed:
                form = step.form(as_typed(typed[step.word]), practice=practice, user=cast("User", practice.author))
                if form.is_valid():
                    yield form

    @staticmethod
    def _differences(practice: Practice, form: StepForm) -> Iterator[Change]:
        held = form.stored()
        for name, value in form.values().items():
            if held[name] != value and name in form.fields:
                yield Change(str(form.fields[name].label), _words(held[name]), _words(value))
        if "places" in form.lists():
            held["places"] = list(practice.places.values_list("municipality", "community", "name"))
        for name, value in form.lists().items():
            if list(held[name]) != value:
                label = str(form.fields[name].label) if name in form.fields else name
                yield Change(label, _listed(name, held[name]), _listed(name, value))


def _words(value: Any) -> str:
    return "" if value is None else str(value)


def _listed(name: str, rows: Any) -> str:
    """One line for each row."""
    if name == "themes":
        return "\n".join(theme.name for theme in Theme.objects.filter(pk__in=list(rows)))
    if name == "places":
        return "\n".join(_place(*row) for row in rows)
    return "\n".join(" – ".join(_words(part) for part in row if part not in {"", None}) for row in rows)


def _place(municipality: int, community: int | None, name: str) -> str:
    if community is not None:
        return str(Community.objects.get(pk=community).label)
    return name or str(Municipality.objects.get(pk=municipality).full_name)
