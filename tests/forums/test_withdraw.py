"""Off the site at once, for everybody but its author and moderators."""

import pytest

from content.models import Entry
from forums.models import Question
from tests import factories
from tests.markup import text_of


def url(entry):
    return f"/pitanja/{entry.pk}/povlacenje/"


def test_a_question_is_gone_from_page_list_and_feed(client, client_of, member, neighbour, question, answer):
    assert client.get("/pitanja/").status_code == 200
    response = client_of(member).post(url(question))
    assert response["Location"] == question.get_absolute_url()
    assert client.get(question.get_absolute_url()).status_code == 404
    assert client_of(neighbour).get(question.get_absolute_url()).status_code == 404
    assert question.title not in text_of(client.get("/pitanja/"))
    assert question.title not in client.get("/pitanja/feed.atom").content.decode()
    page = text_of(client_of(member).get(question.get_absolute_url()))
    assert "Povučeno" in page
    assert "povučeno" in text_of(client_of(member).get("/pitanja/moja/"))


def test_an_answer_is_gone_from_its_question(client, client_of, neighbour, question, answer):
    assert client_of(neighbour).post(url(answer))["Location"] == answer.get_absolute_url()
    assert answer.body not in text_of(client.get(question.get_absolute_url()))
    assert Question.objects.get(pk=question.pk).answer_count == 0


@pytest.mark.parametrize("who", ["neighbour", "newcomer", "moderator"])
def test_only_ones_own(reader_of, question, who):
    assert reader_of(who).post(url(question)).status_code == 403
    assert Entry.objects.get(pk=question.pk).withdrawn is None


def test_sent_twice_it_is_done_once(client_of, member, question):
    client_of(member).post(url(question))
    day = Entry.objects.get(pk=question.pk).withdrawn
    assert client_of(member).post(url(question)).status_code == 302
    assert Entry.objects.get(pk=question.pk).withdrawn == day


def test_seen_signed_in_and_only_by_sending(client, client_of, member, neighbour, question):
    assert client.post(url(question))["Location"].startswith("/prijava/")
    assert client_of(member).get(url(question)).status_code == 405
    hidden = factories.make_question(member, status="pending")
    practice = factories.make_practice(neighbour, status="published")
    for entry in (hidden, practice):
        assert client_of(neighbour).post(url(entry)).status_code == 404
