"""The quiz of a lesson: visitors check themselves, tries of members are kept, its author makes it."""

from uuid import uuid4

import pytest

from tests import factories
from tests.lessons.teaching import said, url
from tests.markup import text_of, valid
from tests.trainings.quizzing import RIGHT, ROWS, WRONG, given, make_quiz, sent
from trainings.models import Quiz, QuizTry

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz(lesson):
    return make_quiz(lesson.pk)


def page(lesson, prefix=""):
    return prefix + url(lesson, "kviz")


def rows(*questions, version=0, **fields):
    """What a browser sends to make a quiz."""
    data = {"pitanje-TOTAL_FORMS": str(len(questions)), "pitanje-INITIAL_FORMS": "0", "version": str(version)}
    for number, one in enumerate(questions):
        data |= {f"pitanje-{number}-text": one["text"], f"pitanje-{number}-explanation": one["explanation"]}
        for place, choice in enumerate(one["choices"], 1):
            data[f"pitanje-{number}-choice{place}"] = choice
            if place in one["right"]:
                data[f"pitanje-{number}-right{place}"] = "on"
    return data | {"pass_percent": "60"} | fields


@pytest.mark.parametrize("prefix", ["", "/hr", "/sr-latn", "/sr", "/en"])
def test_a_visitor_checks_themselves_and_nothing_is_kept(visitor, lesson, quiz, prefix):
    assert page(lesson, prefix) in visitor.get(prefix + lesson.get_absolute_url()).content.decode()
    valid(visitor.get(page(lesson, prefix)))
    answers = sent(quiz, RIGHT)
    answers.pop("once")
    done = visitor.get(page(lesson, prefix), answers)
    valid(done)
    assert ROWS[0]["explanation"][:6] in text_of(done) or prefix == "/sr"
    assert done["Cache-Control"] == "private, no-store"
    assert not done.cookies
    assert not QuizTry.objects.exists()


def test_an_unanswered_question_is_an_error_and_the_rest_stays(visitor, lesson, quiz):
    answers = {name: value for name, value in sent(quiz, RIGHT).items() if name.startswith("q")}
    first = next(iter(answers))
    answer = visitor.get(page(lesson), {name: value for name, value in answers.items() if name != first})
    assert answer.context["form"].errors.keys() == {first}
    assert "checked" in answer.content.decode()


def test_tries_of_a_member_are_kept(client_of, member, lesson, quiz):
    client, wrong = client_of(member), sent(quiz, WRONG)
    for _ in range(2):  # the same form twice
        assert client.post(page(lesson), wrong)["Location"] == page(lesson)
    assert said("Not passed yet") in text_of(client.get(page(lesson)))
    client.post(page(lesson), sent(quiz, RIGHT))
    kept = list(QuizTry.objects.values_list("person", "registration", "when", "passed"))
    assert kept == [(member.pk, None, "alone", False), (member.pk, None, "alone", True)]
    assert said("You passed the quiz") in text_of(client.get(page(lesson)))
    valid(client.get(page(lesson) + "?ponovo=1"))


def test_without_a_quiz_there_is_no_page(visitor, lesson):
    assert visitor.get(page(lesson)).status_code == 404
    assert page(lesson) not in visitor.get(lesson.get_absolute_url()).content.decode()


def test_nobody_else_sees_that_of_a_draft(visitor, desk, editor):
    draft = factories.make_lesson(editor, status="draft")
    quiz = make_quiz(draft.pk)
    assert visitor.get(page(draft)).status_code == 404
    assert desk.get(page(draft)).status_code == 200
    assert desk.post(page(draft), sent(quiz, RIGHT)).status_code == 200
    assert not QuizTry.objects.exists()


def test_questions_that_changed_are_shown_anew(client_of, visitor, member, lesson, quiz):
    old = sent(quiz, RIGHT)
    Quiz.objects.all().delete()
    make_quiz(lesson.pk)
    assert client_of(member).post(page(lesson), old).status_code == 409
    assert visitor.get(page(lesson), {name: value for name, value in old.items() if name != "once"}).status_code == 409
    assert not QuizTry.objects.exists()


@pytest.mark.parametrize("prefix", ["", "/hr", "/sr-latn", "/sr", "/en"])
def test_making_one(desk, lesson, prefix):
    valid(desk.get(prefix + url(lesson, "kviz/uredi")))
    wrong = desk.post(url(lesson, "kviz/uredi"), rows(ROWS[0] | {"right": []}))
    assert wrong.status_code == 200
    assert not Quiz.objects.exists()
    answer = desk.post(url(lesson, "kviz/uredi"), rows(*ROWS))
    assert answer["Location"] == lesson.get_absolute_url()
    assert [one.text for one in Quiz.objects.get().questions.all()] == [one["text"] for one in ROWS]


def test_two_windows(desk, lesson, quiz):
    answer = desk.post(url(lesson, "kviz/uredi"), rows(ROWS[1], version=0))
    assert answer.status_code == 409
    assert quiz.questions.count() == 2


def test_once_answered_it_stays(desk, visitor, client_of, member, lesson, quiz):
    client_of(member).post(page(lesson), sent(quiz, RIGHT) | {"once": str(uuid4())})
    assert given(quiz, RIGHT)
    valid(desk.get(url(lesson, "kviz/uredi")))
    assert desk.post(url(lesson, "kviz/uredi"), rows(ROWS[1], version=1)).status_code == 409
    assert quiz.questions.count() == 2


@pytest.mark.parametrize("who", ["visitor", "member", "moderator"])
def test_who_may_make_one(request, visitor, client_of, staff_client_of, lesson, who):
    client = {
        "visitor": lambda: visitor,
        "member": lambda: client_of(request.getfixturevalue("member")),
        "moderator": lambda: staff_client_of(request.getfixturevalue("moderator")),
    }[who]()
    status = client.get(url(lesson, "kviz/uredi")).status_code
    assert status == {"visitor": 302, "member": 403, "moderator": 200}[who]
    if who != "moderator":
        client.post(url(lesson, "kviz/uredi"), rows(*ROWS))
        assert not Quiz.objects.exists()
