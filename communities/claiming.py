"""What somebody fills in who claims a mandate, and whoever answers them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Claim
from accounts.titles import TITLES
from register.models import Community, Municipality
from register.models.fields import tidy_line, tidy_text
from register.models.names import one_script, without_kind
from text.fold import fold
from text.partial_dates import first_day, last_day
from ui.partial_dates import PartialDateField

if TYPE_CHECKING:
    from datetime import date

    from accounts.models import Mandate, User

WORDS = 1000
NAME = 120


class ClaimForm(forms.Form):
    """Role and days; `values()` are columns of the claim."""

    role = forms.ChoiceField(
        label=_("What are you there?"),
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose your role.")),
    )
    starts = PartialDateField(
        label=_("Since when?"), required=True, error_messages={"required": _("Write since when, a year is enough.")}
    )
    ends = PartialDateField(label=_("Until when does the mandate last, if you know?"), may_come=True)
    words = forms.CharField(
        label=_("A word to whoever confirms"),
        help_text=_("For example when you were elected, or whom to call at the municipality."),
        required=False,
        max_length=WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("Write at most 1,000 characters.")},
    )
    name_public = forms.BooleanField(
        label=_("My name may stand on the page of the local community"),
        help_text=_("You can change it at any time. Without it only the role is counted."),
        required=False,
    )

    def __init__(self, user: User, data: Any = None) -> None:
        super().__init__(data)
        address = user.profile.form_of_address
        titles = [(role, TITLES.get((role, address), label)) for role, label in Claim.ROLES]
        self.fields["role"].choices = titles  # type: ignore[attr-defined]

    def clean_words(self) -> str:
        return tidy_text(self.cleaned_data["words"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        starts, ends = first_day(data.get("starts", "")), last_day(data.get("ends", ""))
        if starts and ends and ends <= starts:
            self.add_error("ends", _("The last day must come after the first."))
        elif ends and ends < timezone.localdate():
            self.add_error("ends", _("This mandate is over. Claim one that lasts today."))
        data["first"], data["last"] = starts, ends
        return data

    def values(self) -> dict[str, Any]:
        """Columns of the claim, without its place."""
        data = self.cleaned_data
        kept = {name: data[name] for name in ("role", "words", "name_public")}
        return kept | {"starts": data["first"], "ends": data["last"]}


class EndForm(forms.Form):
    """The last day of a mandate, and to somebody else the reason."""

    last = PartialDateField(
        label=_("Last day of the mandate"),
        help_text=_("For example 5. 3. 2024. It belongs to the mandate still."),
        required=True,
        may_come=True,
        error_messages={"required": _("Write the last day.")},
    )
    words = forms.CharField(
        label=_("Why, in a sentence"),
        max_length=WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Write why: the person will read it."),
            "max_length": _("Write at most 1,000 characters."),
        },
    )

    def __init__(self, mandate: Mandate, *, own: bool, data: Any = None) -> None:
        super().__init__(data, initial={"last": timezone.localdate().isoformat()})
        self.mandate = mandate
        if own:
            del self.fields["words"]

    def clean_words(self) -> str:
        return tidy_text(self.cleaned_data["words"])

    def clean_last(self) -> date:
        last = last_day(self.cleaned_data["last"])
        assert last is not None  # noqa: S101 - it is required
        if last <= self.mandate.starts:
            raise ValidationError(_("The last day must come after the first."))
        if self.mandate.ends is not None and last >= self.mandate.ends:
            day = date_format(self.mandate.ends, "DATE_FORMAT")
            raise ValidationError(_("It ends on %(day)s anyway. Write an earlier day."), params={"day": day})
        return last


class NewPlaceForm(ClaimForm):
    """The same, with a local community that the register does not have."""

    municipality = forms.ModelChoiceField(
        label=_("Municipality"),
        queryset=Municipality.objects.none(),
        empty_label=_("Choose"),
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose the municipality.")),
    )
    name = forms.CharField(
        label=_("Name of the local community"),
        help_text=_("Without MZ in front, for example Gornja Vrela."),
        max_length=NAME,
        validators=[one_script],
        error_messages={"required": _("Write the name of your local community.")},
    )
    field_order = ("municipality", "name", "role", "starts", "ends", "words", "name_public")

    def __init__(self, user: User, data: Any = None) -> None:
        super().__init__(user, data)
        places = Municipality.objects.base_units().filter(without_communities=False)
        field = self.fields["municipality"]
        field.queryset = places.select_related("type").in_order()  # type: ignore[attr-defined]
        field.initial = user.profile.municipality_id
        self.order_fields(self.field_order)
        self.found: Community | None = None

    def clean_name(self) -> str:
        name = without_kind(tidy_line(self.cleaned_data["name"]))
        if not fold(name):
            raise ValidationError(_("Write the name of your local community."))
        return name

    def clean(self) -> dict[str, Any]:
        """What the register has already is offered instead."""
        data = super().clean()
        municipality, name = data.get("municipality"), data.get("name")
        if municipality and name:
            named = fold(name)
            there = Community.objects.open().filter(municipality=municipality).with_places()
            self.found = next((one for one in there if fold(one.name) == named), None)
            if self.found:
                self.add_error("name", _("This local community is on the list already."))
        return data

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        return super().values() | {"municipality": data["municipality"], "proposed_name": data["name"]}


class AcceptForm(forms.Form):
    """Of a local community that the register does not have: which one it is after all, or how it is written down."""

    community = forms.ModelChoiceField(
        label=_("Is it one of these?"), queryset=Community.objects.none(), required=False
    )
    name = forms.CharField(
        label=_("Name of the local community"), max_length=NAME, required=False, validators=[one_script]
    )
    source_url = forms.URLField(
        label=_("Link to a source"),
        help_text=_("A decision, a statute or a page of the municipality where it is named."),
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={"invalid": _("Write a whole address, for example https://www.tesanj.ba/mz.")},
    )

    def __init__(self, claim: Claim, data: Any = None) -> None:
        super().__init__(data, initial={"name": claim.proposed_name})
        field = self.fields["community"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - said above
        field.queryset = claim.place.communities.open().in_order()
        field.empty_label = str(pgettext_lazy("of a local community", "No, it is new"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["name"] = without_kind(tidy_line(data.get("name") or ""))
        if not data.get("community") and not fold(data["name"]) and not self.errors:
            self.add_error("name", _("Write the name of the local community."))
        return data
