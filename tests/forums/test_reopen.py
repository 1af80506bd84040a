"""Opening a question again: as it was, with everything that stands below it."""

import pytest

from forums import actions
from forums.models import Question
from notifications.models import Notification
from tests import factories
from tests.forums.asking import answered
from tests.markup import text_of


def url(question):
    return f"/pitanja/{question.pk}/otvaranje/"


def fresh(question):
    return Question.objects.get(pk=question.pk)


@pytest.fixture
def closed(question, answer, moderator, newcomer):
    same = factories.make_question(newcomer, title="Isto?")
    actions.close(question, moderator, "duplicate", "Riječi.", same)
    Notification.objects.all().delete()
    return fresh(question)


def test_it_is_open_again(client, client_of, moderator, member, newcomer, closed):
    assert client_of(moderator).post(url(closed))["Location"] == closed.get_absolute_url()
    now = fresh(closed)
    assert (now.closed, now.closed_on, now.closed_by, now.closed_why, now.closed_words, now.duplicate_of) == (
        None, None, None, "", "", None,
    )  # fmt: skip
    page = text_of(client.get(now.get_absolute_url()))
    assert "Pitanje je zatvoreno" not in page
    assert "Kod nas plaća općina" in page
    assert client_of(newcomer).post(f"/pitanja/{now.pk}/odgovor/", answered()).status_code == 302
    assert client_of(newcomer).post(f"/komentari/{now.pk}/novi/", {"body": "Da."}).status_code == 302
    assert [one.facts["outcome"] for one in Notification.objects.filter(user=member)] == ["question_reopened"]


def test_sent_twice_it_is_done_once(client_of, moderator, member, closed):
    for _ in range(3):
        assert client_of(moderator).post(url(closed)).status_code == 302
    assert Notification.objects.filter(user=member).count() == 1


@pytest.mark.parametrize("who", ["member", "neighbour", "newcomer", "coordinator", "admin"])
def test_nobody_else(reader_of, closed, who):
    assert reader_of(who).post(url(closed)).status_code == 403
    assert fresh(closed).is_closed


def test_signed_in_seen_and_only_by_sending(client, client_of, moderator, newcomer, member, closed):
    assert client.post(url(closed))["Location"].startswith("/prijava/")
    assert client_of(moderator).get(url(closed)).status_code == 405
    hidden = factories.make_question(member, status="hidden")
    assert client_of(newcomer).post(url(hidden)).status_code == 404
