"""The forms of the steps. None requires what can be filled in later: what is missing is asked for before sending."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from content.models import Theme
from content.placing import PlacedForm, chosen_places, own_places
from practices.models import Practice
from register.models import Community
from ui.amounts import AmountField
from ui.partial_dates import PartialDateField
from ui.texts import LineField, TextField

from .fields import CountField

if TYPE_CHECKING:
    from accounts.models import User

STEPS_MOST, STEPS_SPARE = 12, 2
PARTS_MOST, PARTS_SPARE = 6, 1


class StepForm(forms.Form):
    """One step: its fields are columns of the practice; lists beside them are the subclass's business."""

    columns: ClassVar[tuple[str, ...]] = ()
    example: ClassVar[Any] = ""

    def __init__(self, data: Any = None, *, practice: Practice | None, user: User) -> None:
        self.practice, self.user = practice, user
        super().__init__(data, initial=self.stored())

    def stored(self) -> dict[str, Any]:
        """What the database holds for the fields of this step."""
        return {name: getattr(self.practice, name) for name in self.columns} if self.practice else {}

    def values(self) -> dict[str, Any]:
        """The columns as they are to be stored."""
        return {name: self.cleaned_data[name] for name in self.columns}

    def lists(self) -> dict[str, Any]:
        """What stands in other tables."""
        return {}


class BasicsForm(StepForm):
    columns = ("title", "lead", "outcome")
    title = LineField(
        120,
        required=True,
        label=_("What did you do?"),
        help_text=_("A title that says it: “Lights on the path to school”."),
        error_messages={"required": _("Write the title of the practice.")},
    )
    lead = LineField(
        300,
        label=_("In one sentence, what came of it?"),
        help_text=_("For example: twelve lamps, and children no longer walk in the dark."),
    )
    outcome = forms.ChoiceField(
        label=_("How did it go?"),
        choices=Practice.Outcome,
        initial=Practice.Outcome.WORKED,
        widget=forms.RadioSelect,
        help_text=_("What did not work is welcome too: others will not have to try it."),
    )
    themes = forms.ModelMultipleChoiceField(
        label=_("What is it about?"),
        queryset=Theme.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("One to three themes."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["themes"].queryset = Theme.objects.all()  # type: ignore[attr-defined]

    def stored(self) -> dict[str, Any]:
        themes = sorted(self.practice.themes.values_list("pk", flat=True)) if self.practice else []
        return super().stored() | {"themes": themes}

    def clean_themes(self) -> Any:
        themes = self.cleaned_data["themes"]
        if len(themes) > 3:
            raise ValidationError(_("Choose at most three themes."))
        return themes

    def lists(self) -> dict[str, Any]:
        return {"themes": sorted(theme.pk for theme in self.cleaned_data["themes"])}


class PlaceForm(PlacedForm, StepForm):
    columns = ("problem", "began", "ended", "size", "settlement")
    problem = TextField(
        label=_("What was the trouble?"), help_text=_("Two to five sentences. For whom was it hard, and why?")
    )
    began = PartialDateField(label=_("When did you begin?"))
    ended = PartialDateField(label=_("When was it finished?"))
    size = forms.ChoiceField(label=_("How large is the place?"), required=False, widget=forms.RadioSelect)
    settlement = forms.ChoiceField(
        label=_("What kind of local community is it?"), required=False, widget=forms.RadioSelect
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        unknown = ("", _("not known"))
        self.fields["size"].choices = [*Practice.Size.choices, unknown]  # type: ignore[attr-defined]
        self.fields["settlement"].choices = [*Community.Kind.choices, unknown]  # type: ignore[attr-defined]
        self.offer_places(data, chosen_places(self.practice), own_places(self.user))

    def stored(self) -> dict[str, Any]:
        places = [one.value for one in chosen_places(self.practice)] or [one.value for one in own_places(self.user)][:1]
        return super().stored() | {"places": places}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("began") and data.get("ended") and data["ended"][:4] < data["began"][:4]:
            self.add_error("ended", _("It cannot be finished before it began."))
        return data

    def lists(self) -> dict[str, Any]:
        return {"places": self.placed()}


class DoneForm(StepForm):
    columns = ("body", "result", "went_wrong", "would_repeat", "needs")
    body = TextField(label=_("What did you do?"), help_text=_("In your own words. Details go into the steps below."))
    result = TextField(label=_("What came of it, and how do you know?"))
    went_wrong = TextField(4, label=_("What went wrong?"), help_text=_("Honest words here help others most."))
    would_repeat = TextField(4, label=_("What would you do again?"))
    needs = TextField(4, label=_("What does another place need to do the same?"))

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        stored = self.initial["steps"]
        sent = _numbers(data, "step_title_")
        self.count = min(STEPS_MOST, max(len(stored) + STEPS_SPARE, sent + (STEPS_SPARE if wants_more(data) else 0)))
        for number in range(1, self.count + 1):
            title, text = stored[number - 1] if number <= len(stored) else ("", "")
            label = {"number": number}
            self.fields[f"step_title_{number}"] = LineField(
                120, label=gettext("Step %(number)s") % label, initial=title
            )
            self.fields[f"step_text_{number}"] = TextField(
                3, label=gettext("More about step %(number)s") % label, initial=text
            )

    def stored(self) -> dict[str, Any]:
        steps = list(self.practice.steps.values_list("title", "text")) if self.practice else []
        return super().stored() | {"steps": steps}

    @property
    def steps(self) -> list[tuple[Any, Any]]:
        """The bound fields of the steps, in pairs."""
        return [(self[f"step_title_{n}"], self[f"step_text_{n}"]) for n in range(1, self.count + 1)]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for number in range(1, self.count + 1):
            if data.get(f"step_text_{number}") and not data.get(f"step_title_{number}"):
                self.add_error(f"step_title_{number}", _("Say in a few words what this step is."))
        return data

    def lists(self) -> dict[str, Any]:
        pairs = [
            (self.cleaned_data[f"step_title_{n}"], self.cleaned_data[f"step_text_{n}"])
            for n in range(1, self.count + 1)
        ]
        return {"steps": [pair for pair in pairs if pair[0]]}


MONEY = (("", _("not known")), ("da", _("yes")), ("ne", _("no")))


class MoneyForm(StepForm):
    columns = ("cost", "paid_by", "municipal_money", "doers", "people", "people_note", "duration")
    cost = AmountField(
        label=_("What did it cost, in KM?"),
        help_text=_("Write 0 if it cost nothing; leave it empty if you do not know."),
    )
    paid_by = LineField(
        300, label=_("Who paid?"), help_text=_("For example: the municipality half, the residents half.")
    )
    municipal_money = forms.ChoiceField(
        label=_("Was there money of the municipality in it?"), choices=MONEY, required=False, widget=forms.RadioSelect
    )
    doers = LineField(300, label=_("Who did the work?"))
    people = CountField(label=_("How many people does it help?"))
    people_note = LineField(200, label=_("Who are they?"), help_text=_("For example: 60 pupils and their parents."))
    duration = LineField(120, label=_("How long did it take?"), help_text=_("For example: three weekends."))

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        stored = self.initial["parts"]
        sent = _numbers(data, "payer_")
        self.count = min(PARTS_MOST, max(len(stored) + PARTS_SPARE, 2, sent + (PARTS_SPARE if wants_more(data) else 0)))
        for number in range(1, self.count + 1):
            payer, what_for, amount = stored[number - 1] if number <= len(stored) else ("", "", None)
            label = {"number": number}
            self.fields[f"payer_{number}"] = LineField(
                120, label=gettext("Part %(number)s: who paid") % label, initial=payer
            )
            self.fields[f"what_for_{number}"] = LineField(
                120, label=gettext("Part %(number)s: what for") % label, initial=what_for
            )
            self.fields[f"amount_{number}"] = AmountField(label=gettext("Part %(number)s: KM") % label, initial=amount)

    def stored(self) -> dict[str, Any]:
        parts = list(self.practice.cost_parts.values_list("payer", "what_for", "amount")) if self.practice else []
        money = {True: "da", False: "ne"}.get(self.practice.municipal_money, "") if self.practice else ""  # type: ignore[arg-type]
        return super().stored() | {"parts": parts, "municipal_money": money}

    @property
    def parts(self) -> list[tuple[Any, Any, Any]]:
        """The bound fields of the parts, by threes."""
        names = ("payer_", "what_for_", "amount_")
        return [tuple(self[f"{name}{n}"] for name in names) for n in range(1, self.count + 1)]  # type: ignore[misc]

    def values(self) -> dict[str, Any]:
        return super().values() | {
            "municipal_money": {"da": True, "ne": False}.get(self.cleaned_data["municipal_money"])
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        total = Decimal()
        for number in range(1, self.count + 1):
            payer, amount = data.get(f"payer_{number}"), data.get(f"amount_{number}")
            total += amount or 0
            if payer and amount is None and f"amount_{number}" not in self.errors:
                self.add_error(f"amount_{number}", _("Write how much."))
            if amount is not None and not payer:
                self.add_error(f"payer_{number}", _("Write who paid this part."))
        if total and data.get("cost") is not None and total > data["cost"]:
            self.add_error("cost", _("The parts add up to more than the whole."))
        return data

    def lists(self) -> dict[str, Any]:
        data = self.cleaned_data
        threes = [(data[f"payer_{n}"], data[f"what_for_{n}"], data[f"amount_{n}"]) for n in range(1, self.count + 1)]
        return {"parts": [three for three in threes if three[0]]}


def wants_more(data: Any) -> bool:
    """The button that asks for empty rows."""
    return bool(data) and "more" in data


def _numbers(data: Any, prefix: str) -> int:
    """The highest row number that a form sent, within reason."""
    if not data:
        return 0
    sent = [name.removeprefix(prefix) for name in data if name.startswith(prefix)]
    return max((int(one) for one in sent if one.isascii() and one.isdigit() and len(one) < 3), default=0)
