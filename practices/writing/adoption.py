"""What somebody writes whose community took a practice over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from content.models import Entry
from moderation.proposals import Change
from practices.adopting import write
from practices.models import Adoption
from register.models.fields import tidy_text
from text.partial_dates import first_day, last_day
from ui.amounts import AmountField
from ui.partial_dates import PartialDateField
from ui.texts import Area

from .fields import CountField

FORM = "adoption"
TEXT = 2000
State = Adoption.State
NEXT = {
    "": list(State),
    State.STARTED: list(State),
    State.RUNNING: [State.RUNNING, State.FINISHED, State.ABANDONED],
    State.FINISHED: [State.FINISHED],
    State.ABANDONED: [State.ABANDONED, State.RUNNING],
}
"""Where it can go from where it is: the moves that the database allows, and staying."""


class PlaceField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Adoptions by the name of their place."""

    def label_from_instance(self, obj: Any) -> str:
        return f"MZ {obj.community.label}"


def earlier_ones(practice: int | None, adoption: Adoption | None) -> QuerySet[Adoption]:
    """Where one may have seen it: confirmed adoptions that stand on the page, and the one that was said before."""
    shown = Q(status=Entry.Status.PUBLISHED, withdrawn=None, confirmed_on__isnull=False)
    rows = Adoption.objects.filter(root=practice).select_related("community")
    if adoption is None:
        return rows.filter(shown).order_by("pk")
    said = Q(pk=adoption.seen_at_id)
    return rows.filter(shown & ~Q(community=adoption.community_id) | said, pk__lt=adoption.pk).order_by("pk")


class AdoptionForm(forms.Form):
    """How far it is, what was changed, what it cost, what came of it."""

    state = forms.ChoiceField(
        label=_("How far are you?"),
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose how far you are.")),
    )
    body = forms.CharField(
        label=_("What did you do, and what differently?"),
        widget=Area(5, TEXT),
        max_length=TEXT,
        error_messages={
            "required": _("Say in a sentence what you did or changed."),
            "max_length": _("Write at most 2,000 characters."),
        },
    )
    since = PartialDateField(label=_("When did you begin?"))
    until = PartialDateField(label=_("When was it finished?"))
    cost = AmountField(label=_("How many KM did it cost?"))
    people = CountField(label=_("How many people does it reach?"))
    result = forms.CharField(
        label=_("What came of it?"),
        widget=Area(4, TEXT),
        max_length=TEXT,
        required=False,
        error_messages={"max_length": _("Write at most 2,000 characters.")},
    )

    seen_at = PlaceField(
        Adoption.objects.none(),
        label=_("Where did you see it?"),
        required=False,
        empty_label=_("Directly from this practice"),
        error_messages={"invalid_choice": _("Choose one from the list, or leave it as it was.")},
    )

    def __init__(self, data: Any = None, *, practice: int | None, adoption: Adoption | None = None) -> None:
        columns = ("state", "body", "since", "until", "cost", "people", "result", "seen_at")
        super().__init__(data, initial={name: getattr(adoption, name) for name in columns} if adoption else {})
        here = adoption.state if adoption else ""
        self.fields["state"].choices = [(one.value, one.label) for one in NEXT[here]]  # type: ignore[attr-defined]
        earlier = earlier_ones(practice, adoption)
        if earlier:
            self.fields["seen_at"].queryset = earlier  # type: ignore[attr-defined]
        else:
            del self.fields["seen_at"]

    def clean_body(self) -> str:
        if not (text := tidy_text(self.cleaned_data["body"])):
            raise ValidationError(_("Say in a sentence what you did or changed."))
        return text

    def clean_result(self) -> str:
        return tidy_text(self.cleaned_data["result"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        began, ended = first_day(data.get("since") or ""), last_day(data.get("until") or "")
        if began and ended and ended < began:
            self.add_error("until", _("It cannot end before it began."))
        return data

    def values(self) -> dict[str, Any]:
        """Columns of the adoption."""
        return {name: self.cleaned_data[name] for name in self.fields}

    def said(self) -> list[tuple[str, str]]:
        """Label and present value of each field that says something, in words."""
        words = dict(self.fields["state"].choices)  # type: ignore[attr-defined]
        shown = {name: self.initial.get(name) for name in self.fields}
        if shown.get("seen_at"):
            shown["seen_at"] = _words(shown["seen_at"])
        return [
            (str(self.fields[name].label), str(words.get(value, value)))
            for name, value in shown.items()
            if value not in (None, "")
        ]


def _words(value: Any) -> str:
    if isinstance(value, Adoption):
        return f"MZ {value.community.label}"
    return str(value or _now("Not known"))


class AdoptionEditor:
    """What a proposed change of an adoption is."""

    def changes(self, entry: Entry, typed: Mapping[str, Any]) -> list[Change]:
        adoption, form = self._read(entry, typed)
        if not form.is_valid():
            return []
        labels = {name: str(field.label) for name, field in form.fields.items()}
        return [
            Change(labels[name], _words(getattr(adoption, name)), _words(value))
            for name, value in form.values().items()
            if getattr(adoption, name) != value
        ]

    def apply(self, entry: Entry, typed: Mapping[str, Any]) -> None:
        adoption, form = self._read(entry, typed)
        if form.is_valid():
            adoption.version = entry.version
            write(adoption, form.values())

    @staticmethod
    def _read(entry: Entry, typed: Mapping[str, Any]) -> tuple[Adoption, AdoptionForm]:
        adoption = Adoption.objects.get(pk=entry.pk)
        sent = {name: "".join(values[:1]) for name, values in typed.get(FORM, {}).items()}
        return adoption, AdoptionForm(sent, practice=adoption.root_id, adoption=adoption)
