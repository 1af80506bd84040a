"""What coordinators fill in for a conclusion: what was concluded, when it was sent, what came back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import Mandate, User
from content.models import Theme
from content.uploads import UploadForm
from content.visibility import organisations_of
from register.models import Organisation
from register.models.fields import tidy_line, tidy_text
from register.models.names import sort_key_of
from ui.texts import LineField, TextField

from . import look
from .meeting_policy import holders_of
from .models import Conclusion, Meeting

if TYPE_CHECKING:
    from content.files.refusals import Refused

MOST_THEMES = 3
TOO_LATE = date(2101, 1, 1)
WORDS_OF_REPLY = 1500
NO_DAY = {"invalid": gettext_lazy("Write the day so: 2026-12-31."), "required": gettext_lazy("Say on which day.")}


def day_field(**options: Any) -> forms.DateField:
    """A day, with the calendar of the browser."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(widget=widget, error_messages=NO_DAY, **options)


class ConclusionForm(forms.Form):
    """A new one, or one that stands. Of what was sent its words and its addressee stay."""

    title = LineField(
        120, required=True, label=gettext_lazy("The conclusion in a few words"),
        help_text=gettext_lazy("It stands in lists. For example: Enter the halls in the cadastre."),
        error_messages={"required": gettext_lazy("Write the conclusion.")},
    )  # fmt: skip
    body = TextField(8, label=gettext_lazy("Its text"), help_text=gettext_lazy("As the meeting adopted it."))
    to_organisation = forms.TypedChoiceField(
        coerce=int, empty_value=None, required=False, label=gettext_lazy("To whom does it go?")
    )
    to_municipality = forms.TypedChoiceField(
        coerce=int, empty_value=None, required=False, label=gettext_lazy("Or to a municipality")
    )
    responsible = forms.ModelChoiceField(
        User.objects.none(), required=False, label=gettext_lazy("Who answers for it?"),
        empty_label=gettext_lazy("Nobody yet"),
        help_text=gettext_lazy("They are reminded of the deadline. Members alone read the name."),
    )  # fmt: skip
    deadline = day_field(
        required=False, label=gettext_lazy("An answer is due by"),
        help_text=gettext_lazy("Once the day has passed without one, everyone sees that it is overdue."),
    )  # fmt: skip
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.none(), required=False, label=gettext_lazy("What is it about?"),
        widget=forms.CheckboxSelectMultiple, help_text=gettext_lazy("One to three themes."),
    )  # fmt: skip
    takes_up = forms.ModelChoiceField(
        Conclusion.objects.none(), required=False, label=gettext_lazy("Does it take up an earlier conclusion?"),
        empty_label=pgettext_lazy("takes up a conclusion", "No"),
    )  # fmt: skip

    def __init__(self, data: Any, meeting: Meeting, user: User, conclusion: Conclusion | None = None) -> None:
        self.meeting, self.conclusion = meeting, conclusion
        super().__init__(data, initial=_stored(conclusion) if conclusion else {"to_organisation": meeting.network_id})
        fields: Any = self.fields
        if conclusion is not None and conclusion.sent is not None:
            for name in ("title", "body", "to_organisation", "to_municipality", "themes"):
                del fields[name]
        else:
            fields["to_organisation"].choices = _organisations(meeting)
            places = look.current().municipalities.values()
            fields["to_municipality"].choices = [("", "—"), *((one.pk, one.full_name) for one in places)]
            fields["themes"].queryset = Theme.objects.all()
        fields["takes_up"].queryset = _earlier(meeting, user, conclusion)
        fields["takes_up"].label_from_instance = lambda one: f"{one.title} ({_said_at(one.adopted_at)})"
        people = _people(meeting, user, conclusion)
        if people is None:  # who does not belong to the network does not read who does
            del fields["responsible"]
        else:
            fields["responsible"].queryset = people
            fields["responsible"].label_from_instance = lambda one: one.profile.display_name

    def clean_title(self) -> str:
        title = tidy_line(self.cleaned_data["title"])
        if not title:
            raise ValidationError(_("Write the conclusion."))
        return title

    def clean_body(self) -> str:
        """As it is stored, so that the same text is no change."""
        return tidy_text(self.cleaned_data["body"])

    def clean_deadline(self) -> date | None:
        day: date | None = self.cleaned_data["deadline"]
        if day is None:
            return None
        before = self.conclusion.sent if self.conclusion is not None else None
        if before is not None and day < before:
            raise ValidationError(
                _("It was sent on %(day)s: the answer cannot be due earlier.")
                % {"day": date_format(before, "SHORT_DATE_FORMAT")}
            )
        if (self.meeting.day is not None and day < self.meeting.day) or day >= TOO_LATE:
            raise ValidationError(_("The deadline cannot be before the meeting, nor after the year 2100."))
        return day

    def clean_themes(self) -> Any:
        themes = self.cleaned_data["themes"]
        if len(themes) > MOST_THEMES:
            raise ValidationError(_("Choose at most three themes."))
        return themes

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if {"to_organisation", "to_municipality"} <= data.keys():
            if data["to_organisation"] is None and data["to_municipality"] is None:
                self.add_error("to_organisation", _("Say to whom it goes."))
            elif data["to_organisation"] is not None and data["to_municipality"] is not None:
                self.add_error("to_municipality", _("Choose one addressee: an organisation or a municipality."))
        return data

    def values(self) -> dict[str, Any]:
        """Columns of the conclusion, of those that the form has."""
        data = self.cleaned_data
        found: dict[str, Any] = {name: data[name] for name in ("title", "body", "deadline") if name in data}
        for name in ("to_organisation", "to_municipality"):
            if name in data:
                found[f"{name}_id"] = data[name]
        for name in ("responsible", "takes_up"):
            if name in data:
                found[f"{name}_id"] = data[name].pk if data[name] else None
        return found

    def themes_chosen(self) -> list[Theme]:
        """None where the form does not ask."""
        return list(self.cleaned_data.get("themes", ()))


def _stored(conclusion: Conclusion) -> dict[str, Any]:
    return {
        "title": conclusion.title,
        "body": conclusion.body,
        "to_organisation": conclusion.to_organisation_id,
        "to_municipality": conclusion.to_municipality_id,
        "responsible": conclusion.responsible_id,
        "deadline": conclusion.deadline,
        "themes": conclusion.shown_themes,
        "takes_up": conclusion.takes_up_id,
    }


def _organisations(meeting: Meeting) -> list[Any]:
    """The register in groups; the network itself first, since it often tells itself what to do."""
    own, kinds = holders_of(meeting), Organisation.Kind
    groups: dict[str, list[tuple[int, str]]] = {
        name: [] for name in (_("The network itself"), _("Associations"), _("Ministries"), _("Others"))
    }
    names = list(groups)
    by_kind = {kinds.ASSOCIATION: names[1], kinds.MINISTRY: names[2]}
    for one in look.current().organisations.values():
        group = names[0] if one.pk in own else by_kind.get(kinds(one.kind), names[3])
        groups[group].append((one.pk, one.name))
    return [("", "—"), *((name, rows) for name, rows in groups.items() if rows)]


def _people(meeting: Meeting, user: User, conclusion: Conclusion | None) -> Any:
    """Members of those networks that hold it and that this person belongs to; and who answers for it now. None for others."""
    shared = holders_of(meeting) & organisations_of(user)
    if not shared:
        return None
    held = Mandate.objects.active().filter(organisation__in=shared).values("user")
    now = conclusion.responsible_id if conclusion else None
    people = User.objects.filter(Q(pk__in=held, is_active=True) | Q(pk=now)).select_related("profile")
    return people.order_by(sort_key_of("profile__display_name"), "pk")


def _earlier(meeting: Meeting, user: User, conclusion: Conclusion | None) -> Any:
    """Of earlier meetings of the same networks, not taken up yet; and what it takes up now."""
    meetings = Meeting.objects.filter(Q(network__in=holders_of(meeting)) | Q(joints__network__in=holders_of(meeting)))
    if meeting.day is not None:
        meetings = meetings.filter(Q(day=None) | Q(day__lt=meeting.day) | Q(day=meeting.day, pk__lt=meeting.pk))
    else:
        meetings = meetings.filter(day=None, pk__lt=meeting.pk)
    rows = Conclusion.objects.published().visible_to(user)
    now = conclusion.takes_up_id if conclusion else None
    is_free = ~Exists(Conclusion.objects.filter(takes_up=OuterRef("pk")))
    rows = rows.filter(Q(is_free, adopted_at__in=meetings.values("pk")) | Q(pk=now))
    return rows.select_related("adopted_at").newest_meeting_first()


def _said_at(meeting: Meeting) -> str:
    return date_format(meeting.day, "SHORT_DATE_FORMAT") if meeting.day else str(meeting.title)


class SendForm(forms.Form):
    """The day on which it went out."""

    day = day_field(label=gettext_lazy("On which day was it sent?"))

    def __init__(self, data: Any, conclusion: Conclusion) -> None:
        self.conclusion = conclusion
        super().__init__(data, initial={"day": timezone.localdate()})

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day > timezone.localdate():
            raise ValidationError(_("That day is still to come."))
        held = self.conclusion.adopted_at.day
        if held is not None and day < held:
            raise ValidationError(_("It was adopted on %(day)s.") % {"day": date_format(held, "SHORT_DATE_FORMAT")})
        due = self.conclusion.deadline
        if due is not None and day > due:
            raise ValidationError(
                _("The answer is due by %(day)s. Set a later deadline first.")
                % {"day": date_format(due, "SHORT_DATE_FORMAT")}
            )
        return day


class ReplyForm(UploadForm):
    """What the addressee answered, with its letter if there is one."""

    day = day_field(label=gettext_lazy("On which day did it come?"))
    outcome = forms.ChoiceField(
        choices=[(one.value, one.label) for one in Conclusion.OUTCOMES], widget=forms.RadioSelect,
        label=gettext_lazy("What does it say?"), error_messages={"required": gettext_lazy("Say what it says.")},
    )  # fmt: skip
    letter = LineField(200, label=gettext_lazy("Who answered, number of the letter"))
    words = TextField(5, limit=WORDS_OF_REPLY, label=gettext_lazy("What it says, in short"))
    file = forms.FileField(
        required=False, label=gettext_lazy("The letter as a file"),
        help_text=gettext_lazy("PDF, DOCX, XLSX or ODT, up to 12 MB. Whoever reads the conclusion may download it."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.xlsx,.odt"}),
        error_messages={
            "empty": gettext_lazy("The file has no content. Choose it once more, or send the text without it.")
        },
    )  # fmt: skip

    def __init__(self, data: Any, files: Any, conclusion: Conclusion) -> None:
        self.conclusion = conclusion
        super().__init__(data, files, initial={"day": timezone.localdate()})

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day > timezone.localdate():
            raise ValidationError(_("That day is still to come."))
        sent = self.conclusion.sent
        if sent is not None and day < sent:
            raise ValidationError(_("It was sent on %(day)s.") % {"day": date_format(sent, "SHORT_DATE_FORMAT")})
        return day

    def clean_letter(self) -> str:
        return tidy_line(self.cleaned_data["letter"])

    def clean_words(self) -> str:
        return tidy_text(self.cleaned_data["words"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not any(data.get(name) for name in ("letter", "words", "file")) and "file" not in self.errors:
            self.add_error("words", _("Write what it says, or attach the letter."))
        return data

    def values(self) -> dict[str, Any]:
        """Columns of the reply."""
        return {name: self.cleaned_data[name] for name in ("day", "outcome", "letter", "words")}

    def refuse(self, refused: Refused) -> None:
        """As everywhere; but without room for the file the words are not stored either."""
        super().refuse(refused)
        if self.has_no_space:
            words = _("There is no room for the file on the server. Send the text without it, and the file tomorrow.")
            self.errors["file"] = self.error_class([words])
