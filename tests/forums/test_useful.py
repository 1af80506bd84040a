"""The mark of usefulness on an answer: once for each person, never on one's own, hidden or closed, counted by the database."""

import pytest
from django.db import connection
from django.test import Client

from content.models import Entry, Useful
from forums import actions
from forums.models import Answer, Question
from tests import factories
from tests.at_once import at_once
from tests.markup import text_of, valid


def url(answer):
    return f"/pitanja/odgovori/{answer.pk}/korisno/"


def post(client, answer, on="1"):
    return client.post(url(answer), {"on": on})


def count(answer):
    return Answer.objects.get(pk=answer.pk).useful_count


def test_set_and_taken_back(client_of, newcomer, question, answer):
    client = client_of(newcomer)
    assert post(client, answer)["Location"] == answer.get_absolute_url()
    assert count(answer) == 1
    page = client.get(question.get_absolute_url())
    valid(page)
    assert "Označeno kao korisno. Poništite" in text_of(page)
    assert 'aria-pressed="true"' in page.content.decode()
    post(client, answer, "0")
    assert count(answer) == Useful.objects.count() == 0


@pytest.mark.parametrize(("on", "number"), [("1", 1), ("0", 0)])
def test_a_double_click_is_one_click(client_of, newcomer, answer, on, number):
    for _ in range(3):
        post(client_of(newcomer), answer, on)
    assert count(answer) == number


def test_not_ones_own(client_of, neighbour, question, answer):
    assert post(client_of(neighbour), answer).status_code == 403
    assert "Korisno mi je" not in text_of(client_of(neighbour).get(question.get_absolute_url()))
    assert count(answer) == 0


def test_not_ones_own_without_a_name(client_of, member):
    question = factories.make_question(member, is_unnamed=True)
    own = factories.make_answer(member, question)
    assert post(client_of(member), own).status_code == 403


@pytest.mark.parametrize(("status", "code"), [("draft", 404), ("pending", 404), ("returned", 404), ("hidden", 404)])
def test_not_what_one_may_not_see(client_of, newcomer, neighbour, question, status, code):
    answer = factories.make_answer(neighbour, question, status=status)
    assert post(client_of(newcomer), answer).status_code == code


def test_not_even_a_moderator_on_what_is_hidden(client_of, moderator, neighbour, question):
    answer = factories.make_answer(neighbour, question, status="hidden")
    assert post(client_of(moderator), answer).status_code == 403


def test_not_below_what_is_hidden(client_of, moderator, newcomer, member, question, answer):
    factories.decide(question, "hidden", moderator)
    Entry.objects.filter(pk=question.pk).update(status="hidden")
    assert [post(client_of(user), answer).status_code for user in (newcomer, moderator)] == [404, 403]
    assert count(answer) == 0


def test_not_below_what_is_closed(client_of, moderator, newcomer, question, answer):
    post(client_of(newcomer), answer)
    actions.close(question, moderator, "outdated")
    assert post(client_of(moderator), answer).status_code == 403
    page = text_of(client_of(moderator).get(question.get_absolute_url()))
    assert "Korisno mi je" not in page
    assert "Bilo je korisno za 1 osobu." in page, "what was said stays"


def test_a_question_has_no_such_mark(client_of, newcomer, question):
    assert post(client_of(newcomer), question).status_code == 404


def test_signed_in_and_only_by_sending(client, client_of, newcomer, answer):
    assert post(client, answer)["Location"].startswith("/prijava/")
    assert client_of(newcomer).get(url(answer)).status_code == 405
    assert count(answer) == 0


@pytest.mark.django_db(transaction=True)
def test_after_two_hundred_votes_at_once_the_counters_are_the_rows(neighbour, newcomer, question):
    """Forty people with connections of their own, five answers each, some of them at the same answer at the same moment."""
    answers = [
        factories.make_answer(author, question) for author in (neighbour, newcomer, neighbour, newcomer, neighbour)
    ]
    voters = [factories.make_user() for _ in range(40)]
    clients = [Client() for _ in voters]
    for client, user in zip(clients, voters, strict=True):
        client.force_login(user)

    def vote(client):
        try:
            return [post(client, answer).status_code for answer in answers]
        finally:
            connection.close()

    for first in range(0, 40, 20):  # as many connections as the database gives
        codes = at_once(*[lambda client=client: vote(client) for client in clients[first : first + 20]])
        assert codes == [[302] * 5] * 20
    assert Useful.objects.count() == 200
    assert [count(answer) for answer in answers] == [40] * 5
    at_once(*[lambda client=client: post(client, answers[0], "0") for client in clients[:20]])
    assert count(answers[0]) == Useful.objects.filter(entry=answers[0].pk).count() == 20
    assert Question.objects.get(pk=question.pk).answer_count == 5
