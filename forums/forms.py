"""What people fill in: a question in two steps, an answer, the reason why a question is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from content.mentioning import HINT
from content.models import Theme
from content.placing import PlacedForm, chosen_places, own_places
from content.policy import can_see
from register.finding import of_municipality
from register.scoping import scope_of, value_of
from ui.numbers import ROW, number_in
from ui.texts import LineField, TextField

from . import look
from .actions import numbers_of
from .holding import ActField, ScopeField, own_municipality
from .models import Answer, Knowledge, Question
from .policy import can_ask_for_others, leads_to, takes

if TYPE_CHECKING:
    from accounts.models import User
    from register.finding import Place
    from register.models import Municipality

TITLE = 120
MOST_ACTS = 6
NOT_FOUND = _("We do not find that question. Copy its address from the browser.")


class TitleForm(forms.Form):
    """The first step: nothing but the question."""

    naslov = LineField(
        TITLE,
        required=True,
        label=_("What would you like to know?"),
        help_text=_("One question, as you would ask it aloud: “Who pays the electricity of the community house?”"),
        error_messages={"required": _("Write your question.")},
    )


class QuestionForm(PlacedForm):
    """The second step, and corrections later."""

    title = LineField(TITLE, required=True, label=_("Question"), error_messages={"required": _("Write your question.")})
    body = TextField(
        label=_("Details"),
        help_text=format_lazy(
            "{} {}",
            _("What did you try? What did the municipality say? Do not write names or telephone numbers."),
            HINT,
        ),
    )
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.none(),
        label=_("What is it about?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("One to three themes."),
    )
    scope = ScopeField(
        label=_("For where do you need the answer?"),
        help_text=_("Rules differ between the entities, cantons and municipalities."),
    )
    acts = ActField()
    is_unnamed = forms.BooleanField(
        required=False,
        label=_("Do not show my name"),
        help_text=_(
            "Readers do not learn who asks, nowhere. Moderators know it. Where few people live, the place can tell who asks."
        ),
    )
    is_phoned = forms.BooleanField(
        required=False,
        label=_("Somebody asked me by telephone"),
        help_text=_("A question with your name says that you wrote it down for somebody else."),
    )

    def __init__(self, data: Any = None, *, user: User, question: Question | None = None, title: str = "") -> None:
        self.question = question
        home = own_municipality(user)
        super().__init__(data, initial=self._stored(question) if question else _fresh(home, title))
        self.fields["themes"].queryset = Theme.objects.all()  # type: ignore[attr-defined]
        self.fields["find"].label = _("Which place is it about?")
        near = [home] if home else []
        self.fields["scope"].offer(near)  # type: ignore[attr-defined]
        self.fields["acts"].offer(near)  # type: ignore[attr-defined]
        self.fields["acts"].label = _("Which acts is it about?")
        self.offer_places(data, chosen_places(question), _own(user, home))
        if question or not can_ask_for_others(user):
            del self.fields["is_phoned"]

    @staticmethod
    def _stored(question: Question) -> dict[str, Any]:
        return {
            "title": question.title,
            "body": question.body,
            "is_unnamed": question.is_unnamed,
            "scope": value_of(question),
            "themes": sorted(question.themes.values_list("pk", flat=True)),
            "acts": sorted(question.acts.values_list("pk", flat=True)),
            "places": [one.value for one in chosen_places(question)],
        }

    def clean_themes(self) -> Any:
        return few_themes(self.cleaned_data["themes"])

    def clean_acts(self) -> Any:
        return few(self.cleaned_data["acts"])

    def values(self) -> dict[str, Any]:
        """Columns of the question."""
        names = [name for name in ("title", "body", "is_unnamed", "is_phoned") if name in self.fields]
        return {name: self.cleaned_data[name] for name in names} | scope_of(self.cleaned_data["scope"])

    def lists(self) -> dict[str, Any]:
        """What stands in other tables."""
        data = self.cleaned_data
        return {"themes": numbers_of(data["themes"]), "acts": numbers_of(data["acts"]), "places": self.placed()}


def _own(user: User, home: Municipality | None) -> list[Place]:
    """The municipality where somebody acts or lives, then the communities that they act for."""
    return [*([of_municipality(home)] if home else []), *own_places(user)]


def _fresh(home: Municipality | None, title: str) -> dict[str, Any]:
    """What is known of somebody who begins: the municipality, and the entity whose rules hold there.

    Never the community, which they tick themselves: in a small one it gives away who asks without a name.
    """
    return {
        "title": title,
        "scope": f"e{home.entity_id}" if home else "",
        "places": [of_municipality(home).value] if home else [],
    }


def few_themes(themes: Any) -> Any:
    """As many as say something."""
    if len(themes) > 3:
        raise ValidationError(_("Choose at most three themes."))
    return themes


def few(acts: Any) -> Any:
    """As many acts as a reader can look up."""
    if len(acts) > MOST_ACTS:
        raise ValidationError(_("Choose at most six acts."))
    return acts


class AnswerForm(forms.Form):
    """Where it holds, what to do, on what it rests."""

    scope = ScopeField()
    body = TextField(
        required=True,
        label=_("Answer"),
        help_text=format_lazy("{} {}", _("Write what you did yourself, and on which act you rely."), HINT),
        error_messages={"required": _("Write your answer.")},
    )
    acts = ActField()

    def __init__(
        self, data: Any = None, *, user: User, question: Question, answer: Answer | None = None, short: bool = False
    ) -> None:
        """Short, it offers what is near: it stands below each question, and the whole of it is a page of its own."""
        stored = {}
        if answer is not None:
            acts = sorted(answer.acts.values_list("pk", flat=True))
            stored = {"scope": value_of(answer), "body": answer.body, "acts": acts}
        super().__init__(data, initial=stored)
        home = own_municipality(user)
        there = look.current().municipalities.get(question.municipality_id or 0)
        near = [one for one in (home, there) if one]
        self.fields["scope"].offer(near, short=short)  # type: ignore[attr-defined]
        self.fields["acts"].offer(near, short=short)  # type: ignore[attr-defined]

    def clean_acts(self) -> Any:
        return few(self.cleaned_data["acts"])

    def values(self) -> dict[str, Any]:
        """Columns of the answer."""
        return {"body": self.cleaned_data["body"]} | scope_of(self.cleaned_data["scope"])

    def lists(self) -> dict[str, Any]:
        """What stands in other tables."""
        return {"acts": numbers_of(self.cleaned_data["acts"])}


class KnowledgeForm(forms.Form):
    """The themes about which somebody may be asked."""

    themes = forms.ModelMultipleChoiceField(
        Theme.objects.none(),
        label=_("What do you know about?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("When a question on such a theme has no answer for some days, we ask you."),
    )

    def __init__(self, data: Any = None, *, user: User) -> None:
        known = Knowledge.objects.filter(user=user).values_list("theme", flat=True)
        super().__init__(data, initial={"themes": list(known)})
        self.fields["themes"].queryset = Theme.objects.all()  # type: ignore[attr-defined]


class CloseForm(forms.Form):
    """Why nobody answers it any more, and where the same was asked."""

    why = forms.ChoiceField(
        label=_("Why do you close it?"),
        choices=Question.Closing,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose a reason.")),
    )
    same = forms.CharField(
        required=False,
        label=_("Address or number of the same question"),
        help_text=_("Only where the same was asked before."),
        max_length=300,
    )
    words = LineField(300, label=_("In your own words, for everyone to read"))

    def __init__(self, data: Any = None, *, user: User, question: Question) -> None:
        self.user, self.question = user, question
        super().__init__(data)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["same"] = self._same(data.get("same", "")) if data.get("why") == Question.Closing.DUPLICATE else None
        return data

    def _same(self, typed: str) -> Question | None:
        found = question_at(typed)
        if found is None or not can_see(self.user, found):
            self.add_error("same", NOT_FOUND)
        elif found.pk == self.question.pk or found.duplicate_of_id is not None:
            self.add_error("same", _("That one is closed as a duplicate itself, or it is this very question."))
        elif not leads_to(self.question, found):
            self.add_error("same", _("Not everyone who reads this question may read that one."))
        return found


class OtherQuestionForm(forms.Form):
    """Below which question answers come instead."""

    other = forms.CharField(
        label=_("Address or number of the other question"),
        help_text=_("Open it in another window and copy its address."),
        max_length=300,
        error_messages={"required": _("Say which question it is.")},
    )

    def __init__(self, data: Any = None, *, user: User, question: Question) -> None:
        self.user, self.question = user, question
        super().__init__(data)

    def clean_other(self) -> Question:
        found = question_at(self.cleaned_data["other"])
        if found is None or not can_see(self.user, found):
            raise ValidationError(NOT_FOUND)
        if not self._fits(found):
            raise ValidationError(_("That one is closed or has other readers, or it is this very question."))
        return found

    def _fits(self, other: Question) -> bool:
        return takes(self.user, other, self.question)


class MoveForm(OtherQuestionForm):
    """The same for one answer, which may stand there already: a button pressed twice is no mistake."""

    def _fits(self, other: Question) -> bool:
        return other == self.question or super()._fits(other)


def question_at(typed: str) -> Question | None:
    """By its number, or by its address with the number in it."""
    words = typed.strip().rstrip("/").rpartition("/pitanja/")[2] or typed.strip()
    found = number_in(words.partition("-")[0].strip(), ROW)
    return Question.objects.published().filter(pk=found).first() if found is not None else None
