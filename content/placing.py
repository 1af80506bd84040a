"""The places of what somebody writes, in its form: one's own, those it has already, those that are searched for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Mandate
from register.finding import Place, find_places, of_community, of_municipality, places_by_value

if TYPE_CHECKING:
    from accounts.models import User

    from .models import Entry


def own_places(user: User) -> list[Place]:
    """The communities whose council or office somebody is in, offered without being asked for."""
    held = [mandate.community for mandate in user.active_mandates if mandate.role in Mandate.COMMUNITY_ROLES]
    return [of_community(one) for one in dict.fromkeys(held) if one]


def chosen_places(entry: Entry | None) -> list[Place]:
    """The places of an entry as choices."""
    if entry is None:
        return []
    found = []
    for row in entry.places.select_related(
        "community__municipality__type", "community__municipality__entity", "municipality__type", "municipality__entity"
    ):
        if row.community:
            found.append(of_community(row.community))
        elif row.name:
            label = f"{_('MZ %(name)s') % {'name': row.name}}, {row.municipality.full_name}"
            found.append(Place(f"n{row.municipality_id}:{row.name}", label, row.municipality_id, None, row.name))
        else:
            found.append(of_municipality(row.municipality))
    return found


class PlacedForm(forms.Form):
    """A form in which places are searched for by a button and ticked, without JavaScript."""

    find = forms.CharField(
        label=gettext_lazy("Where was it?"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Write the local community or the municipality, then press “Find the place”."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    places = forms.MultipleChoiceField(
        label=gettext_lazy("Places"), choices=(), required=False, widget=forms.CheckboxSelectMultiple
    )

    def offer_places(self, data: Any, kept: list[Place], own: list[Place]) -> None:
        """Places to tick: those it has (before it has any, one's own), those that were ticked, those that were found."""
        self.known = {one.value: one for one in kept or own}
        self.found_nothing = False
        if data is not None:
            self.known |= {one.value: one for one in places_by_value(data.getlist("places"))}
            found = find_places(typed := data.get("find", ""))
            self.found_nothing = bool(typed.strip()) and not found
            self.known |= {one.value: one for one in found}
        if self.known:
            self.fields["places"].choices = [(value, one.label) for value, one in self.known.items()]  # type: ignore[attr-defined]
        else:
            del self.fields["places"]

    def clean(self) -> dict[str, Any]:
        """Who typed a name and went on without ticking means that name, if it can mean only one place."""
        data = super().clean() or {}
        typed = data.get("find", "")
        if typed and not data.get("places"):
            found = find_places(typed)
            if len(found) == 1:
                self.known |= {found[0].value: found[0]}
                data["places"] = [found[0].value]
            elif found:
                self.add_error("find", _("There are several places of that name. Tick yours below."))
            else:
                self.add_error("find", _("We do not know a place of that name. Write its municipality."))
        return data

    def placed(self) -> list[tuple[int, int | None, str]]:
        """Municipality, community and name of each chosen place, as they are stored."""
        chosen = [self.known[value] for value in self.cleaned_data.get("places", []) if value in self.known]
        return [(one.municipality, one.community, one.name) for one in chosen]
