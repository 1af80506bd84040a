"""For thirty days its author can undo it."""

from datetime import timedelta

from django.utils import timezone

from content.models import Entry
from forums.models import Question
from tests.markup import text_of


def url(entry):
    return f"/pitanja/{entry.pk}/vracanje/"


def withdrawn(entry, days):
    Entry.objects.filter(pk=entry.pk).update(withdrawn=timezone.now() - timedelta(days=days))


def test_question_and_answer_stand_again(client, client_of, member, neighbour, question, answer):
    for entry, author in ((answer, neighbour), (question, member)):
        withdrawn(entry, 29)
        assert client_of(author).post(url(entry))["Location"] == entry.get_absolute_url()
    assert answer.body in text_of(client.get(question.get_absolute_url()))
    assert question.title in text_of(client.get("/pitanja/"))
    assert Question.objects.get(pk=question.pk).answer_count == 1


def test_after_that_it_does_not(client_of, member, question):
    withdrawn(question, 31)
    assert client_of(member).post(url(question)).status_code == 403


def test_sent_twice_it_is_done_once(client_of, member, question):
    withdrawn(question, 1)
    for _ in range(3):
        assert client_of(member).post(url(question)).status_code == 302


def test_only_ones_own_signed_in_and_only_by_sending(client, client_of, member, neighbour, moderator, question):
    withdrawn(question, 1)
    assert client.post(url(question))["Location"].startswith("/prijava/")
    assert client_of(neighbour).post(url(question)).status_code == 404
    assert client_of(moderator).post(url(question)).status_code == 403
    assert client_of(member).get(url(question)).status_code == 405
    assert Entry.objects.get(pk=question.pk).withdrawn
