"""What a training changed, as its quiz shows it: totals alone, nobody's name."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .models import Quiz, QuizQuestion, QuizTry
from .quizzes import When, is_right


@dataclass(frozen=True)
class Share:
    """So many of those people; as a bar its percents are the width."""

    number: int
    total: int

    @property
    def percent(self) -> int:
        return round(100 * self.number / self.total) if self.total else 0


@dataclass(frozen=True)
class Change:
    """One question among those who answered before and after."""

    question: QuizQuestion
    before: Share
    after: Share

    @property
    def said(self) -> str:
        """In words; colour and bars are never alone."""
        more = self.after.number - self.before.number
        if more == 0:
            return _("as many as before")
        if more > 0:
            return ngettext("%(number)s person more", "%(number)s people more", more) % {"number": more}
        return ngettext("%(number)s person fewer", "%(number)s people fewer", -more) % {"number": -more}

    @property
    def look(self) -> str:
        return "ok" if self.after.number > self.before.number else "neutral"


@dataclass(frozen=True)
class Totals:
    """Of a whole training. What changed is that of the people who answered before and after."""

    before: int
    after: int
    both: int
    passed: int
    questions: list[Change]

    @property
    def mean_before(self) -> float:
        """Right answers of one person."""
        return sum(one.before.number for one in self.questions) / self.both if self.both else 0

    @property
    def mean_after(self) -> float:
        """The same after the training."""
        return sum(one.after.number for one in self.questions) / self.both if self.both else 0


def totals_of(quiz: Quiz) -> Totals:
    """Two queries, however many people there are.

    After the training the first try counts: whoever answers again has read what is right.
    """
    rows = QuizTry.objects.filter(quiz=quiz).order_by("registration", "when", "made", "pk")
    first = rows.distinct("registration", "when").values_list("registration", "when", "answers")
    answers: dict[str, dict[int, list[list[int]]]] = {When.BEFORE: {}, When.AFTER: {}}
    for registration, when, chosen in first.exclude(registration=None):
        answers[when][registration] = chosen
    before, after = answers[When.BEFORE], answers[When.AFTER]
    both = sorted(before.keys() & after.keys())

    def share(question: QuizQuestion, place: int, of: dict[int, list[list[int]]]) -> Share:
        return Share(sum(is_right(question, of[one][place]) for one in both), len(both))

    return Totals(
        before=len(before),
        after=len(after),
        both=len(both),
        passed=rows.filter(passed=True, when=When.AFTER).order_by().values("registration").distinct().count(),
        questions=[
            Change(one, share(one, place, before), share(one, place, after))
            for place, one in enumerate(quiz.questions.all())
        ],
    )
