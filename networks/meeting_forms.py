"""What a coordinator fills in to announce a meeting, and to say who was there."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from register.models.fields import LinkField
from ui.texts import LineField, TextField

from .models import Coming, Network
from .models.meetings import SARAJEVO

if TYPE_CHECKING:
    from .models import Meeting

FIRST, TOO_LATE = date(1990, 1, 1), date(2101, 1, 1)
MOST_ITEMS, ITEMS_AT_FIRST = 30, 4
NO_DAY = gettext_lazy("There is no such day in the calendar.")
HOURS = {"invalid": gettext_lazy("Write the hour so: 17:30.")}
PLAIN = ("title", "lead", "body", "day", "day_note", "held_in", "link")


class MeetingForm(forms.Form):
    """Everything but the agenda."""

    title = LineField(
        120, required=True, label=gettext_lazy("Title"), error_messages={"required": gettext_lazy("Write the title.")}
    )
    lead = LineField(300, label=gettext_lazy("What is it about, in one sentence?"))
    day = forms.DateField(
        label=gettext_lazy("Day"), required=False, error_messages={"invalid": NO_DAY},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    begins = forms.TimeField(
        label=gettext_lazy("From"), required=False, error_messages=HOURS,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )  # fmt: skip
    ends = forms.TimeField(
        label=gettext_lazy("To"), required=False, error_messages=HOURS,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )  # fmt: skip
    day_note = LineField(
        200,
        label=gettext_lazy("If the day is not known yet"),
        help_text=gettext_lazy("For example: in the second half of May"),
    )
    held_in = LineField(160, label=gettext_lazy("Where"), help_text=gettext_lazy("A hall and a town, or “online”."))
    link = LinkField(max_length=500, blank=True).formfield(
        label=gettext_lazy("Link for taking part"), help_text=gettext_lazy("Only members see it.")
    )
    body = TextField(5, label=gettext_lazy("What should one know beforehand?"))
    others = forms.ModelMultipleChoiceField(
        Network.objects.none(), required=False, widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("Together with"), help_text=gettext_lazy("Their members are invited too."),
    )  # fmt: skip
    is_inside = forms.BooleanField(
        required=False, label=gettext_lazy("Only members may know of it"),
        help_text=gettext_lazy("Then its conclusions and its minutes are for members alone as well."),
    )  # fmt: skip

    def __init__(self, data: Any, network: Network, meeting: Meeting | None = None) -> None:
        super().__init__(data, initial=_stored(meeting) if meeting else {})
        rows = Network.objects.in_order().exclude(pk=network.pk)
        self.fields["others"].queryset = rows  # type: ignore[attr-defined]
        if meeting is not None and meeting.conclusions.exists():
            del self.fields["is_inside"]  # who reads of it is settled with its first conclusion

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        day, begins, ends = data.get("day"), data.get("begins"), data.get("ends")
        if day is not None and not FIRST <= day < TOO_LATE:
            self.add_error("day", NO_DAY)
        elif day is None and not self.errors.get("day"):
            if not data.get("day_note"):
                self.add_error("day", _("Say on which day it is, or what is known of it."))
            elif begins or ends:
                self.add_error("day", _("Hours belong to a day."))
        elif day is not None:
            self._hours(day, begins, ends)
        if data.get("is_inside") and data.get("others"):
            self.add_error("is_inside", _("What is held together with others is announced to everyone."))
        return data

    def _hours(self, day: date, begins: time | None, ends: time | None) -> None:
        if ends is not None and begins is None:
            self.add_error("begins", _("Write when it begins."))
        elif begins is not None and ends is not None and ends <= begins:
            self.add_error("ends", _("It must end after it begins."))
        for name, hour in (("begins", begins), ("ends", ends)):
            if hour is not None and not _exists(day, hour):
                self.add_error(name, _("There is no such hour on that day: the clock goes forward."))

    def values(self) -> dict[str, Any]:
        """Columns of the meeting."""
        data = self.cleaned_data
        moments = {
            column: datetime.combine(data["day"], data[name], SARAJEVO) if data.get(name) else None
            for column, name in (("starts", "begins"), ("finishes", "ends"))
        }
        return {name: data[name] for name in PLAIN} | moments

    @property
    def is_for_members(self) -> bool | None:
        """Whether only members may know of it; None where that is settled."""
        return self.cleaned_data.get("is_inside") if "is_inside" in self.fields else None


def _exists(day: date, hour: time) -> bool:
    """Whether clocks show that hour on that day: read back from its moment, it is the same hour."""
    moment = datetime.combine(day, hour, SARAJEVO)
    return moment.astimezone(UTC).astimezone(SARAJEVO).time() == hour


def _stored(meeting: Meeting) -> dict[str, Any]:
    local = [one.astimezone(SARAJEVO).time() if one else None for one in (meeting.starts, meeting.finishes)]
    return {name: getattr(meeting, name) for name in PLAIN} | {
        "begins": local[0],
        "ends": local[1],
        "others": list(meeting.others.values_list("pk", flat=True)),
        "is_inside": meeting.audience == meeting.Audience.ORGANISATION,
    }


class ItemForm(forms.Form):
    """One item of the agenda. An empty row is none."""

    title = LineField(
        200,
        required=True,
        label=gettext_lazy("What about"),
        error_messages={"required": gettext_lazy("Write what it is about.")},
    )
    speaker = LineField(120, label=gettext_lazy("Who speaks"))
    minutes = forms.IntegerField(
        label=gettext_lazy("How many minutes"), required=False, min_value=1, max_value=600,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), gettext_lazy("Write a whole number.")),
    )  # fmt: skip


class BaseAgenda(BaseFormSet):  # type: ignore[type-arg]
    """The items in their order."""

    def initial_form_count(self) -> int:
        """None of what is sent: each row may stand empty, also one that held an item when the form was opened."""
        return 0 if self.is_bound else int(super().initial_form_count())

    def rows(self) -> list[dict[str, Any]]:
        """What to store."""
        return [form.cleaned_data for form in self.forms if form.has_changed()]


AgendaForms = formset_factory(
    ItemForm, formset=BaseAgenda, extra=ITEMS_AT_FIRST, max_num=MOST_ITEMS, absolute_max=MOST_ITEMS
)


def stored_agenda(meeting: Meeting) -> list[dict[str, Any]]:
    """What its form begins with."""
    return [dict(row) for row in meeting.agenda.order_by("position").values("title", "speaker", "minutes")]


class CancelForm(forms.Form):
    """Why it is not held."""

    why = LineField(
        300, required=True, label=gettext_lazy("Why is it cancelled?"),
        help_text=gettext_lazy("Everyone reads it, and calendars show it."),
        error_messages={"required": gettext_lazy("Say why, so that those who come know.")},
    )  # fmt: skip


class ComingForm(forms.Form):
    """The answer to an invitation."""

    says = forms.ChoiceField(choices=Coming.Says.choices)
    note = LineField(200)

    def clean_note(self) -> str:
        return str(self.cleaned_data["note"])


class AttendanceForm(forms.Form):
    """Who was there: members by a tick, guests by a line each."""

    people = forms.TypedMultipleChoiceField(coerce=int, required=False, widget=forms.CheckboxSelectMultiple)
    guests = TextField(
        5, limit=6000, label=gettext_lazy("Guests"),
        help_text=gettext_lazy(
            "One on each line: name, where from, ž or m. For example: Fatima Suljić, Gradačac, ž. Where from may be a ministry."
        ),
    )  # fmt: skip

    def clean_guests(self) -> list[tuple[str, str, str]]:
        """Name, where from and gender of each."""
        return [_guest(line) for line in self.cleaned_data["guests"].splitlines() if line.strip(" ,;-")]


WOMAN, MAN = frozenset("žŽzZжЖ"), frozenset("mMмМ")


def _guest(line: str) -> tuple[str, str, str]:
    parts = [part.strip() for part in line.strip(" ,;-").replace(";", ",").split(",")]
    gender = ""
    if len(parts) > 1 and len(parts[-1]) == 1 and parts[-1] in WOMAN | MAN:
        gender = "f" if parts.pop() in WOMAN else "m"
    name, where = parts[0], ", ".join(parts[1:])
    if len(name) > 120 or len(where) > 120:
        raise ValidationError(_("This line is too long: %(line)s …") % {"line": line[:60]})
    return name, where, gender
