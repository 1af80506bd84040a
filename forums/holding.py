"""Where an answer holds, as one choice of a form: the country, an entity, a canton or one municipality."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Case, Q, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from register.models import LegalAct, Municipality
from register.scoping import COUNTRY

from . import look

if TYPE_CHECKING:
    from accounts.models import User

CHANGED = (LegalAct.State.CHANGED, LegalAct.State.REPEALED)
"""States of an act that put in doubt what rests on it."""


def own_municipality(user: User) -> Municipality | None:
    """Where somebody acts, else where they say they live."""
    for mandate in user.active_mandates:
        if mandate.community is not None:
            return mandate.community.municipality
        if mandate.municipality is not None:
            return mandate.municipality
    number = user.profile.municipality_id
    return look.current().municipality(number) if number is not None else None


def choices_for(near: list[Municipality], *, short: bool = False) -> list[Any]:
    """Grouped choices; the jurisdictions of the places that are near come first. Short, without all municipalities."""
    now = look.current()
    wide = [(f"e{one.pk}", one.name) for one in now.entities] + [(COUNTRY, _("All of Bosnia and Herzegovina"))]
    first = [
        choice
        for one in near
        for choice in (
            (f"m{one.pk}", one.full_name),
            *([(f"k{one.canton_id}", one.canton.name)] if one.canton else []),
            (f"e{one.entity_id}", one.entity.name),
        )
    ]
    groups = [
        (_("Nearest to you"), list(dict.fromkeys(first))),
        (_("Entities, the district, the country"), wide),
        (_("Cantons"), [(f"k{one.pk}", one.name) for one in now.cantons]),
    ]
    if not short:
        groups.append(
            (_("Municipalities and cities"), [(f"m{pk}", one.label) for pk, one in now.municipalities.items()])
        )
    return [(label, rows) for label, rows in groups if rows]


class ScopeField(forms.ChoiceField):
    """One place, chosen from all of them."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("For where does the answer hold?"))
        kwargs.setdefault(
            "help_text",
            gettext_lazy("Rules differ. If you are not sure, choose your own municipality or city."),
        )
        super().__init__(
            error_messages=dict.fromkeys(("required", "invalid_choice"), gettext_lazy("Choose for where it holds.")),
            **kwargs,
        )

    def offer(self, near: list[Municipality], *, short: bool = False) -> None:
        """The choices, in the language of the request; the first asks to choose, so that nobody says a place by accident."""
        self.choices = [("", _("Choose a place")), *choices_for(near, short=short)]


class ActField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Acts by title, with where each holds."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            LegalAct.objects.none(),
            required=False,
            label=gettext_lazy("On which acts does it rest?"),
            widget=forms.CheckboxSelectMultiple,
            error_messages=dict.fromkeys(
                ("invalid_choice", "invalid_pk_value"), gettext_lazy("Choose acts from the list.")
            ),
            **kwargs,
        )

    def offer(self, near: list[Municipality], *, short: bool = False) -> None:
        """All acts that bind somebody; those that hold where somebody is first. Short, only those."""
        here = Q(entity=None, canton=None, municipality=None)
        for one in near:
            here |= Q(entity=one.entity_id) | Q(municipality=one.pk) | Q(canton=one.canton_id, canton__isnull=False)
        acts = LegalAct.objects.for_everyone().with_places().exclude(state=LegalAct.State.NO_ACT)
        if short:
            acts = acts.filter(here)
        self.queryset = acts.order_by(Case(When(here, then=0), default=1), "title")

    def label_from_instance(self, obj: Any) -> str:
        gazette = f", {obj.gazette}" if obj.gazette else ""
        state = f": {obj.get_state_display()}" if obj.state in CHANGED else ""
        return f"{obj.title}{gazette} ({obj.place_label}){state}"
