"""Making a quiz: rows, ticks, errors where they belong, the preview, what stays once somebody has answered."""

from uuid import uuid4

import pytest
from django.utils import timezone

from tests.markup import text_of
from tests.trainings.quizzing import HALF, ROWS, coming, drawn, form, fresh, given, make_quiz, row
from tests.trainings.signing import opened
from tests.trainings.test_people import editor_of
from trainings import quizzes
from trainings.models import Quiz, QuizQuestion, SignUp, Training

pytestmark = pytest.mark.django_db
LANGUAGES = ["", "/hr", "/sr-latn", "/sr", "/en"]


@pytest.fixture
def editor(places):
    return editor_of(places.savez)


@pytest.fixture
def sign_up(places, editor):
    return opened(places.savez, seats=20, author=editor)


@pytest.fixture
def organiser(client_of, editor):
    return client_of(editor)


def url(sign_up):
    return f"/obuke/{sign_up.pk}/kviz/uredi/"


def standing(sign_up):
    return list(QuizQuestion.objects.filter(quiz=sign_up.pk).values_list("text", "choices", "right", "explanation"))


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_the_form(organiser, sign_up, prefix):
    drawn(organiser.get(prefix + url(sign_up)))
    make_quiz(sign_up.pk)
    page = drawn(organiser.get(prefix + url(sign_up)))
    assert page.count("Ko bira savjet?") == 1


def test_a_quiz_is_stored_as_it_was_typed(organiser, sign_up):
    rows = (
        row(0, "Ko  bira savjet?", "građani", "", " načelnik ", right=(3,), explanation="Ovako.\n\nI zato."),
        row(1, "", right=()),
        row(2, "Šta smije?", "predlagati", "oporezovati", "sazvati zbor", right=(1, 3)),
    )
    answer = organiser.post(url(sign_up), form(*rows, pass_percent="80"))
    assert answer["Location"] == f"/obuke/{sign_up.pk}/kviz/"
    assert standing(sign_up) == [
        ("Ko bira savjet?", ["građani", "načelnik"], [2], "Ovako.\n\nI zato."),
        ("Šta smije?", ["predlagati", "oporezovati", "sazvati zbor"], [1, 3], ""),
    ]
    assert Quiz.objects.get().pass_percent == 80


def test_it_is_changed_as_long_as_nobody_has_answered(organiser, sign_up):
    quiz = make_quiz(sign_up.pk)
    data = form(row(0, "Samo ovo?", "da", "ne", right=(2,)), version=quiz.version)
    assert organiser.post(url(sign_up), data).status_code == 302
    assert standing(sign_up) == [("Samo ovo?", ["da", "ne"], [2], "")]
    assert organiser.post(url(sign_up), data).status_code == 302  # sent twice
    assert Quiz.objects.get().version == 2


def test_without_questions_there_is_no_quiz_and_no_certificate_needs_one(organiser, sign_up):
    quiz = make_quiz(sign_up.pk)
    SignUp.objects.filter(pk=sign_up.pk).update(needs_quiz=True)
    assert organiser.post(url(sign_up), form(row(0, "", right=()), version=quiz.version)).status_code == 302
    sign_up.refresh_from_db()
    assert (sign_up.needs_quiz, Quiz.objects.count()) == (False, 0)


@pytest.mark.parametrize(
    "bad",
    [
        row(0, "", "da", "ne"),
        row(0, "A?", "da"),
        row(0, "A?", "da", "  "),
        row(0, "A?", "da", "Da"),
        row(0, "A?", "da", "ne", right=()),
        row(0, "A?", "da", "ne", right=(3,)),
        row(0, "A?", "da", "n" * 201),
        row(0, "A" * 301, "da", "ne"),
        row(0, "A?", "da", "ne", explanation="x" * 601),
    ],
)
def test_what_is_wrong_is_said_at_its_row_and_nothing_is_lost(organiser, sign_up, bad):
    answer = organiser.post(url(sign_up), form(bad, row(1, "Dobro pitanje?", "jeste", "nije")))
    page = drawn(answer)
    assert answer.status_code == 200
    assert page.count('class="errbox"') == 1
    assert "Dobro pitanje?" in page
    assert 'value="da"' in page
    assert not Quiz.objects.exists()


@pytest.mark.parametrize("percent", ["0", "101", "abc", "", "55"])
def test_a_share_that_is_not_offered(organiser, sign_up, percent):
    answer = organiser.post(url(sign_up), form(row(0, "A?", "da", "ne"), pass_percent=percent))
    assert (answer.status_code, Quiz.objects.count()) == (200, 0)
    drawn(answer)


def test_one_more_question(organiser, sign_up):
    page = drawn(organiser.post(url(sign_up), form(row(0, "", "da"), add_question="1")))
    assert 'name="pitanje-1-text"' in page
    assert 'id="novo"' in page
    assert 'class="errbox"' not in page
    assert 'value="da"' in page
    full = form(*(row(number, "", right=()) for number in range(15)), add_question="1")
    page = drawn(organiser.post(url(sign_up), full))
    assert 'name="pitanje-14-text"' in page
    assert 'name="pitanje-15-text"' not in page
    for odd in ("", "x", "99999", "-1", "²"):
        assert organiser.post(url(sign_up), form(add_question="1") | {"pitanje-TOTAL_FORMS": odd}).status_code == 200
    assert not Quiz.objects.exists()


def test_more_questions_than_there_may_be(organiser, sign_up):
    data = form(*(row(number, f"{number}?", "da", "ne") for number in range(17)))
    organiser.post(url(sign_up), data)
    assert QuizQuestion.objects.count() in (0, 15)


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_the_preview_stores_nothing(organiser, sign_up, prefix):
    rows = row(0, "Ko bira?", "građani", "načelnik"), row(1, "Šta?", "a", "b", "c", right=(1, 2))
    page = drawn(organiser.post(prefix + url(sign_up), form(*rows, preview="1")))
    assert 'id="pregled"' in page
    assert 'type="radio"' in page
    assert not Quiz.objects.exists()
    assert 'id="pregled"' not in drawn(organiser.post(prefix + url(sign_up), form(row(0, "", "da"), preview="1")))


def test_two_editors_do_not_write_over_each_other(organiser, sign_up):
    quiz = make_quiz(sign_up.pk)
    theirs = form(row(0, "Njihovo?", "da", "ne"), version=quiz.version)
    mine = form(row(0, "Moje?", "da", "ne"), version=quiz.version)
    assert organiser.post(url(sign_up), theirs).status_code == 302
    answer = organiser.post(url(sign_up), mine)
    page = drawn(answer)
    assert answer.status_code == 409
    assert "Njihovo?" in page
    assert "Moje?" in page
    assert standing(sign_up)[0][0] == "Njihovo?"
    assert 'name="version" value="2"' in page
    assert organiser.post(url(sign_up), mine | {"version": "2"}).status_code == 302
    assert standing(sign_up)[0][0] == "Moje?"


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999999999999", "²"])
def test_an_odd_version_is_an_old_one(organiser, sign_up, version):
    make_quiz(sign_up.pk)
    assert organiser.post(url(sign_up), form(row(0, "A?", "da", "ne")) | {"version": version}).status_code == 409
    assert len(standing(sign_up)) == 2


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_once_somebody_has_answered_it_stays_and_the_editor_reads_why(organiser, sign_up, prefix):
    quiz, mine = make_quiz(sign_up.pk), coming(sign_up)
    data = form(row(0, "Drugo?", "da", "ne"), version=quiz.version)
    quizzes.answer(fresh(mine), given(quiz, HALF), uuid4())
    page = drawn(organiser.get(prefix + url(sign_up)))
    assert "pitanje-0-text" not in page
    assert organiser.post(prefix + url(sign_up), data).status_code == 409
    assert [one[0] for one in standing(sign_up)] == [one["text"] for one in ROWS]


def test_somebody_answered_while_the_form_was_open(places, editor, sign_up):
    quiz, mine = make_quiz(sign_up.pk), coming(sign_up)
    quizzes.answer(fresh(mine), given(quiz, HALF), uuid4())
    with pytest.raises(quizzes.Answered):
        quizzes.set_questions(Training.objects.get(pk=sign_up.pk), editor, 60, ROWS[:1], quiz.version)


def test_a_cancelled_training_has_no_quiz_to_make(organiser, sign_up):
    Training.objects.filter(pk=sign_up.pk).update(cancelled=timezone.now())
    assert organiser.get(url(sign_up)).status_code == 404
    assert organiser.post(url(sign_up), form(row(0, "A?", "da", "ne"))).status_code == 404


def test_what_was_typed_after_the_session_was_over_comes_back(client, editor, sign_up):
    client.force_login(editor)
    client.logout()
    answer = client.post(url(sign_up), form(row(0, "Moje pitanje?", "da", "ne")))
    assert answer["Location"].startswith("/prijava/")
    client.force_login(editor)
    assert (
        "Moje pitanje?"
        in text_of(client.get(url(sign_up) + "?nacrt=1")) + client.get(url(sign_up) + "?nacrt=1").content.decode()
    )
    assert not Quiz.objects.exists()
