"""Closing: a reason for everyone to read, the same question linked both ways, and nothing new below, whoever tries."""

import threading
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from comments import actions as comment_actions
from content.models import Entry
from forums import actions, look
from forums.models import Question
from notifications.models import Notification
from tests import factories
from tests.at_once import at_once
from tests.markup import text_of, valid


def url(question, prefix=""):
    return f"{prefix}/pitanja/{question.pk}/zatvaranje/"


def fresh(question):
    return Question.objects.get(pk=question.pk)


@pytest.fixture
def other(newcomer):
    return factories.make_question(newcomer, title="Tko plaća struju u domu?")


@pytest.mark.parametrize("prefix", ["", "/sr", "/en"])
def test_the_form(client_of, moderator, question, prefix):
    valid(client_of(moderator).get(url(question, prefix)))


@pytest.mark.parametrize(
    ("why", "sentence"),
    [("elsewhere", "Pripada drugdje"), ("outdated", "Zastarjelo je"), ("heated", "Rasprava se zaoštrila")],
)
def test_closed_with_a_reason_for_everyone(client, client_of, moderator, member, question, why, sentence):
    response = client_of(moderator).post(url(question), {"why": why, "words": "Pogledajte statut."})
    assert response["Location"] == question.get_absolute_url()
    now = fresh(question)
    assert (now.closed_why, now.closed_by, now.is_closed) == (why, moderator, True)
    assert Entry.objects.get(pk=question.pk).closed == now.closed_on
    page = client.get(question.get_absolute_url())
    valid(page)
    for words in ("Pitanje je zatvoreno", f"{sentence}: Pogledajte statut.", "Goran Marić (moderacija)"):
        assert words in text_of(page)
    assert "Napišite odgovor" not in text_of(page)
    assert Notification.objects.get(user=member).facts["outcome"] == "question_closed"
    assert "zatvoreno" in text_of(client.get("/pitanja/"))


@pytest.mark.parametrize("typed", ["{pk}", "{url}", "https://primjer.ba{url}#answer-1", "/sr{url}", " {pk} "])
def test_as_the_same_with_links_both_ways(client, client_of, moderator, question, other, typed):
    same = typed.format(pk=question.pk, url=question.get_absolute_url())
    response = client_of(moderator).post(url(other), {"why": "duplicate", "same": same})
    assert response.status_code == 302, text_of(response)
    assert fresh(other).duplicate_of == question
    assert f'href="{question.get_absolute_url()}"' in client.get(other.get_absolute_url()).content.decode()
    page = client.get(question.get_absolute_url())
    valid(page)
    assert f"Isto je pitano i ovdje: {other.title}" in text_of(page)
    assert f'href="{other.get_absolute_url()}"' in page.content.decode()


def test_only_what_readers_may_know_is_linked(client, client_of, moderator, member, question, other):
    actions.close(other, moderator, "duplicate", same=question)
    for hidden, page in ((question, other), (other, question)):
        factories.decide(hidden, "hidden", moderator)
        Entry.objects.filter(pk=hidden.pk).update(status="hidden")
        look.forget()
        assert hidden.title not in client.get(page.get_absolute_url()).content.decode()
        factories.decide(hidden, "restored", moderator)
        Entry.objects.filter(pk=hidden.pk).update(status="published")


def test_the_list_of_the_same_costs_nothing(client, moderator, question):
    def cost():
        look.forget()
        client.get(question.get_absolute_url())
        with CaptureQueriesContext(connection) as queries:
            client.get(question.get_absolute_url())
        return len(queries)

    before = cost()
    for number in range(3):
        again = factories.make_question(factories.make_user(), title=f"Isto pitanje {number}?")
        actions.close(again, moderator, "duplicate", same=question)
    assert cost() == before


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "Izaberite razlog."),
        ({"why": "jer"}, "Izaberite razlog."),
        ({"why": "duplicate"}, "To pitanje ne nalazimo."),
        ({"why": "duplicate", "same": "999999"}, "To pitanje ne nalazimo."),
        ({"why": "duplicate", "same": "x"}, "To pitanje ne nalazimo."),
        ({"why": "duplicate", "same": "9" * 40}, "To pitanje ne nalazimo."),
        ({"why": "duplicate", "same": "²"}, "To pitanje ne nalazimo."),
        ({"why": "heated", "words": "x" * 301}, "Skratite za 1."),
    ],
)
def test_bad_input_is_said_and_writes_nothing(client_of, moderator, question, data, sentence):
    response = client_of(moderator).post(url(question), {"words": "Moje riječi.", **data})
    assert response.status_code == 200
    valid(response)
    assert sentence in text_of(response)
    assert data.get("words", "Moje riječi.") in response.content.decode()
    assert not fresh(question).is_closed


def test_a_ring_of_the_same_leads_nowhere(client_of, moderator, question, other):
    client = client_of(moderator)
    assert "ovo pitanje" in text_of(client.post(url(question), {"why": "duplicate", "same": question.pk}))
    client.post(url(other), {"why": "duplicate", "same": question.pk})
    refused = client.post(url(question), {"why": "duplicate", "same": other.pk})
    assert "To pitanje je i samo zatvoreno" in text_of(refused)
    assert not fresh(question).is_closed


def test_an_answer_is_not_the_same_question(client_of, moderator, question, answer, other):
    refused = client_of(moderator).post(url(other), {"why": "duplicate", "same": answer.pk})
    assert "To pitanje ne nalazimo." in text_of(refused)


def test_sent_twice_it_is_closed_once(client_of, moderator, member, question):
    for _ in range(3):
        assert client_of(moderator).post(url(question), {"why": "heated"}).status_code == 302
    assert Notification.objects.filter(user=member).count() == 1


@pytest.mark.parametrize("who", ["member", "neighbour", "newcomer", "coordinator", "expert", "admin"])
def test_nobody_else_nor_without_a_second_factor(reader_of, question, who):
    client = reader_of(who)
    assert client.get(url(question)).status_code == client.post(url(question), {"why": "heated"}).status_code == 403
    assert not fresh(question).is_closed


def test_not_what_one_asked_oneself(client_of, moderator):
    own = factories.make_question(moderator)
    assert client_of(moderator).post(url(own), {"why": "heated"}).status_code == 403


@pytest.mark.parametrize(("status", "code"), [("draft", 404), ("pending", 403), ("returned", 403), ("hidden", 403)])
def test_only_what_stands_on_the_site(client_of, moderator, member, status, code):
    question = factories.make_question(member, status=status)
    assert client_of(moderator).post(url(question), {"why": "heated"}).status_code == code


def test_signed_in_and_no_other_method(client, client_of, moderator, question, answer):
    assert client.get(url(question))["Location"].startswith("/prijava/")
    assert client_of(moderator).put(url(question)).status_code == 405
    assert client_of(moderator).get(url(answer)).status_code == 404


# -- nothing new below -------------------------------------------------------------------------------------------------


@pytest.fixture
def closed(question, answer, moderator):
    actions.close(question, moderator, "heated")
    return fresh(question)


def test_nobody_comments_and_no_text_is_lost(client_of, neighbour, closed, answer):
    """Written while it was closed: the page says so and keeps the words."""
    client = client_of(neighbour)
    comment = Entry.objects.filter(kind="comment")
    for below in (closed, answer):
        address = f"/komentari/{below.pk}/novi/"
        assert address not in client.get(closed.get_absolute_url()).content.decode()
        assert client.get(address).status_code == 403
        page = client.post(address, {"body": "Dugo pisan komentar.", "once": uuid4()})
        assert page.status_code == 409
        valid(page)
        assert "Vaš tekst je još ovdje" in text_of(page)
        assert "Dugo pisan komentar." in page.content.decode()
    assert not comment.exists()


def test_nobody_replies(client_of, neighbour, member, question, moderator):
    comment = factories.make_comment(member, question)
    actions.close(question, moderator, "heated")
    assert client_of(neighbour).post(f"/komentari/{comment.pk}/novi/", {"body": "Da."}).status_code == 409


@pytest.mark.parametrize("kind", ["comment", "answer"])
def test_the_database_takes_nothing_below_it(neighbour, closed, kind):
    with pytest.raises(IntegrityError, match="entry_above_is_open"), transaction.atomic():
        Entry.objects.create(kind=kind, author=neighbour, body="x", root=closed, parent=closed)


def test_nor_below_an_answer_of_it(neighbour, closed, answer):
    with pytest.raises(IntegrityError, match="entry_above_is_open"), transaction.atomic():
        Entry.objects.create(kind="comment", author=neighbour, body="x", root=closed, parent=answer)


def test_what_waited_when_it_was_closed_may_still_be_published(newcomer, moderator, question):
    waiting = factories.make_answer(newcomer, question, status="pending")
    actions.close(question, moderator, "heated")
    from moderation.actions import publish  # noqa: PLC0415

    assert publish(waiting, moderator) is not None
    assert fresh(question).answer_count == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("first", ["close", "comment"])
def test_closed_and_commented_on_at_the_same_moment(moderator, neighbour, question, first):
    begun, written = threading.Event(), threading.Event()

    def write():
        return comment_actions.write(Entry.objects.get(pk=question.pk), neighbour, "Da.", uuid4(), "bs")

    def close():
        return actions.close(question, moderator, "heated")

    def begins():
        with transaction.atomic():
            done = close() if first == "close" else write()
            begun.set()
            assert not written.wait(0.7), "the other one did not wait"
            return done

    def follows():
        begun.wait(10)
        try:
            return write() if first == "close" else close()
        finally:
            written.set()

    done, then = at_once(begins, follows)
    assert fresh(question).is_closed
    if first == "close":
        assert done is True
        assert isinstance(then, comment_actions.Closed)
    else:
        assert isinstance(done, Entry), done
        assert then is True
    assert Entry.objects.filter(kind="comment").count() == (first == "comment")


@pytest.mark.django_db(transaction=True)
def test_without_any_look_the_trigger_waits_and_refuses(moderator, neighbour, question):
    """What the database does by itself: an insert waits for a closing that has begun."""
    begun = threading.Event()

    def closes():
        with transaction.atomic():
            actions.close(question, moderator, "heated")
            begun.set()
            threading.Event().wait(0.5)

    def inserts():
        begun.wait(10)
        return Entry.objects.create(
            kind="comment", author=neighbour, body="x", root_id=question.pk, parent_id=question.pk
        )

    _, refused = at_once(closes, inserts)
    assert isinstance(refused, IntegrityError), refused
    assert "entry_above_is_open" in str(refused)


@pytest.mark.django_db(transaction=True)
def test_two_that_are_closed_as_the_same_of_each_other(moderator, question, newcomer):
    """Both look before either closes; the rows are locked in one order, so one closes and the other is refused."""
    other = factories.make_question(newcomer)

    def close(one, same):
        return actions.close(Question.objects.get(pk=one.pk), moderator, "duplicate", "", same)

    results = at_once(lambda: close(question, other), lambda: close(other, question))
    assert sorted(type(one).__name__ for one in results) == ["PermissionDenied", "bool"], results
    assert Question.objects.filter(duplicate_of__isnull=False).count() == 1
