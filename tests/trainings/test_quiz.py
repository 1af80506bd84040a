"""Answering a quiz: when and by whom, grading, the result, what the organiser reads of it, what the database refuses."""

from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import ProgrammingError
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Profile
from content.models import Entry
from notifications.letters import message_for
from notifications.models import Notification, OutgoingMail
from register.models import Organisation
from tests import factories
from tests.at_once import at_once
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
from tests.trainings.signing import opened, person
from tests.trainings.test_people import editor_of
from trainings import links, mail, quizzes, registering
from trainings.models import Quiz, QuizQuestion, QuizTry, Registration, SignUp, Training
from trainings.quiz_ticking import invite_all
from trainings.quiz_totals import totals_of
from trainings.telling import tell

pytestmark = pytest.mark.django_db
LANGUAGES = ["", "/hr", "/sr-latn", "/sr", "/en"]
RUN = SimpleNamespace(goes_on=lambda: True)


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


def totals(sign_up):
    return f"/obuke/{sign_up.pk}/kviz/"


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


# -- the organiser ---------------------------------------------------------------------------------------------------


def answered(sign_up, quiz, before, *after, name="A"):
    """Straight into the database: the times are of no concern there."""
    one = coming(sign_up, name)
    for when, answers in [("before", before), *(("after", each) for each in after)]:
        if answers:
            done = quizzes.grade(quiz, given(quiz, answers))
            QuizTry.objects.create(
                quiz=quiz, registration=one, when=when, answers=done.answers, right=done.right, total=2, once=uuid4(),
                passed=done.passed and when == "after",
            )  # fmt: skip
    return one


def test_totals_compare_those_who_answered_both_with_their_first_try(sign_up, quiz):
    answered(sign_up, quiz, WRONG, HALF, RIGHT)
    answered(sign_up, quiz, HALF, RIGHT)
    answered(sign_up, quiz, RIGHT)
    answered(sign_up, quiz, None, WRONG)
    done = totals_of(quizzes.quiz_of(quiz.pk))
    assert (done.before, done.after, done.both, done.passed) == (3, 3, 2, 2)
    assert (done.mean_before, done.mean_after) == (0.5, 1.5)
    assert [(one.before.number, one.after.number, one.after.percent) for one in done.questions] == [
        (1, 2, 100), (0, 1, 50),
    ]  # fmt: skip


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_the_page_of_the_organiser(client_of, editor, sign_up, quiz, prefix):
    client = client_of(editor)
    drawn(client.get(prefix + totals(sign_up)))
    answered(sign_up, quiz, WRONG, RIGHT, name="Neko Nekić")
    answered(sign_up, quiz, RIGHT, WRONG)
    page = drawn(client.get(prefix + totals(sign_up)))
    assert "Neko Nekić" not in page
    assert "Неко Некић" not in page


def test_the_page_without_a_quiz(client_of, editor, sign_up):
    assert f"/obuke/{sign_up.pk}/kviz/uredi/" in drawn(client_of(editor).get(totals(sign_up)))


def test_few_queries_for_many_people(client_of, editor, sign_up, quiz):
    SignUp.objects.filter(pk=sign_up.pk).update(seats=2000)
    client = client_of(editor)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(totals(sign_up)).status_code == 200
        return len(queries)

    answered(sign_up, quiz, WRONG, RIGHT)
    asked()
    few = asked()
    people = Registration.objects.bulk_create(
        Registration(sign_up=sign_up, name=f"Osoba {number}", state="confirmed") for number in range(500)
    )
    QuizTry.objects.bulk_create(
        QuizTry(quiz=quiz, registration=one, when=when, answers=RIGHT, right=2, total=2, once=uuid4())
        for one in people
        for when in ("before", "after")
    )
    assert asked() == few <= 15
    assert totals_of(quiz).both == 501


@pytest.mark.parametrize("who", ["visitor", "member", "coordinator", "stranger", "colleague", "moderator", "editor"])
def test_who_may(request, client, client_of, staff_client_of, places, sign_up, quiz, who):
    if who == "visitor":
        assert client.get(totals(sign_up)).status_code == 302
        assert client.post(totals(sign_up), {"needs_quiz": "on"}).status_code == 302
        return
    another = Organisation.objects.create(slug="drugi", kind="association", name="Drugi savez")
    made = {"stranger": lambda: editor_of(another, 8), "colleague": lambda: editor_of(places.savez, 9)}
    user = made[who]() if who in made else request.getfixturevalue(who)
    client = (staff_client_of if who == "moderator" else client_of)(user)
    may = who in {"colleague", "moderator", "editor"}
    for address in (totals(sign_up), totals(sign_up) + "uredi/"):
        assert client.get(address).status_code == (200 if may else 404)
    assert client.post(totals(sign_up), {"needs_quiz": "on"}).status_code == (302 if may else 404)
    sign_up.refresh_from_db()
    assert sign_up.needs_quiz is may
    assert client.post(totals(sign_up), {}).status_code == (302 if may else 404)
    sign_up.refresh_from_db()
    assert not sign_up.needs_quiz


def test_a_certificate_cannot_need_what_is_not_there(client_of, editor, sign_up):
    assert client_of(editor).post(totals(sign_up), {"needs_quiz": "on"}).status_code == 404
    sign_up.refresh_from_db()
    assert not sign_up.needs_quiz


# -- telling ---------------------------------------------------------------------------------------------------------


def told():
    return Notification.objects.filter(facts__outcome="training_quiz")


def test_those_who_came_are_told_once_of_what_their_certificate_needs(sign_up, quiz, mine, neighbour):
    away = coming(sign_up, "B", person=neighbour)
    guest, knows = coming(sign_up, "C", email="c@example.ba"), coming(sign_up, "D", person=person(1))
    for one in (mine, guest, knows):
        came(one)
    invite_all(RUN)
    assert not told().exists()  # not needed, not over
    SignUp.objects.filter(pk=sign_up.pk).update(needs_quiz=True)
    invite_all(RUN)
    assert not told().exists()  # not over
    held(sign_up)
    quizzes.answer(fresh(knows), given(quiz, RIGHT), uuid4())
    for _again in range(2):
        invite_all(RUN)
    assert [one.user_id for one in told()] == [mine.person_id]
    assert [one.recipient for one in OutgoingMail.objects.filter(context__outcome="training_quiz")] == ["c@example.ba"]
    came(away)
    invite_all(RUN)
    assert told().count() == 2


def test_long_after_nobody_is_told(sign_up, quiz, mine):
    SignUp.objects.filter(pk=sign_up.pk).update(needs_quiz=True)
    came(mine)
    held(sign_up, days_ago=31)
    invite_all(RUN)
    assert not told().exists()


@pytest.mark.parametrize("language", Profile.Language.values)
def test_the_mails_lead_to_it(sign_up, quiz, member, mine, language):
    Profile.objects.filter(pk=member.pk).update(language=language)
    tell([mine], "signed_up")
    tell([mine], "training_quiz")
    confirmation, invitation = OutgoingMail.objects.order_by("pk")
    assert url(mine) in message_for(confirmation).body
    held(sign_up)
    assert mail.why_not(invitation) == ""
    told = message_for(invitation)
    assert url(mine) in told.body
    assert f'{url(mine)}"' in told.alternatives[0][0]
    quizzes.answer(fresh(mine), given(quiz, RIGHT), uuid4())
    assert mail.why_not(invitation) == "There is no quiz for them to answer."
    assert url(mine) not in message_for(confirmation).body


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
