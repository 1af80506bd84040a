"""Answering: at once or waiting, once, with where it holds; nothing comes below what is closed, and no text is lost."""

import threading
from uuid import uuid4

import pytest
from django.db import connection, transaction

from content.held import Gone
from forums import actions
from forums.models import Answer, Question
from notifications.models import Notification
from tests import factories
from tests.at_once import at_once
from tests.forums.asking import WORDS, answered
from tests.markup import text_of, valid


def url(question, prefix=""):
    return f"{prefix}/pitanja/{question.pk}/odgovor/"


def told(user):
    return list(Notification.objects.filter(user=user).values_list("kind", flat=True))


@pytest.mark.parametrize("prefix", ["", "/sr", "/en"])
def test_the_form_stands_below_the_question_and_on_a_page_of_its_own(client_of, neighbour, question, prefix):
    client = client_of(neighbour)
    assert f'action="{url(question, prefix)}"' in client.get(prefix + question.get_absolute_url()).content.decode()
    valid(client.get(url(question, prefix)))


def test_with_a_mandate_it_stands_at_once_and_the_asker_and_followers_are_told(
    client, client_of, member, neighbour, newcomer, question, act, places
):
    from content.actions import follow  # noqa: PLC0415

    for user in (newcomer, member, neighbour):
        follow(question, user, True)
    data = answered(scope=f"m{places.laktasi.pk}", acts=[act.pk])
    response = client_of(neighbour).post(url(question), data)
    answer = Answer.objects.get()
    assert response["Location"] == f"{question.get_absolute_url()}#answer-{answer.pk}"
    assert (answer.status, answer.author, answer.municipality) == ("published", neighbour, places.laktasi)
    assert (answer.root_id, answer.parent_id, answer.about_id) == (question.pk,) * 3
    page = client.get(question.get_absolute_url())
    valid(page)
    assert "<li>odluka vijeća</li>" in page.content.decode()
    assert "Zakon o mjesnim zajednicama" in text_of(page)
    assert "Grad Laktaši" in text_of(page)
    assert Question.objects.get(pk=question.pk).answer_count == 1
    assert (told(member), told(newcomer), told(neighbour)) == (["answer"], ["followed"], [])


def test_without_one_it_waits_and_the_asker_is_told_when_it_stands(
    client, client_of, staff_client_of, newcomer, member, moderator, question
):
    page = client_of(newcomer).post(url(question), answered(), follow=True)
    assert "Vaš odgovor čeka pregled. Do tada ga vidite samo Vi." in page.content.decode()
    assert "Kod nas plaća općina." in text_of(page)
    for other in (client, client_of(member)):
        assert "Kod nas plaća općina." not in text_of(other.get(question.get_absolute_url()))
    assert told(member) == []
    answer = Answer.objects.get()
    assert Question.objects.get(pk=question.pk).answer_count == 0
    client_of(moderator).post(f"/moderacija/{answer.pk}/objava/", {"version": answer.version})
    assert told(member) == ["answer"]
    assert Question.objects.get(pk=question.pk).answer_count == 1
    assert "Kod nas plaća općina." in text_of(client.get(question.get_absolute_url()))


def test_sent_twice_it_is_one(client_of, neighbour, question):
    data = answered()
    places = {client_of(neighbour).post(url(question), data)["Location"] for _ in range(3)}
    assert len(places) == Answer.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"body": "  "}, "Napišite odgovor."),
        ({"body": "x" * 4001}, "Skratite za 1."),
        ({"scope": ""}, "Izaberite gdje važi."),
        ({"scope": "m0"}, "Izaberite gdje važi."),
        ({"acts": [99999]}, "Izaberite propise s liste."),
    ],
)
def test_what_is_refused_keeps_what_was_typed(client_of, neighbour, question, changed, sentence):
    page = client_of(neighbour).post(url(question), answered(**changed))
    assert page.status_code == 200
    valid(page)
    assert sentence in text_of(page)
    assert changed.get("body", "Kod nas plaća općina.").strip() in page.content.decode()
    assert not Answer.objects.exists()


def test_seen_first_it_stores_nothing(client_of, neighbour, question):
    page = client_of(neighbour).post(url(question), answered(preview="1"))
    valid(page)
    assert "<li>ugovor</li>" in page.content.decode()
    assert not Answer.objects.exists()


@pytest.mark.parametrize("status", ["draft", "pending", "returned", "hidden"])
def test_what_one_may_not_see_is_not_there(client_of, neighbour, member, moderator, status):
    question = factories.make_question(member, status=status)
    assert client_of(neighbour).post(url(question), answered()).status_code == 404
    assert client_of(member).post(url(question), answered()).status_code == 403, "what is one's own but does not stand"


def test_an_answer_or_a_practice_has_no_answers(client_of, member, newcomer, answer):
    practice = factories.make_practice(member, status="published")
    for entry in (answer, practice):
        assert client_of(newcomer).post(url(entry), answered()).status_code == 404


def test_a_visitor_is_led_to_sign_in(client, question):
    assert client.get(url(question))["Location"] == f"/prijava/?next={url(question)}"
    assert client.post(url(question), answered())["Location"].startswith("/prijava/?next=")
    assert not Answer.objects.exists()


def test_wrong_method(client_of, newcomer, question):
    assert client_of(newcomer).put(url(question)).status_code == 405


def test_too_many_within_the_hour(client_of, neighbour, question, settings, empty_cache):
    settings.COMMENT_RATE_LIMIT = "1/h/user"
    client = client_of(neighbour)
    codes = [client.post(url(question), answered()).status_code for _ in range(2)]
    assert codes == [302, 429]
    assert "Kod nas plaća općina." in client.post(url(question), answered()).content.decode()


def test_what_was_typed_below_the_question_is_brought_back(client_of, neighbour, question):
    from content.drafts import keep  # noqa: PLC0415

    keep(neighbour, f"forums:answer:{question.pk}", '{"body": ["Pola odgovora"]}', 0)
    client = client_of(neighbour)
    assert f'href="{url(question)}?nacrt=1"' in client.get(question.get_absolute_url()).content.decode()
    assert "Pola odgovora" in client.get(f"{url(question)}?nacrt=1").content.decode()


def test_what_was_not_asked_for_is_not_taken(client_of, newcomer, neighbour, question):
    extra = {"status": "published", "author": neighbour.pk, "accepted_on": "2026-01-01", "is_unnamed": "on"}
    client_of(newcomer).post(url(question), answered(**extra))
    answer = Answer.objects.get()
    assert (answer.status, answer.author, answer.accepted_on, answer.is_unnamed) == ("pending", newcomer, None, False)


@pytest.mark.parametrize("rows", [1, 3])
def test_queries(client_of, newcomer, neighbour, question, rows, django_assert_num_queries):
    for _ in range(rows):
        factories.make_answer(neighbour, question)
    client = client_of(newcomer)
    client.get(url(question))
    with django_assert_num_queries(5):
        client.get(url(question))


# -- closed meanwhile --------------------------------------------------------------------------------------------------


def test_below_what_was_closed_meanwhile_nothing_comes_and_the_text_stays(client_of, neighbour, moderator, question):
    actions.close(question, moderator, "heated")
    client = client_of(neighbour)
    page = client.post(url(question), answered())
    assert page.status_code == 409
    valid(page)
    assert "Pitanje je u međuvremenu zatvoreno" in text_of(page)
    assert WORDS.partition("\n")[0] in page.content.decode()
    assert not Answer.objects.exists()
    assert f'action="{url(question)}"' not in client.get(question.get_absolute_url()).content.decode()


def test_closed_between_the_look_and_the_writing(client_of, neighbour, moderator, question, monkeypatch):
    """The view saw it open; the action looks again at the locked row."""
    real = actions.answer

    def late(*arguments):
        actions.close(question, moderator, "heated")
        return real(*arguments)

    monkeypatch.setattr("forums.views.answering.actions.answer", late)
    page = client_of(neighbour).post(url(question), answered())
    assert page.status_code == 409
    assert WORDS.partition("\n")[0] in page.content.decode()
    assert not Answer.objects.exists()


def write(question, user):
    values = {"body": WORDS}
    return actions.answer(Question.objects.get(pk=question.pk), user, uuid4(), "bs", values, {"acts": []})


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("first", ["close", "answer"])
def test_closed_and_answered_at_the_same_moment(moderator, neighbour, question, first):
    """In both orders, on two connections: the second waits for the first and sees what it did."""
    begun, written = threading.Event(), threading.Event()

    def begins():
        with transaction.atomic():
            done = actions.close(question, moderator, "heated") if first == "close" else write(question, neighbour)
            begun.set()
            assert not written.wait(0.7), "the other one did not wait"
            return done

    def follows():
        begun.wait(10)
        try:
            return write(question, neighbour) if first == "close" else actions.close(question, moderator, "heated")
        finally:
            written.set()

    done, then = at_once(begins, follows)
    assert Question.objects.get(pk=question.pk).is_closed
    if first == "close":
        assert done is True
        assert isinstance(then, Gone)
        assert not Answer.objects.exists()
    else:
        assert isinstance(done, Answer), done
        assert then is True
        assert Answer.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_form_sent_eight_times_at_once_is_one_answer(neighbour, member, question):
    once = uuid4()

    def send():
        try:
            return actions.answer(question, neighbour, once, "bs", {"body": WORDS}, {}).pk
        finally:
            connection.close()

    assert len(set(at_once(*[send] * 8))) == Answer.objects.count() == 1
    assert Question.objects.get(pk=question.pk).answer_count == 1
    assert told(member) == ["answer"]
