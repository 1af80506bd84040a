"""What the organiser reads of a quiz, who may, and who is told of it."""

from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Profile
from notifications.letters import message_for
from notifications.models import Notification, OutgoingMail
from register.models import Organisation
from tests.trainings.quizzing import (
    HALF,
    RIGHT,
    WRONG,
    came,
    coming,
    drawn,
    fresh,
    given,
    held,
    make_quiz,
)
from tests.trainings.signing import opened, person
from tests.trainings.test_people import editor_of
from trainings import mail, quizzes
from trainings.models import QuizTry, Registration, SignUp
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
    mails = {one.notification.facts["outcome"]: one for one in OutgoingMail.objects.all()}
    confirmation, invitation = mails["signed_up"], mails["training_quiz"]
    assert url(mine) in message_for(confirmation).body
    held(sign_up)
    assert mail.why_not(invitation) == ""
    told = message_for(invitation)
    assert url(mine) in told.body
    assert f'{url(mine)}"' in told.alternatives[0][0]
    quizzes.answer(fresh(mine), given(quiz, RIGHT), uuid4())
    assert mail.why_not(invitation) == "There is no quiz for them to answer."
    assert url(mine) not in message_for(confirmation).body
