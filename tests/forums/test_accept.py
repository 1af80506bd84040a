"""The answer that helped: one of each question, said by whoever asked or a moderator, and never two at once."""

import threading

import pytest
from django.db import IntegrityError
from django.db.models import QuerySet

from forums import actions
from forums.models import Answer, Question
from notifications.models import Notification
from tests import factories
from tests.at_once import at_once
from tests.markup import text_of, valid


def url(answer):
    return f"/pitanja/odgovori/{answer.pk}/pomogao/"


def post(client, answer, on="1"):
    return client.post(url(answer), {"on": on})


def accepted(question):
    return list(Answer.objects.filter(about=question, accepted_on__isnull=False))


def test_set_seen_and_taken_back(client, client_of, member, neighbour, question, answer):
    asker = client_of(member)
    assert post(asker, answer)["Location"] == answer.get_absolute_url()
    assert accepted(question) == [answer]
    assert Question.objects.get(pk=question.pk).is_solved
    page = client.get(question.get_absolute_url())
    valid(page)
    assert "Odgovor koji je pomogao" in text_of(page)
    assert "riješeno" in text_of(client.get("/pitanja/"))
    told = Notification.objects.get(user=neighbour)
    assert (told.kind, told.actor) == ("helped", member)
    post(asker, answer, "0")
    assert accepted(question) == []
    assert not Question.objects.get(pk=question.pk).is_solved


def test_another_one_takes_its_place(client_of, member, newcomer, question, answer):
    other = factories.make_answer(newcomer, question)
    for one in (answer, other):
        post(client_of(member), one)
    assert accepted(question) == [other]


@pytest.mark.parametrize(("on", "number"), [("1", 1), ("0", 0)])
def test_a_double_click_is_one_click(client_of, member, neighbour, question, answer, on, number):
    for _ in range(3):
        post(client_of(member), answer, on)
    assert len(accepted(question)) == number
    assert Notification.objects.filter(user=neighbour).count() == number


@pytest.mark.parametrize("who", ["neighbour", "newcomer", "coordinator", "expert"])
def test_nobody_else_says_so(reader_of, question, answer, who):
    assert post(reader_of(who), answer).status_code == 403
    assert accepted(question) == []


def test_a_moderator_does_and_one_without_a_second_factor_does_not(client_of, moderator, admin, question, answer):
    assert post(client_of(admin), answer).status_code == 403
    assert post(client_of(moderator), answer).status_code == 302
    assert accepted(question) == [answer]


@pytest.mark.parametrize("status", ["draft", "pending", "returned", "hidden"])
def test_only_what_readers_see(client_of, member, moderator, newcomer, question, status):
    answer = factories.make_answer(newcomer, question, status=status)
    assert post(client_of(member), answer).status_code == 404
    assert post(client_of(moderator), answer).status_code == (404 if status == "draft" else 403)
    assert accepted(question) == []


def test_what_is_hidden_later_solves_nothing(question, answer, member, moderator):
    actions.accept(answer, member, True)
    factories.decide(answer, "hidden", moderator)
    type(answer).objects.filter(pk=answer.pk).update(status="hidden")
    question.refresh_from_db()
    assert (question.answer_count, question.is_solved) == (0, False)


def test_ones_own_answer_may_have_helped(client_of, member, question):
    own = factories.make_answer(member, question, body="Našli smo sami.")
    assert post(client_of(member), own).status_code == 302
    assert not Notification.objects.exists()


def test_signed_in_and_only_by_sending(client, client_of, member, answer):
    assert post(client, answer)["Location"].startswith("/prijava/")
    assert client_of(member).get(url(answer)).status_code == 405
    assert client_of(member).post("/pitanja/odgovori/999999/pomogao/").status_code == 404


# -- two at once -------------------------------------------------------------------------------------------------------


@pytest.fixture
def two(transactional_db, member, neighbour, newcomer, question):
    return [factories.make_answer(one, question) for one in (neighbour, newcomer)]


def accept_both(two, member):
    return at_once(*[lambda one=one: actions.accept(Answer.objects.get(pk=one.pk), member, True) for one in two])


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_are_one(two, member, question):
    for _ in range(5):
        assert accept_both(two, member).count(True) >= 1
        assert len(accepted(question)) == 1


@pytest.mark.django_db(transaction=True)
def test_two_requests_at_the_same_moment(two, client_of, member, question):
    clients = [client_of(member) for _ in two]
    codes = at_once(*[lambda pair=pair: post(*pair).status_code for pair in zip(clients, two, strict=True)])
    assert codes == [302, 302]
    assert len(accepted(question)) == 1


def unlocked(monkeypatch):
    """Both read, and take away what was said before, before either writes."""
    both, update = threading.Barrier(2), QuerySet.update

    def met(rows, **values):
        number = update(rows, **values)
        if values == {"accepted_on": None} and threading.current_thread() is not threading.main_thread():
            both.wait(10)
        return number

    def read(answer, _by):
        return Answer.objects.select_related("about", "root", "author__profile").get(pk=answer.pk)

    monkeypatch.setattr(QuerySet, "update", met)
    monkeypatch.setattr(actions, "_locked", read)


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_index_refuses_the_second(two, member, question, monkeypatch):
    unlocked(monkeypatch)
    results = accept_both(two, member)
    assert sorted(type(one).__name__ for one in results) == ["IntegrityError", "bool"], results
    assert "answer_accepted_once" in str(next(one for one in results if isinstance(one, IntegrityError)))
    assert len(accepted(question)) == 1


@pytest.mark.django_db(transaction=True)
def test_without_lock_and_index_there_would_be_two(two, member, question, monkeypatch):
    """The control: what the other tests prove is done by the lock and the index."""
    from django.db import connection  # noqa: PLC0415

    unlocked(monkeypatch)
    (index,) = [one for one in Answer._meta.constraints if one.name == "answer_accepted_once"]
    with connection.schema_editor() as editor:
        editor.remove_constraint(Answer, index)
    try:
        assert accept_both(two, member) == [True, True]
        assert len(accepted(question)) == 2
    finally:
        Answer.objects.update(accepted_on=None)
        with connection.schema_editor() as editor:
            editor.add_constraint(Answer, index)
