"""Following a question: once for each person, told of answers, listed beside what one asked."""

import pytest

from content.models import Follow
from notifications.models import Notification
from tests import factories
from tests.markup import text_of, valid


def url(question):
    return f"/pitanja/{question.pk}/pracenje/"


def post(client, question, on="1"):
    return client.post(url(question), {"on": on})


def test_set_listed_and_taken_back(client_of, newcomer, question):
    client = client_of(newcomer)
    assert post(client, question)["Location"] == f"{question.get_absolute_url()}#pracenje"
    page = client.get(question.get_absolute_url())
    valid(page)
    assert "Poništite" in text_of(page)
    assert question.title in text_of(client.get("/pitanja/moja/"))
    post(client, question, "0")
    assert not Follow.objects.exists()
    assert question.title not in text_of(client.get("/pitanja/moja/"))


@pytest.mark.parametrize(("on", "number"), [("1", 1), ("0", 0)])
def test_a_double_click_is_one_click(client_of, newcomer, question, on, number):
    for _ in range(3):
        post(client_of(newcomer), question, on)
    assert Follow.objects.count() == number


def test_whoever_follows_is_told_of_answers(client_of, newcomer, neighbour, question):
    post(client_of(newcomer), question)
    data = {"body": "Plaća općina.", "scope": "bih"}
    client_of(neighbour).post(f"/pitanja/{question.pk}/odgovor/", data)
    assert Notification.objects.get(user=newcomer).kind == "followed"


@pytest.mark.parametrize("status", ["draft", "pending", "returned", "hidden"])
def test_not_what_one_may_not_see(client_of, neighbour, member, status):
    question = factories.make_question(member, status=status)
    assert post(client_of(neighbour), question).status_code == 404


def test_not_an_answer(client_of, newcomer, answer):
    assert post(client_of(newcomer), answer).status_code == 404


def test_signed_in_and_only_by_sending(client, client_of, newcomer, question):
    assert post(client, question)["Location"].startswith("/prijava/")
    assert client_of(newcomer).get(url(question)).status_code == 405
    assert not Follow.objects.exists()
