"""The forms of the steps. None requires what can be filled in later: what is missing is asked for before sending."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from content.files.refusals import Refused
from content.models import Photo, Theme
from practices.models import Practice
from register.finding import find_places, places_by_value
from register.models import Community
from ui.amounts import AmountField
from ui.partial_dates import PartialDateField

from .fields import Area, CountField
from .placing import chosen_places, own_places

if TYPE_CHECKING:
    from accounts.models import User

TEXT = 4000  # letters of one text
STEPS_MOST, STEPS_SPARE = 12, 2
PARTS_MOST, PARTS_SPARE = 6, 1


def limited(limit: int, value: str) -> str:
    """The text, if it is short enough; else how much too long it is."""
    if (over := len(value) - limit) > 0:
        text = ngettext(
            "It may have %(limit)s characters. Shorten it by %(over)s.",
            "It may have %(limit)s characters. Shorten it by %(over)s.",
            over,
        )
        raise ValidationError(text % {"limit": limit, "over": over})
    return value


class TextField(forms.CharField):
    """A text of several lines."""

    def __init__(self, rows: int = 6, **kwargs: Any) -> None:
        super().__init__(required=False, widget=Area(rows, TEXT), **kwargs)

    def clean(self, value: Any) -> Any:
        return limited(TEXT, super().clean(value))


class LineField(forms.CharField):
    """A text on one line; a limit that says by how much it is passed."""

    def __init__(self, limit: int, *, required: bool = False, **kwargs: Any) -> None:
        super().__init__(required=required, **kwargs)
        self.limit = limit
        self.widget.attrs["data-limit"] = limit

    def clean(self, value: Any) -> Any:
        return limited(self.limit, super().clean(value))


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


class PlaceForm(StepForm):
    columns = ("problem", "began", "ended", "size", "settlement")
    problem = TextField(
        label=_("What was the trouble?"), help_text=_("Two to five sentences. For whom was it hard, and why?")
    )
    find = forms.CharField(
        label=_("Where was it?"),
        max_length=120,
        required=False,
        help_text=_("Write the local community or the municipality, then press “Find the place”."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    places = forms.MultipleChoiceField(
        label=_("Places"), choices=(), required=False, widget=forms.CheckboxSelectMultiple
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
        kept = chosen_places(self.practice)
        self.known = {one.value: one for one in kept}
        if self.practice is None or not kept:
            self.known |= {one.value: one for one in own_places(self.user)}
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

    def stored(self) -> dict[str, Any]:
        places = [one.value for one in chosen_places(self.practice)] or [one.value for one in own_places(self.user)][:1]
        return super().stored() | {"places": places}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("began") and data.get("ended") and data["ended"][:4] < data["began"][:4]:
            self.add_error("ended", _("It cannot be finished before it began."))
        # Who typed a name and went on without ticking means that name, if it can mean only one place.
        typed = data.get("find", "")
        if typed and not data.get("places"):
            found = find_places(typed)
            if len(found) == 1:
                data["places"] = [found[0].value]
            elif found:
                self.add_error("find", _("There are several places of that name. Tick yours below."))
            else:
                self.add_error("find", _("We do not know a place of that name. Write its municipality."))
        return data

    def lists(self) -> dict[str, Any]:
        chosen = [self.known[value] for value in self.cleaned_data.get("places", []) if value in self.known]
        return {"places": [(one.municipality, one.community, one.name) for one in chosen]}


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


class UploadForm(forms.Form):
    """Of one file, which may be refused only when it is looked at."""

    has_no_space = False

    def refuse(self, refused: Refused) -> None:
        """Say why beside the field."""
        self.has_no_space = refused.reason == "no_space"
        self.add_error("file", str(refused.sentence))


class PhotoForm(UploadForm):
    """One photo with words for who cannot see it, and the consent of the people in it."""

    file = forms.FileField(
        label=_("Photo"),
        help_text=_("JPEG, PNG or WebP, up to 12 MB. Place and owner, which phones write into photos, are removed."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={
            "required": _("Choose a photo."),
            "empty": _("The photo has no content. Choose it once more, or send the text without it."),
        },
    )
    alt = LineField(
        160,
        required=True,
        label=_("What can be seen?"),
        help_text=_("For those who cannot see it, for example: six people pour concrete for a lamp post."),
        error_messages={"required": _("Write in a few words what can be seen.")},
    )
    people = forms.ChoiceField(
        label=_("People in the photo"),
        choices=Photo.People,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether the people in the photo have agreed.")},
    )


def wants_more(data: Any) -> bool:
    """The button that asks for empty rows."""
    return bool(data) and "more" in data


def _numbers(data: Any, prefix: str) -> int:
    """The highest row number that a form sent, within reason."""
    if not data:
        return 0
    sent = [name.removeprefix(prefix) for name in data if name.startswith(prefix)]
    return max((int(one) for one in sent if one.isascii() and one.isdigit() and len(one) < 3), default=0)


class AttachmentForm(UploadForm):
    """One file, and what it is."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF, DOCX, XLSX or ODT, up to 12 MB: a decision, a plan, a bill of quantities."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.xlsx,.odt"}),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("The file has no content. Choose it once more, or send the text without it."),
        },
    )
    title = LineField(120, label=_("What is it?"), help_text=_("For example: the decision of the council."))
