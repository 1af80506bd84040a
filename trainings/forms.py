"""What an editor fills in to announce a training: the text, and a row for each day."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.policy import holders_of
from content.models import Theme
from content.placing import PlacedForm, chosen_places
from register.models import Organisation
from register.models.fields import LinkField
from ui.texts import LineField, TextField

from .models.training import SARAJEVO, TOO_LATE

if TYPE_CHECKING:
    from accounts.models import User

    from .models import Session, Training, Wish

MOST_THEMES = 3
MOST_DAYS = 12
HOURS = {"invalid": gettext_lazy("Write the hour so: 17:30.")}
PLAIN = ("title", "lead", "body", "for_whom", "trainers", "languages", "held_in", "held_by", "day_note")


class TrainingForm(PlacedForm):
    """Everything but the days."""

    title = LineField(
        120, required=True, label=gettext_lazy("Title"), error_messages={"required": gettext_lazy("Write the title.")}
    )
    lead = LineField(300, label=gettext_lazy("What for, in one sentence"))
    body = TextField(
        8, label=gettext_lazy("Programme"), help_text=gettext_lazy("One line for each part, beginning with a dash.")
    )
    for_whom = LineField(300, label=gettext_lazy("For whom"))
    trainers = LineField(300, label=gettext_lazy("Trainers"))
    languages = LineField(
        120,
        label=gettext_lazy("In which languages"),
        help_text=gettext_lazy("For example: Bosnian, sign language"),
    )
    held_in = LineField(
        160, label=gettext_lazy("Where"), help_text=gettext_lazy("As one says it: a town, a hall, “online”.")
    )
    organisers = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        label=gettext_lazy("Who holds it"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Say who holds it.")},
    )
    held_by = LineField(
        200, label=gettext_lazy("Who else"), help_text=gettext_lazy("Those that the register does not name.")
    )
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.none(),
        label=gettext_lazy("What is it about?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("One to three themes."),
    )
    day_note = LineField(
        200,
        label=gettext_lazy("If the day is not known yet"),
        help_text=gettext_lazy("For example: in the second half of May"),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        user: User,
        training: Training | None = None,
        copied: Training | None = None,
        wish: Wish | None = None,
        is_draft: bool = False,
    ) -> None:
        """Of a training that stands, or of a new one, which may begin as a copy of another: in one's own name, on other days.

        What is only kept as a draft needs no more than its title.
        """
        held, begun = holders_of(user), training or copied
        own = {} if training else {"organisers": [one.pk for one in held[:1]], "day_note": ""}
        started = _stored(begun) if begun else _of_a_wish(wish) if wish else {}
        super().__init__(data, initial=started | own)
        self.offered = held or (list(training.organisers.all()) if training else [])
        self.fields["organisers"].queryset = Organisation.objects.filter(pk__in=[one.pk for one in self.offered])  # type: ignore[attr-defined]
        self.fields["organisers"].required = bool(self.offered) and not is_draft
        self.fields["themes"].queryset = Theme.objects.all()  # type: ignore[attr-defined]
        self.fields["find"].label = _("In which municipality?")
        self.offer_places(data, chosen_places(begun), [])

    def clean_themes(self) -> Any:
        themes = self.cleaned_data["themes"]
        if len(themes) > MOST_THEMES:
            raise ValidationError(_("Choose at most three themes."))
        return themes

    def values(self) -> dict[str, Any]:
        """Columns of the training."""
        return {name: self.cleaned_data[name] for name in PLAIN}

    def lists(self) -> dict[str, Any]:
        """What stands in other tables, but for the sessions."""
        organisers, themes = list(self.cleaned_data["organisers"]), list(self.cleaned_data["themes"])
        return {"organisers": organisers, "offered": self.offered, "themes": themes, "places": self.placed()}


def _stored(training: Training) -> dict[str, Any]:
    return {name: getattr(training, name) for name in PLAIN} | {
        "organisers": list(training.organisers.values_list("pk", flat=True)),
        "themes": list(training.themes.values_list("pk", flat=True)),
        "places": [one.value for one in chosen_places(training)],
    }


def _of_a_wish(wish: Wish) -> dict[str, Any]:
    """What a wish says of the training that it asks for."""
    return {
        "title": (_("Training on %(what)s") % {"what": wish.title})[:120],
        "for_whom": wish.lead,
        "themes": list(wish.themes.values_list("pk", flat=True)),
    }


class SessionForm(forms.Form):
    """One day. An empty row is none."""

    day = forms.DateField(
        label=gettext_lazy("Day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "invalid": gettext_lazy("There is no such day in the calendar."),
            "required": gettext_lazy("Write the day."),
        },
    )
    begins = forms.TimeField(
        label=gettext_lazy("From"), required=False, error_messages=HOURS,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )  # fmt: skip
    ends = forms.TimeField(
        label=gettext_lazy("To"), required=False, error_messages=HOURS,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )  # fmt: skip
    which = forms.ChoiceField(
        label=gettext_lazy("Which of the two hours?"),
        required=False,
        choices=[
            ("", "—"),
            ("0", gettext_lazy("the first, in summer time")),
            ("1", gettext_lazy("the second, in winter time")),
        ],
    )
    title = LineField(120, label=gettext_lazy("What one does there"))
    venue = LineField(160, label=gettext_lazy("Building or hall"))
    address = LineField(200, label=gettext_lazy("Address"))
    is_accessible = forms.NullBooleanField(
        label=gettext_lazy("Entrance without steps"),
        widget=forms.Select(
            choices=[("", gettext_lazy("not known")), ("true", gettext_lazy("yes")), ("false", gettext_lazy("no"))]
        ),
    )
    parking = LineField(160, label=gettext_lazy("Parking"))
    link = LinkField(max_length=500, blank=True).formfield(
        label=gettext_lazy("Link for taking part"), help_text=gettext_lazy("Only if one takes part over the internet.")
    )

    is_ambiguous = False
    """One of the hours comes twice that night, and nobody has said which is meant."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        day, begins, ends = data.get("day"), data.get("begins"), data.get("ends")
        if day is not None and day >= TOO_LATE:
            self.add_error("day", _("There is no such day in the calendar."))
            return data
        if day is None or {"begins", "ends"} & self.errors.keys():
            return data
        if (begins is None) != (ends is None):
            self.add_error("ends" if ends is None else "begins", _("Write both hours, or none."))
        elif begins is not None and ends is not None:
            data["starts"], data["finishes"] = self._moment("begins", day, begins), self._moment("ends", day, ends)
            if data["starts"] and data["finishes"] and data["finishes"] <= data["starts"]:
                self.add_error("ends", _("It must end after it begins."))
        return data

    def _moment(self, name: str, day: date, hour: time) -> datetime | None:
        """That hour of that day in Sarajevo, where there is one, and one only."""
        first, second = (datetime.combine(day, hour.replace(fold=fold), SARAJEVO) for fold in (0, 1))
        if first.utcoffset() == second.utcoffset():
            return first
        if first.utcoffset() < second.utcoffset():  # type: ignore[operator]  # the clock goes forward over it
            self.add_error(name, _("There is no such hour on that day: the clock goes forward."))
            return None
        if (which := self.cleaned_data.get("which")) in {"0", "1"}:
            return first if which == "0" else second
        self.is_ambiguous = True
        self.add_error(name, _("This hour comes twice that night: the clock goes back. Say which one."))
        return None

    def row(self) -> dict[str, Any]:
        """Columns of the session."""
        data = self.cleaned_data
        plain = {name: data.get(name) or "" for name in ("title", "venue", "address", "parking", "link")}
        moments = {name: data.get(name) for name in ("starts", "finishes")}
        return plain | moments | {"day": data["day"], "is_accessible": data["is_accessible"]}


class BaseSessions(BaseFormSet):  # type: ignore[type-arg]
    """The days in their order."""

    def initial_form_count(self) -> int:
        """None of what is sent: each row may stand empty, also one that held a day when the form was opened."""
        return 0 if self.is_bound else int(super().initial_form_count())

    def clean(self) -> None:
        """No day stands twice with the same hours."""
        if any(self.errors):
            return
        told = [(one.cleaned_data["day"], one.cleaned_data.get("starts")) for one in self.filled]
        if len(told) != len(set(told)):
            raise ValidationError(_("One day stands there twice."))

    def keep(self, sessions: list[Session]) -> None:
        """Say at the rows of these sessions that they stay; the rows stand in the order in which the sessions did."""
        for one in sessions:
            error = _("Attendance was taken, so this day stays: %(day)s") % {"day": date_format(one.day, "DATE_FORMAT")}
            self.forms[min(one.position, len(self.forms)) - 1].add_error("day", error)

    @property
    def filled(self) -> list[SessionForm]:
        return [form for form in self.forms if form.has_changed()]

    def rows(self) -> list[dict[str, Any]]:
        """What to store, in the order of time."""
        rows = [form.row() for form in self.filled]
        return sorted(rows, key=lambda row: (row["day"], row["starts"].timestamp() if row["starts"] else 0))


SessionForms = formset_factory(SessionForm, formset=BaseSessions, extra=0, max_num=MOST_DAYS, absolute_max=MOST_DAYS)


def stored_sessions(training: Training) -> list[dict[str, Any]]:
    """What its form begins with."""
    return [
        {
            "day": one.day, "begins": one.local and one.local[0].time(), "ends": one.local and one.local[1].time(),
            "which": _which(one.local and one.local[0]), "title": one.title, "venue": one.venue, "address": one.address,
            "is_accessible": one.is_accessible, "parking": one.parking, "link": one.link,
        }
        for one in training.sessions.order_by("position")
    ]  # fmt: skip


def _which(moment: datetime | None) -> str:
    """Said where it is a question."""
    if moment is None:
        return ""
    return str(moment.fold) if moment.replace(fold=0).utcoffset() != moment.replace(fold=1).utcoffset() else ""


class CancelForm(forms.Form):
    """Why it does not take place."""

    why = LineField(
        300, required=True, label=gettext_lazy("Why is it cancelled?"),
        help_text=gettext_lazy("Everyone reads it, and calendars show it."),
        error_messages={"required": gettext_lazy("Say why, so that those who come know.")},
    )  # fmt: skip
