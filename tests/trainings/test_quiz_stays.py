"""Quizzes at the same moment, and what the database refuses of them, whoever asks."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import ProgrammingError
from django.utils import timezone

from tests import factories
from tests.at_once import at_once
from tests.trainings.quizzing import (
    HALF,
    RIGHT,
    ROWS,
    coming,
    fresh,
    given,
    make_quiz,
)
from tests.trainings.signing import opened
from tests.trainings.test_people import editor_of
from trainings import quizzes, registering
from trainings.models import Quiz, QuizQuestion, QuizTry, Training

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(places):
    return editor_of(places.savez)


@pytest.fixture
def sign_up(places, editor):
    return opened(places.savez, seats=20, author=editor)


@pytest.fixture
def quiz(sign_up):
    return make_quiz(sign_up.pk)


@pytest.fixture
def mine(sign_up, member):
    return coming(sign_up, "Amra", person=member)


def tries(one):
    return list(one.quiz_tries.values_list("when", "right", "passed"))


# -- at once ---------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_before_sent_twice_at_the_same_moment_is_one_try(places, editor):
    sign_up = opened(places.savez, author=editor)
    quiz, mine = make_quiz(sign_up.pk), coming(sign_up)
    results = at_once(*(lambda: quizzes.answer(fresh(mine), given(quiz, HALF), uuid4()) for _one in range(6)))
    assert len({one.pk for one in results}) == 1
    assert tries(mine) == [("before", 1, False)]


@pytest.mark.django_db(transaction=True)
def test_whoever_answers_and_whoever_changes_the_questions_at_the_same_moment(places, editor):
    """Either the answers are there and the questions stay, or the questions are others and nobody has answered them."""
    for _time in range(4):
        sign_up = opened(places.savez, author=editor)
        quiz, mine = make_quiz(sign_up.pk), coming(sign_up)
        training = Training.objects.get(pk=sign_up.pk)
        answer, change = at_once(
            lambda mine=mine, quiz=quiz: quizzes.answer(fresh(mine), given(quiz, HALF), uuid4()),
            lambda training=training: quizzes.set_questions(training, editor, 60, [ROWS[1]], 1),
        )
        if isinstance(answer, QuizTry):
            assert isinstance(change, quizzes.Answered)
            assert quiz.questions.count() == 2
        else:
            assert isinstance(answer, quizzes.Changed)
            assert isinstance(change, Quiz)
            assert tries(mine) == []


# -- what the database refuses ---------------------------------------------------------------------------------------


def refuses(rule, work, error=IntegrityError):
    def checked():
        with transaction.atomic():
            work()
            transaction.get_connection().check_constraints()

    with pytest.raises(error, match=rule):
        checked()


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        ("quiz_question_asks", {"text": ""}),
        ("quiz_question_among_so_many", {"position": 0}),
        ("quiz_question_among_so_many", {"position": 16}),
        ("quiz_question_position", {"position": 1}),
        ("quiz_question_choices", {"choices": ["a"]}),
        ("quiz_question_choices", {"choices": list("abcdefg")}),
        ("quiz_question_choices_differ", {"choices": ["a", ""]}),
        ("quiz_question_choices_differ", {"choices": ["a", "  "]}),
        ("quiz_question_choices_differ", {"choices": ["a", None]}),
        ("quiz_question_choices_differ", {"choices": ["a", "b", "a"]}),
        ("quiz_question_has_a_right_answer", {"right": []}),
        ("quiz_question_right_among_the_choices", {"right": [0]}),
        ("quiz_question_right_among_the_choices", {"right": [3]}),
        ("quiz_question_right_among_the_choices", {"right": [1, 1]}),
        ("quiz_question_right_among_the_choices", {"right": [1, None]}),
    ],
)
def test_questions(quiz, rule, fields):
    row = {"text": "A?", "choices": ["a", "b"], "right": [1], "position": 3} | fields
    refuses(rule, lambda: QuizQuestion.objects.create(quiz=quiz, **row))


def test_quizzes(quiz, member):
    practice = factories.make_practice(member)
    refuses("quiz_of_a_training_or_a_lesson", lambda: Quiz.objects.create(entry=practice.entry_ptr))
    for percent in (0, 101):
        refuses("quiz_pass_percent", lambda percent=percent: Quiz.objects.update(pass_percent=percent))


@pytest.mark.parametrize(
    ("rule", "fields"),
    [
        ("quiz_try_when", {"when": "never"}),
        ("quiz_try_of_somebody", {"registration": None}),
        ("quiz_try_of_somebody", {"when": "alone"}),
        ("quiz_try_right_of_total", {"right": 3}),
        ("quiz_try_passed_afterwards", {"when": "before", "passed": True}),
        ("quiz_try_answers_all", {"total": 1, "right": 1}),
        ("quiz_try_answers_all", {"answers": [[1]]}),
        ("quiz_try_answers_all", {"answers": [[1]], "total": 1, "right": 1}),
    ],
)
def test_tries(quiz, mine, rule, fields):
    row = {"registration": mine, "when": "after", "answers": RIGHT, "right": 2, "total": 2, "once": uuid4()} | fields
    refuses(rule, lambda: QuizTry.objects.create(quiz=quiz, **row))


def test_tries_of_another_training(places, editor, quiz):
    other = coming(opened(places.savez, author=editor))
    row = {"registration": other, "when": "after", "answers": RIGHT, "right": 2, "total": 2, "once": uuid4()}
    refuses("quiz_try_of_its_training", lambda: QuizTry.objects.create(quiz=quiz, **row))


def test_what_was_answered_stays(quiz, mine):
    done = quizzes.answer(fresh(mine), given(quiz, HALF), uuid4())
    row = {"registration": mine, "when": "before", "answers": RIGHT, "right": 2, "total": 2, "once": uuid4()}
    refuses("quiz_try_before_once", lambda: QuizTry.objects.create(quiz=quiz, **row))
    refuses(
        "quiz_try_sent_once", lambda: QuizTry.objects.create(quiz=quiz, **row | {"when": "after", "once": done.once})
    )
    refuses("Cannot update", lambda: QuizTry.objects.update(right=2), ProgrammingError)
    refuses("quiz_question_stays_as_it_is", lambda: quiz.questions.update(right=[2]))
    refuses("quiz_question_stays_as_it_is", lambda: QuizQuestion.objects.create(quiz=quiz, **ROWS[0], position=3))
    refuses("quiz_question_stays", lambda: quiz.questions.all().delete())
    refuses("quiz_stays", lambda: Quiz.objects.update(pass_percent=10))


def test_with_its_training_all_of_it_goes(quiz, mine):
    quizzes.answer(fresh(mine), given(quiz, HALF), uuid4())
    Training.objects.get(pk=quiz.pk).delete()
    transaction.get_connection().check_constraints()
    assert not QuizTry.objects.exists()
    assert not QuizQuestion.objects.exists()


def test_withdrawing_keeps_what_was_answered(quiz, mine):
    quizzes.answer(fresh(mine), given(quiz, HALF), uuid4())
    registering.withdraw(mine)
    assert tries(mine) == [("before", 1, False)]
    assert timezone.now() - mine.quiz_tries.get().made < timedelta(minutes=1)
