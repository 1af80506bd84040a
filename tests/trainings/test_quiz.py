"""Answering a quiz: when and by whom, grading, the result."""

from uuid import uuid4

import pytest
from django.utils import timezone

from content.models import Entry
from tests.markup import text_of
from tests.trainings.quizzing import (
    HALF,
    RIGHT,
    ROWS,
    WRONG,
    came,
    coming,
    drawn,
    fresh,
    given,
    held,
    make_quiz,
    sent,
    under_way,
)
from tests.trainings.signing import opened
from tests.trainings.test_people import editor_of
from trainings import links, quizzes
from trainings.models import QuizTry, Registration, Training

pytestmark = pytest.mark.django_db
LANGUAGES = ["", "/hr", "/sr-latn", "/sr", "/en"]


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


def url(one):
    return f"/obuke/prijave/{one.pk}/kviz/"


def tries(one):
    return list(one.quiz_tries.values_list("when", "right", "passed"))


# -- grading ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "right", "passed"),
    [
        (RIGHT, 2, True),
        ([[1], [3, 1]], 2, True),
        ([[1], [3, 1, 3]], 2, True),
        (HALF, 1, False),
        ([[1], [1, 2, 3]], 1, False),
        ([[2], [1, 3]], 1, False),
        (WRONG, 0, False),
        ([[], []], 0, False),
    ],
)
def test_right_is_all_that_is_right_and_nothing_else(quiz, answers, right, passed):
    done = quizzes.grade(quiz, given(quiz, answers))
    assert (done.right, done.total, done.passed) == (right, 2, passed)


@pytest.mark.parametrize(("percent", "needed"), [(50, 2), (51, 2), (67, 3), (100, 3), (1, 1)])
def test_the_share_that_passes_is_rounded_up(sign_up, percent, needed):
    quiz = make_quiz(sign_up.pk, percent=percent, rows=[ROWS[0], {**ROWS[0], "text": "B"}, {**ROWS[0], "text": "C"}])
    assert quizzes.needed(quiz) == needed
    answers = [[1]] * needed + [[2]] * (3 - needed)
    assert quizzes.grade(quiz, given(quiz, answers)).passed
    assert not quizzes.grade(quiz, given(quiz, [[2], *answers[1:]])).passed


def test_answers_to_other_questions_are_not_graded(quiz):
    with pytest.raises(quizzes.Changed):
        quizzes.grade(quiz, {1: [1], 2: [1]})


# -- before ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_the_page_before(client_of, member, mine, quiz, prefix):
    page = drawn(client_of(member).get(prefix + url(mine)))
    assert ("Ko bira savjet?" in page) != (prefix == "/sr")


def test_before_nothing_is_told_of_what_is_right(client_of, member, mine, quiz):
    client = client_of(member)
    assert client.post(url(mine), sent(quiz, HALF)).status_code == 302
    assert tries(mine) == [("before", 1, False)]
    page = text_of(client.get(url(mine)))
    assert "Ko bira savjet?" not in page
    assert "Na zboru građana" not in page


def test_before_is_answered_once(client_of, member, mine, quiz):
    client = client_of(member)
    for answers in (HALF, RIGHT):
        assert client.post(url(mine), sent(quiz, answers)).status_code == 302
    assert tries(mine) == [("before", 1, False)]


def test_the_page_says_that_more_than_one_is_right(client_of, member, mine, quiz):
    page = client_of(member).get(url(mine)).content.decode()
    assert page.count('type="radio"') == 2
    assert page.count('type="checkbox"') == 3


@pytest.mark.parametrize(
    "fields",
    [{"first": None}, {"second": None}, {"first": ["9"]}, {"second": ["1", "4"]}, {"second": ["0"]}],
)
def test_what_is_missing_or_not_to_be_chosen_is_said_and_the_rest_stays(client_of, member, mine, quiz, fields):
    data, questions = sent(quiz, RIGHT), list(quiz.questions.all())
    for name, value in fields.items():
        key = f"q{questions[0 if name == 'first' else 1].pk}"
        data.pop(key)
        if value:
            data[key] = value
    answer = client_of(member).post(url(mine), data)
    page = drawn(answer)
    assert answer.status_code == 200
    assert 'class="errbox"' in page
    assert page.count(" checked") == (2 if "first" in fields else 1 if fields["second"] in (None, ["0"]) else 2)
    assert data["once"] in page
    assert not QuizTry.objects.exists()


def test_questions_that_changed_meanwhile_are_asked_anew(client_of, member, mine, quiz):
    data = sent(quiz, RIGHT)
    make_quiz_anew(quiz)
    answer = client_of(member).post(url(mine), data)
    assert answer.status_code == 409
    page = drawn(answer)
    assert "Novo?" in page
    assert 'class="note warn"' in page
    assert 'class="errbox"' not in page
    assert not QuizTry.objects.exists()


def make_quiz_anew(quiz):
    quizzes.store(quiz.pk, 60, [{**ROWS[0], "text": "Novo?"}], quiz.version)


# -- when ------------------------------------------------------------------------------------------------------------


def test_while_it_goes_on_only_those_who_were_there(client_of, member, mine, quiz, sign_up):
    client = client_of(member)
    under_way(sign_up)
    assert client.post(url(mine), sent(quiz, RIGHT)).status_code == 409
    drawn(client.get(url(mine)))
    assert tries(mine) == []
    came(mine)
    assert client.post(url(mine), sent(quiz, RIGHT)).status_code == 302
    assert tries(mine) == [("after", 2, True)]


@pytest.mark.parametrize("hours", [True, False])
def test_after_its_end(mine, quiz, sign_up, hours):
    held(sign_up, hours=hours)
    assert quizzes.stand_of(fresh(mine)).when == "after"


def test_on_a_day_without_hours_it_ends_with_the_day(mine, quiz, sign_up):
    held(sign_up, days_ago=0, hours=False)
    assert quizzes.stand_of(fresh(mine)).why == "during"


@pytest.mark.parametrize("state", ["waiting", "withdrawn", "lapsed", "removed"])
def test_without_a_seat(client_of, member, mine, quiz, state):
    Registration.objects.filter(pk=mine.pk).update(state=state)
    client = client_of(member)
    assert "form method" not in drawn(client.get(url(mine))).partition("<main")[2].partition("</main")[0]
    assert client.post(url(mine), sent(quiz, RIGHT)).status_code == 409
    assert tries(mine) == []


def test_of_a_cancelled_training(client_of, member, mine, quiz):
    Training.objects.filter(pk=mine.sign_up_id).update(cancelled=timezone.now())
    assert client_of(member).post(url(mine), sent(quiz, RIGHT)).status_code == 409
    assert tries(mine) == []


def test_who_it_is_not_of(client, client_of, member, neighbour, editor, mine, quiz, sign_up):
    for user in (neighbour, editor):
        assert client_of(user).get(url(mine)).status_code == 404
        assert client_of(user).post(url(mine), sent(quiz, RIGHT)).status_code == 404
    assert client.get(url(mine)).status_code == 302
    Entry.objects.filter(pk=sign_up.pk).update(status="hidden")
    assert client_of(member).get(url(mine)).status_code == 404
    assert tries(mine) == []


def test_without_a_quiz(client_of, member, mine):
    assert client_of(member).get(url(mine)).status_code == 404
    assert client_of(member).get(url(mine).removesuffix("kviz/")).status_code == 200


# -- after -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_the_result(client_of, member, mine, quiz, sign_up, prefix):
    quizzes.answer(fresh(mine), given(quiz, WRONG), uuid4())
    held(sign_up)
    client = client_of(member)
    assert client.post(prefix + url(mine), sent(quiz, HALF)).status_code == 302
    page = drawn(client.get(prefix + url(mine)))
    assert ("Na zboru građana" in page) != (prefix == "/sr")
    drawn(client.get(prefix + url(mine) + "?ponovo=1"))
    drawn(client.get(prefix + url(mine).removesuffix("kviz/")))


def test_who_did_not_pass_tries_again_until_they_have(client_of, member, mine, quiz, sign_up):
    held(sign_up)
    client = client_of(member)
    assert 'type="radio"' in client.get(url(mine)).content.decode()
    client.post(url(mine), sent(quiz, HALF))
    assert not quizzes.has_passed(mine)
    page = client.get(url(mine)).content.decode()
    assert "?ponovo=1" in page
    assert 'type="radio"' not in page
    assert 'type="radio"' in client.get(url(mine) + "?ponovo=1").content.decode()
    client.post(url(mine), sent(quiz, RIGHT))
    assert quizzes.has_passed(mine)
    client.post(url(mine), sent(quiz, WRONG))
    assert tries(mine) == [("after", 1, False), ("after", 2, True)]
    assert 'type="radio"' not in client.get(url(mine) + "?ponovo=1").content.decode()
    assert list(Registration.objects.filter(quizzes.passed())) == [mine]


def test_the_same_form_twice_is_one_try(client_of, member, mine, quiz, sign_up):
    held(sign_up)
    client, data = client_of(member), sent(quiz, HALF)
    assert [client.post(url(mine), data).status_code for _one in range(2)] == [302, 302]
    assert tries(mine) == [("after", 1, False)]


def test_before_does_not_pass(mine, quiz):
    quizzes.answer(fresh(mine), given(quiz, RIGHT), uuid4())
    assert tries(mine) == [("before", 2, False)]
    assert not quizzes.has_passed(mine)
    assert not Registration.objects.filter(quizzes.passed()).exists()


# -- guests ----------------------------------------------------------------------------------------------------------


def test_a_guest_answers_by_the_link(client, quiz, sign_up):
    guest = coming(sign_up, email="huso@example.ba")
    address = links.quiz_url(guest)
    own = client.get(links.own_url(guest))
    assert address in own.content.decode()
    for prefix in LANGUAGES:
        answer = client.get(prefix + address)
        drawn(answer)
        assert (answer["Cache-Control"], answer.cookies) == ("private, no-store", {})
    assert "csrf" not in answer.content.decode()
    assert client.post(address, sent(quiz, HALF)).status_code == 302
    held(sign_up)
    assert client.post(address, sent(quiz, RIGHT)).status_code == 302
    assert tries(guest) == [("before", 1, False), ("after", 2, True)]
    assert "Na zboru građana" in drawn(client.get(address))


def test_a_link_that_is_not_ours(client, client_of, member, mine, quiz, sign_up):
    guest = coming(sign_up, email="huso@example.ba")
    assert client.get(links.quiz_url(guest).replace("/kviz/", "x/kviz/")).status_code == 404
    assert client_of(member).get(url(guest)).status_code == 404
    with_account = links.quiz_url(guest)
    Registration.objects.filter(pk=guest.pk).update(person=member, email="", state="withdrawn")
    assert client.get(with_account).status_code == 404


# -- of a lesson -----------------------------------------------------------------------------------------------------


def test_a_person_tries_as_often_as_they_want_on_a_lesson(quiz, member, neighbour):
    lesson = Entry.objects.create(kind="lesson", title="Kako voditi zbor", language="bs")
    alone, once = make_quiz(lesson.pk), uuid4()
    for answers in (HALF, RIGHT):
        quizzes.take(alone, "alone", given(alone, answers), uuid4(), person=member)
    for someone in (member, neighbour, neighbour):
        quizzes.take(alone, "alone", given(alone, WRONG), once, person=someone)
    assert [one.right for one in member.quiz_tries.all()] == [1, 2, 0]
    assert [one.passed for one in member.quiz_tries.all()] == [False, True, False]
    assert neighbour.quiz_tries.count() == 1
    member.delete()
    assert alone.tries.count() == 1
