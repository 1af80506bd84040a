"""What an editor fills in for a lesson."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.policy import holders_of
from content.models import Theme
from register.models import Organisation
from register.models.fields import LinkField
from trainings.forms import MOST_THEMES
from trainings.models import Training
from ui.texts import LineField, TextField

if TYPE_CHECKING:
    from accounts.models import User

    from .models import Lesson

MOST_LETTERS = 16_000
"""About a quarter of an hour; what is longer makes a series."""
MOST_TRAININGS = 50
"""So many are offered, the latest."""
PLAIN = ("title", "lead", "body", "series", "position", "source", "source_url")
CHOSEN = ("edited_for", "for_training")


class LessonForm(forms.Form):
    """The text first, then where it belongs."""

    title = LineField(
        120, required=True, label=gettext_lazy("Title"), error_messages={"required": gettext_lazy("Write the title.")}
    )
    lead = LineField(
        300,
        label=gettext_lazy("What can one do afterwards?"),
        help_text=gettext_lazy("In one sentence. It stands above the text and in the list."),
    )
    body = TextField(
        24,
        limit=MOST_LETTERS,
        label=gettext_lazy("Text"),
        help_text=gettext_lazy(
            "An empty line begins a paragraph, lines with a dash are a list, a line that begins with # is a heading. "
            "[slika 1] on a line of its own is the place of the first picture. Five to ten minutes are 900 to 1800 words."
        ),
    )
    source = LineField(
        300,
        label=gettext_lazy("Sources"),
        help_text=gettext_lazy("On what the text rests: an act, a handbook, a practice."),
    )
    source_url = LinkField(max_length=500, blank=True).formfield(label=gettext_lazy("Link to the source"))
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.none(),
        label=gettext_lazy("What is it about?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("One to three themes."),
    )
    series = LineField(
        80,
        label=gettext_lazy("Series"),
        help_text=gettext_lazy("Lessons with the same words here stand together. Leave it empty if it stands alone."),
    )
    position = forms.IntegerField(
        label=gettext_lazy("Which one of the series"),
        required=False,
        min_value=1,
        max_value=99,
        help_text=gettext_lazy("Empty means: the last one."),
    )
    for_training = forms.ModelChoiceField(
        Training.objects.none(),
        label=gettext_lazy("Belongs to the training"),
        required=False,
        empty_label="—",
        help_text=gettext_lazy("Then the page of the training leads to it."),
    )
    edited_for = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=gettext_lazy("For whom do you edit it?"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": gettext_lazy("Say for whom you edit it.")},
    )

    def __init__(self, data: Any = None, *, user: User, lesson: Lesson | None = None, is_draft: bool = False) -> None:
        """Of a lesson that stands, or of a new one. What is only kept as a draft needs no more than its title."""
        held = holders_of(user)
        super().__init__(data, initial=_stored(lesson) if lesson else {"edited_for": held[0].pk if held else None})
        own = [one.pk for one in held] + ([lesson.edited_for_id] if lesson and lesson.edited_for_id else [])
        fields: Any = self.fields
        fields["edited_for"].queryset = Organisation.objects.filter(pk__in=own).order_by("name")
        fields["themes"].queryset = Theme.objects.all()
        fields["for_training"].queryset = _trainings(user, lesson)
        for name in ("lead", "body", "edited_for"):
            fields[name].required = not is_draft
        fields["lead"].error_messages["required"] = _("Say what one can do after reading it.")
        fields["body"].error_messages["required"] = _("Write the text.")

    def clean_themes(self) -> Any:
        themes = self.cleaned_data["themes"]
        if len(themes) > MOST_THEMES:
            raise ValidationError(_("Choose at most three themes."))
        return themes

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("position") and not data.get("series"):
            self.add_error("series", _("Write of which series."))
        return data

    def values(self) -> dict[str, Any]:
        """Columns of the lesson."""
        return {name: self.cleaned_data[name] for name in (*PLAIN, *CHOSEN)}


def _trainings(user: User, lesson: Lesson | None) -> Any:
    """The latest that this person sees on the site, and the one that was chosen before."""
    rows = Training.objects.published().visible_to(user).order_by("-begins", "-pk")
    latest = list(rows.values_list("pk", flat=True)[:MOST_TRAININGS])
    return Training.objects.filter(Q(pk__in=latest) | Q(pk=lesson.for_training_id if lesson else None)).order_by(
        "title"
    )


def _stored(lesson: Lesson) -> dict[str, Any]:
    return (
        {name: getattr(lesson, name) for name in PLAIN}
        | {name: getattr(lesson, f"{name}_id") for name in CHOSEN}
        | {"themes": list(lesson.themes.values_list("pk", flat=True))}
    )
