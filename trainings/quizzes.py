"""Quizzes: what is asked, how answers are graded, who answers when.

A room that shows a quiz beside an entry of its own (a lesson) takes from here:

    quiz = quiz_of(entry.pk)                                  # None where there is none
    form = AnswersForm(request.POST or None, quiz)            # trainings.quiz_forms; drawn by trainings/quiz_questions.html
    done = grade(quiz, form.given())                          # of a visitor, nothing is stored
    done = take(quiz, "alone", form.given(), once, person=…)  # of a person, kept
    lines_of(quiz, done.answers)                              # drawn by trainings/quiz_result.html
    store(entry.pk, percent, rows, version)                   # by whoever may change the entry, who holds it

For a training the tries are those of a registration: `answer`, `stand_of`, `has_passed`, `passed`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import User
from content.held import Gone, hold

from . import policy, seats
from .models import Quiz, QuizQuestion, QuizTry, Registration, Session, Training
from .models.training import SARAJEVO

When = QuizTry.When
Given = Mapping[int, Sequence[int]]
"""The places that somebody chose, by the number of the question."""


class Changed(Exception):  # noqa: N818 - not a fault: somebody else wrote meanwhile
    """The quiz is another one than when the form was opened."""


class Answered(Exception):  # noqa: N818 - not a fault: people are in already
    """Somebody has answered it, so it stays."""


class NotNow(Exception):  # noqa: N818 - not a fault: it is too early, or over
    """Why this registration has no quiz to answer: as `Stand.why` says."""


# -- what every quiz has -------------------------------------------------------------------------------------------------


def quiz_of(number: int) -> Quiz | None:
    """The quiz of an entry with its questions."""
    return Quiz.objects.filter(pk=number).prefetch_related("questions").first()


@dataclass(frozen=True)
class Grade:
    """How good answers are; `answers` are in the order of the questions."""

    answers: list[list[int]]
    right: int
    total: int
    passed: bool


def grade(quiz: Quiz, given: Given) -> Grade:
    """A question is answered right by all right answers and no other. Raises Changed where it asks something else by now."""
    questions = list(quiz.questions.all())
    if {one.pk for one in questions} != set(given):
        raise Changed
    answers = [sorted(set(given[one.pk])) for one in questions]
    right = sum(map(is_right, questions, answers))
    return Grade(answers, right, len(questions), right * 100 >= quiz.pass_percent * len(questions))


def is_right(question: QuizQuestion, chosen: Sequence[int]) -> bool:
    """All or nothing."""
    return set(chosen) == set(question.right)


def needed(quiz: Quiz) -> int:
    """How many right answers pass."""
    return -(-quiz.pass_percent * len(quiz.questions.all()) // 100)


@dataclass(frozen=True)
class Line:
    """A question as its result is shown: each choice with whether it was chosen and whether it is right."""

    question: QuizQuestion
    is_right: bool
    choices: list[tuple[str, bool, bool]]


def lines_of(quiz: Quiz, answers: Sequence[Sequence[int]]) -> list[Line]:
    """For the result."""
    return [
        Line(
            one,
            is_right(one, chosen),
            [(text, place in chosen, place in one.right) for place, text in enumerate(one.choices, 1)],
        )
        for one, chosen in zip(quiz.questions.all(), answers, strict=True)
    ]


def take(
    quiz: Quiz,
    when: str,
    given: Given,
    once: UUID,
    *,
    registration: Registration | None = None,
    person: User | None = None,
) -> QuizTry:
    """Keep how somebody answered; the same form sent twice is one try, and before a training there is one only.

    Raises Gone, Changed.
    """
    with transaction.atomic():
        # Held, so that nobody changes what is asked meanwhile, and two at once come one after the other.
        held = Quiz.objects.select_for_update(no_key=True).filter(pk=quiz.pk).first()
        if held is None:
            raise Gone
        whose = {"registration": registration, "person": person}
        same = Q(once=once) | (Q(when=When.BEFORE) if when == When.BEFORE else Q(pk=None))
        if there := held.tries.filter(same, **whose).first():
            return there
        done = grade(held, given)
        return QuizTry.objects.create(
            quiz=held, when=when, once=once, answers=done.answers, right=done.right, total=done.total,
            passed=done.passed and when != When.BEFORE, **whose,
        )  # fmt: skip


@transaction.atomic
def store(number: int, percent: int, rows: Sequence[dict[str, Any]], version: int) -> Quiz | None:
    """What is asked of an entry from now on; without rows there is no quiz. The caller holds the entry, and may change it.

    `version` is the one that the form was opened with, 0 where there was no quiz. Raises Answered, Changed.
    """
    quiz = Quiz.objects.select_for_update().filter(pk=number).first()
    if quiz is not None and quiz.is_answered:
        raise Answered
    if quiz is not None and quiz.version != version:
        if (percent, list(rows)) == stored(quiz):
            return quiz  # the same form, sent twice
        raise Changed
    if quiz is not None and not rows:
        quiz.delete()
    if not rows:
        return None
    quiz = quiz or Quiz(entry_id=number, version=0)
    quiz.pass_percent, quiz.version = percent, quiz.version + 1
    quiz.save()
    quiz.questions.all().delete()
    QuizQuestion.objects.bulk_create(
        QuizQuestion(quiz=quiz, position=place, **row) for place, row in enumerate(rows, 1)
    )
    return quiz


def stored(quiz: Quiz) -> tuple[int, list[dict[str, Any]]]:
    """What `store` was given."""
    names = ("text", "choices", "right", "explanation")
    return quiz.pass_percent, [{name: getattr(one, name) for name in names} for one in quiz.questions.all()]


# -- of a training -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Stand:
    """Where somebody who signed up stands: which quiz they may answer now, or why none (`seat`, `cancelled`, `during`)."""

    when: str
    why: str
    before: QuizTry | None
    after: QuizTry | None

    @property
    def is_due(self) -> bool:
        """Whether there is something for them to do."""
        if self.when == When.BEFORE:
            return self.before is None
        return self.when == When.AFTER and not (self.after and self.after.passed)


def stand_of(registration: Registration) -> Stand:
    """At this moment. `after` is the try that passed, else the last one."""
    tries = list(registration.quiz_tries.all())
    after = [one for one in tries if one.when == When.AFTER]
    when, why = _when(registration)
    return Stand(
        when=when,
        why=why,
        before=next((one for one in tries if one.when == When.BEFORE), None),
        after=next((one for one in after if one.passed), after[-1] if after else None),
    )


def is_due(registration: Registration) -> bool:
    """Whether there is a quiz for them to answer now."""
    return Quiz.objects.filter(pk=registration.sign_up_id).exists() and stand_of(registration).is_due


def _when(registration: Registration) -> tuple[str, str]:
    """Before it begins `before`; from its end on, and for whoever was there already, `after`."""
    training, now = registration.sign_up.training, timezone.now()
    if training.cancelled is not None:
        return "", "cancelled"
    if registration.state != Registration.State.CONFIRMED:
        return "", "seat"
    sessions = training.sessions_shown
    if not sessions or now < min(map(_begins, sessions)):
        return When.BEFORE, ""
    if now >= over(sessions) or registration.attendances.filter(came=True).exists():
        return When.AFTER, ""
    return "", "during"


def _begins(one: Session) -> datetime:
    return one.starts or datetime.combine(one.day, time(), SARAJEVO)


def over(sessions: Sequence[Session]) -> datetime:
    """The moment at which the last of them has ended; where only the day is known, the end of the day."""
    day = timedelta(days=1)
    return max(one.finishes or datetime.combine(one.day + day, time(), SARAJEVO) for one in sessions)


def answer(registration: Registration, given: Given, once: UUID) -> QuizTry:
    """Of a registration, as its time says. Whoever has passed keeps that try. Raises Gone, Changed, NotNow."""
    stand = stand_of(registration)
    if not stand.when:
        raise NotNow(stand.why)
    if stand.when == When.AFTER and stand.after is not None and stand.after.passed:
        return stand.after
    return take(Quiz(pk=registration.sign_up_id), stand.when, given, once, registration=registration)


def passed() -> Exists:
    """A condition on registrations: a try after the training passed."""
    return Exists(QuizTry.objects.filter(registration=OuterRef("pk"), when=When.AFTER, passed=True))


def has_passed(registration: Registration) -> bool:
    """The same of one."""
    return registration.quiz_tries.filter(when=When.AFTER, passed=True).exists()


def set_questions(
    training: Training, by: User, percent: int, rows: Sequence[dict[str, Any]], version: int
) -> Quiz | None:
    """As `store`, by whoever runs the training. Without a quiz no certificate needs one.

    Raises Answered, Changed, Gone, PermissionDenied.
    """
    with transaction.atomic():
        held = seats.hold(training.pk)  # before the entry, as everywhere
        hold(training.pk)
        training.refresh_from_db()
        if not policy.can_set_rules(by, training):
            raise PermissionDenied
        if held is None:
            raise Gone
        quiz = store(training.pk, percent, rows, version)
        if quiz is None and held.needs_quiz:
            held.needs_quiz = False
            held.save(update_fields=["needs_quiz"])
        return quiz


def set_needed(training: Training, by: User, is_needed: bool) -> None:
    """Whether a certificate needs a passed quiz. Raises Gone where there is none, PermissionDenied."""
    with transaction.atomic():
        held = seats.hold(training.pk)
        if not policy.can_set_rules(by, training):
            raise PermissionDenied
        if held is None or not Quiz.objects.filter(pk=training.pk).exists():
            raise Gone
        held.needs_quiz = is_needed
        held.save(update_fields=["needs_quiz"])
