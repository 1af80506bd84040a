"""What a coordinator fills in about a local community: its facts, contacts, one figure, another name, its end.

Each form knows what the database holds for it (`stored`), so that two who edit at once do not overwrite each other.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from register.models import Community, Contact, Figure, Indicator, LegalStatus, Municipality
from register.models.contacts import WISHES, must_suit
from register.models.fields import tidy_line, tidy_text
from register.models.figures import LARGEST, year_that_was
from register.models.names import one_script, without_kind
from text.fold import fold
from text.partial_dates import first_day, last_day
from text.script import to_latin
from ui.amounts import AmountField
from ui.partial_dates import PartialDateField

from .readings import shown

NAME = 120
WHOLE_DAY = _("Write the day, the month and the year.")
SOURCE_MISSING = _("Say where this comes from.")
WHOLE_ADDRESS = WISHES[Contact.Kind.WEB]


def _link(label: Any, **options: Any) -> forms.URLField:
    return forms.URLField(
        label=label, required=False, max_length=500, assume_scheme="https",
        error_messages={"invalid": WHOLE_ADDRESS}, **options,
    )  # fmt: skip


class RecordForm(forms.Form):
    """One part of the record of one community."""

    def __init__(self, community: Community, data: Any = None) -> None:
        self.community = community
        super().__init__(data, initial=self.stored())

    def stored(self) -> dict[str, Any]:
        """What the database holds, by the names of the fields; a new read for an object that was read anew."""
        raise NotImplementedError


class FactsForm(RecordForm):
    """Columns of the community itself."""

    columns: ClassVar = ("kind", "legal_status", "former_names", "settlements", "source_url", "source_date")

    kind = forms.ChoiceField(
        label=_("Kind of settlement"),
        choices=[("", pgettext_lazy("of a kind of settlement", "Not known")), *Community.Kind.choices],
        required=False,
    )
    legal_status = forms.ModelChoiceField(
        label=_("Legal status"), queryset=LegalStatus.objects.none(), required=False, empty_label=_("Not known")
    )
    settlements = forms.CharField(
        label=_("Settlements"),
        help_text=_("Separated by commas."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    former_names = forms.CharField(
        label=_("Former names"),
        help_text=_("One in a line."),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    source_url = _link(_("Link to the source of the name"))
    source_date = PartialDateField(label=_("Date of the source"))

    def __init__(self, community: Community, data: Any = None) -> None:
        super().__init__(community, data)
        statuses = LegalStatus.objects.filter(entity=community.municipality.entity_id)
        self.fields["legal_status"].queryset = statuses  # type: ignore[attr-defined]

    def stored(self) -> dict[str, Any]:
        held = {name: getattr(self.community, name) for name in self.columns}
        return held | {"legal_status": self.community.legal_status_id}

    def clean_settlements(self) -> str:
        return ", ".join(_once(re.split("[,\n]", tidy_text(self.cleaned_data["settlements"]))))

    def clean_former_names(self) -> str:
        return "\n".join(_once(tidy_text(self.cleaned_data["former_names"]).split("\n")))


def _once(names: list[str]) -> list[str]:
    """Each name once, as it was written first, whatever script it is repeated in; gaps are none."""
    kept: dict[str, str] = {}
    for name in filter(None, map(str.strip, names)):
        kept.setdefault(to_latin(name).casefold(), name)
    return list(kept.values())


class ContactsForm(RecordForm):
    """One contact of each kind and who may see it; what is emptied is taken away."""

    def __init__(self, community: Community, data: Any = None) -> None:
        super().__init__(community, data)
        for kind, label in Contact.Kind.choices:
            self.fields[kind] = forms.CharField(label=str(label).capitalize(), required=False, max_length=200)
            self.fields[f"{kind}-visibility"] = forms.ChoiceField(
                label=_("%(contact)s: visible to") % {"contact": str(label).capitalize()},
                choices=Contact.Visibility.choices,
                required=False,
            )

    def stored(self) -> dict[str, Any]:
        held: dict[str, Any] = {}
        for kind in Contact.Kind.values:
            contact = self.community.contacts.filter(kind=kind).order_by("pk").first()
            held[kind] = contact.value if contact else ""
            held[f"{kind}-visibility"] = contact.visibility if contact else Contact.Visibility.PUBLIC
        return held

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for kind in Contact.Kind.values:
            data[kind] = tidy_line(data.get(kind) or "")
            data[f"{kind}-visibility"] = data.get(f"{kind}-visibility") or Contact.Visibility.PUBLIC
        if web := data[Contact.Kind.WEB]:
            data[Contact.Kind.WEB] = _completed(web)
        for kind in Contact.Kind.values:
            try:
                if data[kind]:
                    must_suit(kind, data[kind])
            except ValidationError as error:
                self.add_error(kind, error)
        return data


def _completed(link: str) -> str:
    """`tesanj.ba` as the secure address that is meant; what is none stays for `must_suit` to refuse."""
    try:
        return str(forms.URLField(assume_scheme="https").to_python(link))
    except ValidationError:
        return link


PARTS = (
    ("council_members", "council_seats"),
    ("council_women", "council_members"),
    ("council_youth", "council_members"),
    ("forum_women", "forum_participants"),
)
"""Indicators of which the first counts some of those that the second counts."""


class FigureForm(RecordForm):
    """One indicator: its value, for which year, from where."""

    value = AmountField(label=_("Value"), required=True, max_digits=16)
    year = forms.IntegerField(
        label=_("Year that it holds for"),
        validators=[year_that_was],
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": _("Write the year."), "invalid": _("Write the year in digits, for example 2024.")},
    )
    source = forms.CharField(
        label=_("Source"),
        help_text=_("For example: Municipality of Tešanj, report of 2024."),
        max_length=300,
        error_messages={"required": SOURCE_MISSING},
    )
    source_url = _link(_("Link to the source"))

    def __init__(self, community: Community, indicator: Indicator, data: Any = None) -> None:
        self.indicator = indicator
        super().__init__(community, data)
        value = self.fields["value"]
        if indicator.unit == Indicator.Unit.YES_NO:
            self.fields["value"] = forms.TypedChoiceField(
                label=indicator.name, choices=[("1", _("yes")), ("0", _("no"))], coerce=int, widget=forms.RadioSelect,
                error_messages={"required": _("Choose yes or no.")},
            )  # fmt: skip
        else:
            unit = "" if indicator.unit == Indicator.Unit.COUNT else f" ({indicator.get_unit_display()})"
            value.label = f"{indicator.name}{unit}"
            value.error_messages["required"] = _("Write the number.")

    @property
    def newest(self) -> Figure | None:
        """The figure that the page shows today."""
        return Figure.objects.filter(community=self.community, indicator=self.indicator).newest_first().first()

    def stored(self) -> dict[str, Any]:
        figure = self.newest
        if figure is None:
            return {"value": None, "year": None, "source": "", "source_url": ""}
        value = int(figure.value) if self.indicator.unit == Indicator.Unit.YES_NO else figure.value
        return {"value": value, "year": figure.year, "source": figure.source, "source_url": figure.source_url}

    def clean_source(self) -> str:
        if not (source := tidy_line(self.cleaned_data["source"])):
            raise ValidationError(SOURCE_MISSING)
        return source

    def clean(self) -> dict[str, Any]:
        """Only the newest figure is changed here; an earlier year that stands in the series is not overwritten."""
        data = super().clean() or {}
        figures = Figure.objects.filter(community=self.community, indicator=self.indicator, year=data.get("year"))
        standing, newest = figures.first() if data.get("year") else None, self.newest
        if standing and newest and standing.pk != newest.pk:
            words = {"value": shown(self.indicator, standing.value), "source": standing.source}
            self.add_error("year", _("For this year there is a figure already: %(value)s (%(source)s).") % words)
        if (other := self._contradicted(data.get("value"), data.get("year"))) and "value" not in self.errors:
            words = {"name": other.indicator.name, "value": shown(other.indicator, other.value)}
            self.add_error(
                "value", _("For the same year “%(name)s” is %(value)s: one of the two is not right.") % words
            )
        return data

    def _contradicted(self, value: Any, year: int | None) -> Figure | None:
        """A figure of the same year of which this would be a part that is larger, or a whole that is smaller."""
        if value is None:
            return None
        wholes = {whole for part, whole in PARTS if part == self.indicator.code}
        parts = {part for part, whole in PARTS if whole == self.indicator.code}
        larger = Q(indicator__code__in=wholes, value__lt=value) | Q(indicator__code__in=parts, value__gt=value)
        there = Figure.objects.filter(larger, community=self.community, year=year)
        return there.select_related("indicator").order_by("indicator__position").first()

    def clean_value(self) -> Any:
        value = self.cleaned_data["value"]
        if value is not None and value != round(value, self.indicator.decimals):
            raise ValidationError(_("Too many decimals for this indicator."))
        if value is not None and value > LARGEST.get(self.indicator.unit, value):
            raise ValidationError(_("Too large for this indicator."))
        return value


class NameForm(RecordForm):
    """Another name; the old one is kept among the former ones, the old address leads on."""

    name = forms.CharField(
        label=_("New name"),
        max_length=NAME,
        validators=[one_script],
        error_messages={"required": _("Write the name of the local community.")},
    )
    qualifier = forms.CharField(
        label=_("Told apart by"),
        help_text=_("Shown in brackets where two local communities of one municipality share a name."),
        required=False,
        max_length=60,
        validators=[one_script],
    )
    source = forms.CharField(
        label=_("Source of the change"),
        help_text=_("The decision, with a link where there is one."),
        max_length=300,
        error_messages={"required": SOURCE_MISSING},
    )

    def stored(self) -> dict[str, Any]:
        return {"name": self.community.name, "qualifier": self.community.qualifier}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in ("name", "qualifier", "source"):
            data[name] = tidy_line(data.get(name) or "")
        data["name"] = without_kind(data["name"])
        if "name" not in self.errors and not fold(data["name"]):
            self.add_error("name", _("Write the name of the local community."))
        others = self.community.municipality.communities.exclude(pk=self.community.pk)
        readable = not self.errors.keys() & {"name", "qualifier"}
        if readable and others.named(data["name"], data["qualifier"]).exists():
            text = _("Another local community of this municipality has this name: say what tells them apart.")
            self.add_error("qualifier", text)
        return data


class CloseForm(RecordForm):
    """The end of a community: since when, by which decision, and which one it became part of."""

    day = PartialDateField(
        label=_("Closed on"),
        required=True,
        help_text=_("The day that the decision names, for example 5. 3. 2024."),
        error_messages={"required": WHOLE_DAY},
    )
    merged_into = forms.ModelChoiceField(
        label=_("Did it become part of another one?"),
        queryset=Community.objects.none(),
        required=False,
        empty_label=_("No, it was closed"),
    )
    source = forms.CharField(
        label=_("Source"),
        help_text=_("The decision, with a link where there is one."),
        max_length=500,
        error_messages={"required": SOURCE_MISSING},
    )

    def __init__(self, community: Community, data: Any = None) -> None:
        super().__init__(community, data)
        others = community.municipality.communities.open().exclude(pk=community.pk).in_order()
        self.fields["merged_into"].queryset = others  # type: ignore[attr-defined]

    def stored(self) -> dict[str, Any]:
        return {"merged_into": self.community.merged_into_id, "closed": self.community.closed_on}

    def clean_day(self) -> date:
        """A month or a year would need a day that nobody has said."""
        if last_day(day := self.cleaned_data["day"]) != first_day(day):
            raise ValidationError(WHOLE_DAY)
        return date.fromisoformat(day)

    def clean_source(self) -> str:
        if not (source := tidy_line(self.cleaned_data["source"])):
            raise ValidationError(SOURCE_MISSING)
        return source

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["closed_on"] = data.get("day") or None
        return data


def _is_there(place: Municipality, name: str) -> bool:
    """Wider than what the register refuses: whoever adds Bela where there is a Bijela most likely means that one."""
    like = any(fold(one.name) == fold(name) for one in place.communities.only("name"))
    return like or place.communities.named(name).exists()


class AddForm(forms.Form):
    """A community that the register lacks."""

    municipality = forms.ModelChoiceField(
        label=_("Municipality"), queryset=Municipality.objects.none(), empty_label=None,
        error_messages={"invalid_choice": _("Choose the municipality.")},
    )  # fmt: skip
    name = forms.CharField(
        label=_("Name of the local community"),
        help_text=_("Without MZ in front, for example Gornja Vrela."),
        max_length=NAME,
        validators=[one_script],
        error_messages={"required": _("Write the name of the local community.")},
    )
    source_url = forms.URLField(
        label=_("Link to a source"),
        help_text=_("A decision, a statute or a page of the municipality where it is named."),
        max_length=500,
        assume_scheme="https",
        error_messages={"invalid": WHOLE_ADDRESS, "required": SOURCE_MISSING},
    )
    source_date = PartialDateField(label=_("Date of the source"))

    def __init__(self, mine: set[int], data: Any = None) -> None:
        super().__init__(data)
        places = Municipality.objects.base_units().filter(pk__in=mine, without_communities=False)
        places = places.select_related("type").in_order()
        field = self.fields["municipality"]
        field.queryset = places  # type: ignore[attr-defined]
        field.initial = places.first()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        name = data["name"] = without_kind(tidy_line(data.get("name") or ""))
        if "name" not in self.errors and not fold(name):
            self.add_error("name", _("Write the name of the local community."))
        place = data.get("municipality")
        if name and place and "name" not in self.errors and _is_there(place, name):
            self.add_error("name", _("This local community is on the list already."))
        return data
