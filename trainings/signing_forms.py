"""What people fill in to sign up, and what an organiser fills in so that they can."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from accounts import names
from accounts.policy import coordinated_by
from content.placing import PlacedForm, own_places
from register.finding import Place, of_community, of_municipality
from register.models.fields import tidy_line
from ui.texts import LineField, TextField

from .models import Message, Question, Registration, SignUp
from .models.messages import LONGEST
from .models.questions import MOST, MOST_CHOICES, YES_NO
from .models.signups import MOST_SEATS
from .models.training import TOO_LATE
from .policy import mandates_of_people, people_of

if TYPE_CHECKING:
    from accounts.models import User
    from register.models import Community

ONE_NUMBER = {"invalid": gettext_lazy("Write a whole number.")}
NO_DAY = {"invalid": gettext_lazy("There is no such day in the calendar.")}


def places_of(user: User) -> list[Place]:
    """Where somebody is from: the councils they sit in, the municipalities they coordinate, or what their profile says."""
    found = [*own_places(user), *map(of_municipality, coordinated_by(user))]
    if not found and user.profile.municipality is not None:
        found = [of_municipality(user.profile.municipality)]
    return found


class PersonForm(PlacedForm):
    """Who somebody is, for the rules and for the certificate; what they need; what the organiser asks."""

    name = LineField(
        names.MAX_LENGTH, required=True, label=gettext_lazy("First and last name"),
        help_text=gettext_lazy("As it should stand on the certificate."),
        error_messages={"required": gettext_lazy("Write the name.")},
    )  # fmt: skip
    gender = forms.ChoiceField(
        label=gettext_lazy("Gender"), required=False, widget=forms.RadioSelect, choices=Registration.Gender.choices
    )
    needs_transport = forms.BooleanField(required=False, label=gettext_lazy("Transport"))
    needs_access = forms.BooleanField(required=False, label=gettext_lazy("Access for a wheelchair"))
    needs_food = forms.BooleanField(required=False, label=gettext_lazy("Special food"))
    note = LineField(300, label=gettext_lazy("Anything else the organiser should know"))

    def __init__(self, data: Any, sign_up: SignUp, own: list[Place], initial: dict[str, Any]) -> None:
        super().__init__(data, initial={"places": [one.value for one in own[:1]], **initial})
        self.sign_up, self.questions = sign_up, list(sign_up.questions.all())
        self.fields["find"].label = _("Local community or municipality")
        self.offer_places(data, [], own)
        for name in {"places", "find"} & self.fields.keys():
            self.fields[name].is_one_of = True  # type: ignore[attr-defined]
        if "places" in self.fields:
            self.fields["places"].label = _("Where do you come from?")
        if sign_up.for_women:
            self.fields["gender"].help_text = _("%(number)s seats are held for women.") % {"number": sign_up.for_women}
        for question in self.questions:
            self.fields[f"q{question.pk}"] = _field(question)

    def clean_name(self) -> str:
        name = names.tidy(self.cleaned_data["name"])
        names.validate(name)
        return name

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if len(data.get("places") or ()) > 1:
            self.add_error("places", _("Choose one place."))
        elif not self.placed_once() and not self.errors.get("find"):
            self.add_error("find", _("Say where you come from."))
        return data

    def placed_once(self) -> tuple[int, int | None, str] | None:
        return next(iter(self.placed()), None)

    @property
    def needs(self) -> list[forms.BoundField]:
        return [self[name] for name in Registration.NEEDS if name != "note"]

    @property
    def asked(self) -> list[forms.BoundField]:
        """What this training alone asks."""
        return [self[f"q{question.pk}"] for question in self.questions]

    def values(self) -> dict[str, Any]:
        """Columns of the registration."""
        place = self.placed_once()
        assert place is not None, "clean asked for one"  # noqa: S101
        names_of = ("name", "gender", *Registration.NEEDS)
        return {name: self.cleaned_data[name] for name in names_of} | {
            "municipality_id": place[0],
            "community_id": place[1],
        }

    def answers(self) -> dict[int, str]:
        """What was answered, by question."""
        return {question.pk: self.cleaned_data[f"q{question.pk}"] for question in self.questions}


def _field(question: Question) -> forms.Field:
    shown = {
        "label": question.text,
        "help_text": _("The trainers see the answer too.") if question.shown == Question.Shown.TRAINERS else "",
    }
    if question.kind == Question.Kind.TEXT:
        return LineField(500, required=question.is_required, **shown)
    choices = list(YES_NO) if question.kind == Question.Kind.YES_NO else [(one, one) for one in question.choices]
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, required=question.is_required, **shown)


class SignUpForm(PersonForm):
    """For oneself."""

    consent = forms.BooleanField(
        label=gettext_lazy("I agree that the organiser sees what I wrote here, for this training"),
        error_messages={"required": gettext_lazy("Without it the organiser cannot keep a seat for you.")},
    )

    def __init__(self, data: Any, sign_up: SignUp, user: User) -> None:
        profile = user.profile
        own = {"name": profile.display_name, "gender": profile.gender}
        super().__init__(data, sign_up, places_of(user), own)


class NeedsForm(forms.ModelForm):  # type: ignore[type-arg]
    """What somebody needs who is signed up, also where a coordinator did it."""

    class Meta:
        model = Registration
        fields = Registration.NEEDS
        labels: ClassVar = {
            "needs_transport": gettext_lazy("Transport"),
            "needs_access": gettext_lazy("Access for a wheelchair"),
            "needs_food": gettext_lazy("Special food"),
            "note": gettext_lazy("Anything else the organiser should know"),
        }


class GuestForm(PersonForm):
    """Somebody without an account, written down by the organiser."""

    email = forms.EmailField(
        required=False, label=gettext_lazy("E-mail"),
        help_text=gettext_lazy("They get the confirmation there, with a link for withdrawing."),
    )  # fmt: skip
    consent = forms.BooleanField(
        label=gettext_lazy("The person knows what is written here, and agrees"),
        error_messages={"required": gettext_lazy("Ask the person first.")},
    )

    def __init__(self, data: Any, sign_up: SignUp) -> None:
        super().__init__(data, sign_up, [], {})
        for question in self.questions:
            self.fields[f"q{question.pk}"].required = False

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        there = Q(email__iexact=email) | Q(person__email__iexact=email)
        if email and self.sign_up.registrations.alive().filter(there).exists():
            raise ValidationError(_("Somebody with this address is on the list."))
        return email

    def values(self) -> dict[str, Any]:
        return super().values() | {"email": self.cleaned_data["email"]}


class BringForm(forms.Form):
    """Several people of a coordinator."""

    people = forms.MultipleChoiceField(
        label=gettext_lazy("Whom do you sign up?"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one person.")},
    )  # fmt: skip

    def __init__(self, data: Any, sign_up: SignUp, user: User) -> None:
        super().__init__(data)
        there = sign_up.registrations.alive().values("person")
        found = people_of(user).exclude(pk__in=there).select_related("profile").order_by("profile__display_name", "pk")
        self.known = {str(one.pk): one for one in found if one.profile.display_name}
        self.places: dict[int, list[Place]] = {one.pk: [] for one in self.known.values()}
        for held in mandates_of_people(user).filter(user__in=self.places).with_scope():
            self.places[held.user_id].append(of_community(cast("Community", held.community)))
        self.fields["people"].choices = [(key, self._label(one)) for key, one in self.known.items()]  # type: ignore[attr-defined]

    def _label(self, person: User) -> str:
        places = ", ".join(place.label for place in self.places[person.pk])
        return f"{person.profile.display_name} ({places})"

    def rows(self) -> list[dict[str, Any]]:
        """What to store for each."""
        chosen = [self.known[key] for key in self.cleaned_data["people"]]
        return [
            {
                "person": one,
                "name": one.profile.display_name,
                "gender": one.profile.gender,
                "municipality_id": self.places[one.pk][0].municipality,
                "community_id": self.places[one.pk][0].community,
            }
            for one in chosen
        ]


class MessageForm(forms.Form):
    """To many."""

    to = forms.ChoiceField(label=gettext_lazy("To whom?"), choices=Message.To.choices, widget=forms.RadioSelect)
    text = TextField(
        8, limit=LONGEST, required=True, label=gettext_lazy("Your message"),
        error_messages={"required": gettext_lazy("Write your message.")},
    )  # fmt: skip

    def __init__(self, data: Any, sign_up: SignUp) -> None:
        """Who was there, and who was not, is known once attendance was taken."""
        super().__init__(data)
        if not sign_up.registrations.came().exists():
            known = (Message.To.COMING, Message.To.WAITING)
            self.fields["to"].choices = [(one.value, one.label) for one in known]  # type: ignore[attr-defined]


class RemoveForm(forms.Form):
    """Why somebody is taken off the list."""

    reason = LineField(
        300, required=True, label=gettext_lazy("Why?"), help_text=gettext_lazy("The person reads it."),
        error_messages={"required": gettext_lazy("Say why, so that the person knows.")},
    )  # fmt: skip


class RulesForm(forms.ModelForm):  # type: ignore[type-arg]
    """How one signs up for a training."""

    seats = forms.IntegerField(
        label=gettext_lazy("How many seats are there?"), min_value=1, max_value=MOST_SEATS,
        error_messages={
            "required": gettext_lazy("Write how many seats there are."),
            "min_value": gettext_lazy("There must be at least one seat."),
        } | ONE_NUMBER,
    )  # fmt: skip
    opens = forms.DateField(
        label=gettext_lazy("Sign-up from"), required=False, error_messages=NO_DAY,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), help_text=gettext_lazy("Empty: at once."),
    )  # fmt: skip
    closes = forms.DateField(
        label=gettext_lazy("Sign-up until, that day included"), required=False, error_messages=NO_DAY,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Empty: until it begins."),
    )  # fmt: skip
    per_municipality = forms.IntegerField(
        label=gettext_lazy("From one municipality at most"), required=False, min_value=1, max_value=MOST_SEATS,
        error_messages=ONE_NUMBER,
    )  # fmt: skip
    per_community = forms.IntegerField(
        label=gettext_lazy("From one local community at most"), required=False, min_value=1, max_value=MOST_SEATS,
        error_messages=ONE_NUMBER, help_text=gettext_lazy("Those who name only their municipality count as one community."),
    )  # fmt: skip
    for_women = forms.IntegerField(
        label=gettext_lazy("Seats held for women"), required=False, min_value=0, max_value=MOST_SEATS,
        error_messages=ONE_NUMBER,
    )  # fmt: skip
    women_until = forms.DateField(
        label=gettext_lazy("Held until"), required=False, error_messages=NO_DAY,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("After that day they are for everyone."),
    )  # fmt: skip

    class Meta:
        model = SignUp
        fields = ("seats", "opens", "closes", "per_municipality", "per_community", "for_women", "women_until")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        women = data["for_women"] = data.get("for_women") or 0
        for name in ("opens", "closes", "women_until"):
            if (day := data.get(name)) and day >= TOO_LATE:
                self.add_error(name, NO_DAY["invalid"])
        seats, opens, closes = data.get("seats"), data.get("opens"), data.get("closes")
        if seats is not None and seats < self.instance.taken:
            self.add_error("seats", self.too_few())
        if seats is not None and women > seats:
            self.add_error("for_women", _("There are not that many seats."))
        if opens and closes and closes < opens:
            self.add_error("closes", _("It must end after it begins."))
        if women and not data.get("women_until") and "women_until" not in self.errors:
            self.add_error("women_until", _("Say until which day the seats are held."))
        if not women:
            data["women_until"] = None
        return data

    def too_few(self) -> str:
        """How many people are in the way of fewer seats."""
        text = ngettext(
            "%(number)s person has a seat. Take people off the list first.",
            "%(number)s people have a seat. Take some off the list first.",
            self.instance.taken,
        )
        return text % {"number": self.instance.taken}


class QuestionForm(forms.Form):
    """One question to those who sign up. An empty row is none."""

    text = LineField(200, required=True, label=pgettext_lazy("to an applicant", "Question"))
    kind = forms.ChoiceField(
        label=gettext_lazy("Answered by"), choices=Question.Kind.choices, required=False, initial=Question.Kind.TEXT
    )
    choices = forms.CharField(
        label=gettext_lazy("Answers to choose from, one on each line"), required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    is_required = forms.BooleanField(label=gettext_lazy("It must be answered"), required=False)
    shown = forms.ChoiceField(
        label=gettext_lazy("Who sees the answers?"),
        choices=Question.Shown.choices,
        required=False,
        initial=Question.Shown.ORGANISERS,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["kind"], data["shown"] = (
            data.get("kind") or Question.Kind.TEXT,
            data.get("shown") or Question.Shown.ORGANISERS,
        )
        lines = filter(None, map(tidy_line, (data.get("choices") or "").splitlines()))
        data["choices"] = list(dict.fromkeys(lines)) if data["kind"] == Question.Kind.CHOICE else []
        if data["kind"] == Question.Kind.CHOICE and not 2 <= len(data["choices"]) <= MOST_CHOICES:
            self.add_error("choices", _("Write two to eight answers."))
        elif any(len(one) > 100 for one in data["choices"]):
            self.add_error("choices", _("An answer may have 100 characters."))
        return data


class BaseQuestions(BaseFormSet):  # type: ignore[type-arg]
    """The questions in their order."""

    def initial_form_count(self) -> int:
        """None of what is sent: each row may stand empty, also one that held a question when the form was opened."""
        return 0 if self.is_bound else int(super().initial_form_count())

    def rows(self) -> list[dict[str, Any]]:
        """What to store, in order."""
        return [form.cleaned_data for form in self.forms if form.has_changed()]


QuestionForms = formset_factory(QuestionForm, formset=BaseQuestions, extra=0, max_num=MOST, absolute_max=MOST)
