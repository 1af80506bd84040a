"""What people fill in to say which training they want, and an editor to say which one came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from content.models import Theme
from content.placing import PlacedForm, chosen_places, own_places
from register.finding import of_municipality
from ui.texts import LineField, TextField

from .forms import MOST_THEMES
from .policy import trainings_for_wishes
from .rows import when

if TYPE_CHECKING:
    from accounts.models import User

    from .models import Training, Wish

TITLE = 120
ON_WHAT = gettext_lazy("On what do you want a training?")
MISSING = {"required": gettext_lazy("Write on what you want a training.")}
PLAIN = ("title", "lead", "body")


class TitleForm(forms.Form):
    """The first step: nothing but the subject."""

    naslov = LineField(
        TITLE,
        required=True,
        label=ON_WHAT,
        help_text=gettext_lazy("Complete the sentence “We want a training on …”, for example: keeping minutes."),
        error_messages=MISSING,
    )


class WishForm(PlacedForm):
    """The second step, and corrections before it stands on the site."""

    title = LineField(TITLE, required=True, label=ON_WHAT, error_messages=MISSING)
    lead = LineField(
        300, label=gettext_lazy("For whom?"), help_text=gettext_lazy("For example: new members of councils.")
    )
    body = TextField(
        label=gettext_lazy("Why do you need it?"),
        help_text=gettext_lazy("What do you want to be able to do afterwards? Organisers read this before they plan."),
    )
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.none(),
        label=gettext_lazy("What is it about?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("One to three themes."),
    )

    def __init__(self, data: Any = None, *, user: User, wish: Wish | None = None, title: str = "") -> None:
        super().__init__(data, initial=_stored(wish) if wish else {"title": title, "places": _home(user)})
        self.fields["themes"].queryset = Theme.objects.all()  # type: ignore[attr-defined]
        self.offer_places(data, chosen_places(wish), _own(user))
        self.fields["find"].label = _("Where are you from?")
        if "places" in self.fields:
            self.fields["places"].label, self.fields["find"].label = _("Where are you from?"), _("Another place")

    def clean_themes(self) -> Any:
        themes = self.cleaned_data["themes"]
        if len(themes) > MOST_THEMES:
            raise ValidationError(_("Choose at most three themes."))
        return themes

    def values(self) -> dict[str, Any]:
        """Columns of the wish."""
        return {name: self.cleaned_data[name] for name in PLAIN}

    def lists(self) -> dict[str, Any]:
        """What stands in other tables."""
        return {"themes": list(self.cleaned_data["themes"]), "places": self.placed()}


def _stored(wish: Wish) -> dict[str, Any]:
    return {name: getattr(wish, name) for name in PLAIN} | {
        "themes": list(wish.themes.values_list("pk", flat=True)),
        "places": [one.value for one in chosen_places(wish)],
    }


def _own(user: User) -> list[Any]:
    """The municipality where somebody acts, else where they live, and the communities that they act for."""
    held = [one.municipality for one in user.active_mandates if one.municipality is not None]
    lives = [user.profile.municipality] if user.profile.municipality is not None else []
    return [*map(of_municipality, dict.fromkeys(held or lives)), *own_places(user)]


def _home(user: User) -> list[str]:
    """The nearest of them, ticked."""
    return [one.value for one in _own(user)[-1:]]


class AnswerForm(forms.Form):
    """Which training came of it."""

    training: Any = forms.ModelChoiceField(
        None,
        label=gettext_lazy("Which training?"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages=dict.fromkeys(("required", "invalid_choice"), gettext_lazy("Choose a training.")),
    )

    def __init__(self, data: Any = None, *, user: User, chosen: str = "") -> None:
        super().__init__(data, initial={"training": chosen})
        rows: Any = trainings_for_wishes(user).filter(pk__in=_to_come(user)).with_sessions()  # type: ignore[attr-defined]
        field: Any = self.fields["training"]
        field.queryset = rows
        field.label_from_instance = _label


def _to_come(user: User) -> Any:
    """Of what is over nobody is to be told any more."""
    return trainings_for_wishes(user).to_come(timezone.localdate()).order_by().values("pk")  # type: ignore[attr-defined]


def _label(training: Training) -> str:
    return f"{training.title} ({when(training, training.sessions_shown)})"
