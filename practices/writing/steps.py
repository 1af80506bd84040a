"""The steps: their order, words, forms, and how far a practice is in each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from content.models import Attachment, Entry, Photo

from .forms import BasicsForm, DoneForm, MoneyForm, PlaceForm, StepForm

if TYPE_CHECKING:
    from practices.models import Practice


@dataclass(frozen=True)
class Step:
    """One page of the wizard: its word in the address, its name, what it is about, its form."""

    word: str
    title: str | Promise
    about: str | Promise
    form: type[StepForm]
    number: int

    @property
    def template(self) -> str:
        """Its fields."""
        return f"practices/steps/{self.word}.html"


STEPS: tuple[Step, ...] = (
    Step("osnovno", _("The basics"), _("Title, theme and one sentence"), BasicsForm, 1),
    Step("problem", _("Problem and place"), _("What the trouble was, where and when"), PlaceForm, 2),
    Step("koraci", _("What you did"), _("Step by step, and what came of it"), DoneForm, 3),
    Step("troskovi", _("Money and people"), _("What it cost, who paid, who worked"), MoneyForm, 4),
)
PHOTOS = Step(
    "fotografije", _("Photos and files"), _("Not required, but a picture says more"), StepForm, 5
)  # has a page of its own
BY_WORD = {step.word: step for step in STEPS}
FIRST = STEPS[0]
LAST = len(STEPS) + 2  # checking and sending


@dataclass(frozen=True)
class Progress:
    """A step of one practice: done, begun or untouched, and where to go on."""

    step: Step
    state: str
    url: str
    current: bool


def next_address(practice: Practice, step: Step) -> str:
    """Where "Continue" leads: the following step, after the last the photos."""
    following = [one for one in STEPS if one.number > step.number]
    if following:
        return reverse("practices:edit", args=[practice.pk, following[0].word])
    return reverse("practices:photos", args=[practice.pk])


def progress_of(practice: Practice | None, current: Step | None) -> list[Progress]:
    """Every step with its state; before the first is saved, the others have no address yet."""
    return [
        Progress(
            step,
            _state(practice, step),
            _address(practice, step),
            step is current,
        )
        for step in (*STEPS, PHOTOS)
    ]


def _address(practice: Practice | None, step: Step) -> str:
    if practice is None:
        return ""
    if step is PHOTOS:
        return reverse("practices:photos", args=[practice.pk])
    return reverse("practices:edit", args=[practice.pk, step.word])


def _has_files(practice: Practice) -> bool:
    """A photo or a document."""
    rows = Entry.objects.filter(pk=practice.pk)
    return rows.filter(
        Exists(Photo.objects.filter(entry=OuterRef("pk"))) | Exists(Attachment.objects.filter(entry=OuterRef("pk")))
    ).exists()


def _state(practice: Practice | None, step: Step) -> str:
    if practice is None:
        return "new"
    needed: dict[str, Callable[[], bool]] = {
        "osnovno": lambda: bool(practice.title) and practice.themes.exists(),
        "problem": lambda: bool(practice.problem) and practice.places.exists(),
        "koraci": lambda: bool(practice.body) or practice.steps.exists(),
        "fotografije": lambda: _has_files(practice),
        "troskovi": lambda: practice.cost is not None or bool(practice.doers or practice.people),
    }
    if needed[step.word]():
        return "done"
    begun = {
        "problem": bool(practice.problem) or practice.places.exists(),
        "osnovno": True,
        "koraci": bool(practice.result),
        "troskovi": bool(practice.paid_by),
        "fotografije": False,
    }
    return "begun" if begun[step.word] else "new"
