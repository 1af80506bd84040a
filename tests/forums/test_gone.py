"""What is taken away between the look of a page and the pressing of its button: it is not there, and nothing is written."""

from types import SimpleNamespace

import pytest
from django.db.models import Q

from content import erasing
from content.models import Entry, Follow, Useful
from content.models.audit import AuditRow
from forums import actions, look
from forums.erasing import empty
from forums.models import Answer, Question
from forums.views import marks
from moderation import actions as moves
from notifications.models import Notification
from register.models import LegalAct
from tests import factories
from tests.markup import valid
from tests.moderation.conftest import with_second_factor

ANSWER_MOVES = {
    "accept": ("member", "/pitanja/odgovori/{answer}/pomogao/", actions),
    "confirm": ("expert", "/pitanja/odgovori/{answer}/potvrda/", actions),
    "check": ("neighbour", "/pitanja/odgovori/{answer}/provjera/", actions),
    "mark_useful": ("newcomer", "/pitanja/odgovori/{answer}/korisno/", marks),
}
QUESTION_MOVES = {
    "close": ("moderator", "/pitanja/{question}/zatvaranje/", actions),
    "reopen": ("moderator", "/pitanja/{question}/otvaranje/", actions),
    "follow_entry": ("newcomer", "/pitanja/{question}/pracenje/", marks),
}


@pytest.fixture
def scene(question, answer, act, newcomer, moderator):
    """An answer in doubt below an open question; another one there, which keeps the place of what its author takes along."""
    factories.make_comment(newcomer, answer, body="Hvala.")
    factories.make_answer(newcomer, question)
    LegalAct.objects.filter(pk=act.pk).update(state="izmijenjen")
    look.forget()
    return SimpleNamespace(question=question, answer=answer, moderator=moderator)


def hidden(entry):
    """By another moderator."""
    colleague = with_second_factor(factories.make_user("mod2@example.ba"))
    factories.make_mandate(colleague, "moderator")
    moves.hide(entry, colleague, "Nije primjereno.")


def erased(entry):
    """Its author left; others wrote below it, so the place stays."""
    stay = erasing.remove({entry.pk})
    assert stay == {entry.pk}
    empty(stay)


def deleted(entry):
    below = Entry.objects.filter(Q(root=entry.pk) | Q(parent=entry.pk))
    erasing.remove({entry.pk, *below.values_list("pk", flat=True)})
    assert not Entry.objects.filter(pk=entry.pk).exists()


def written():
    """All that a move may write."""
    said = Answer.objects.order_by("pk").values_list("pk", "about", "accepted_on", "confirmed_on", "doubted_on")
    closed = Question.objects.order_by("pk").values_list("pk", "closed_on", "answer_count", "is_solved")
    rows = (Notification, AuditRow, Useful, Follow)
    return [*said, *closed, *(model.objects.count() for model in rows)]


def pressed(scene, client, address, monkeypatch, where, name, goes):
    """The button; what it is about goes when the view has seen it. The answer, and what was written after that."""
    before, real = [], getattr(where, name)

    def late(*values):
        goes()
        before.extend(written())
        return real(*values)

    monkeypatch.setattr(where, name, late)
    address = address.format(question=scene.question.pk, answer=scene.answer.pk)
    response = client.post(address, {"on": "1", "why": "heated"})
    assert before, "the view did not come to its action"
    return response, before


GOES = [hidden, erased, deleted]


@pytest.mark.parametrize("goes", GOES)
@pytest.mark.parametrize("name", ANSWER_MOVES)
def test_an_answer(reader_of, scene, monkeypatch, name, goes):
    """404 for whom it is not there any more; 403 where they see it still: their own, the empty place."""
    who, address, where = ANSWER_MOVES[name]
    client = reader_of(who)
    response, before = pressed(scene, client, address, monkeypatch, where, name, lambda: goes(scene.answer))
    assert written() == before
    if name == "check" and goes is erased:
        assert response.status_code == 302, "nobody doubts what is empty"
        return
    sees = goes is erased or (goes is hidden and who == "neighbour")
    assert response.status_code == (403 if sees else 404)


@pytest.mark.parametrize("goes", GOES)
@pytest.mark.parametrize("name", [*ANSWER_MOVES, *QUESTION_MOVES])
def test_a_question(reader_of, scene, monkeypatch, name, goes):
    """With all that stands below it."""
    who, address, where = (ANSWER_MOVES | QUESTION_MOVES)[name]
    if name == "reopen":
        actions.close(scene.question, scene.moderator, "heated")
    client = reader_of(who)
    response, before = pressed(scene, client, address, monkeypatch, where, name, lambda: goes(scene.question))
    if goes is erased and name in {"check", "follow_entry"}:
        assert response.status_code == 302, "what others wrote below it stands, and holds"
        return
    assert written() == before
    assert response.status_code in ({404} if goes is deleted else {403, 404})


def test_without_looking_again_it_would_be_written(reader_of, scene, monkeypatch):
    """The control: the answer as the view saw it is believed."""
    monkeypatch.setattr(actions, "_locked", lambda answer, _by: answer)
    who, address, where = ANSWER_MOVES["accept"]
    client = reader_of(who)
    _, before = pressed(scene, client, address, monkeypatch, where, "accept", lambda: hidden(scene.answer))
    assert written() != before


def test_it_is_said_on_a_page_of_the_site(client_of, scene, member, monkeypatch):
    address = "/en" + ANSWER_MOVES["accept"][1]
    goes = lambda: deleted(scene.answer)  # noqa: E731
    response, _ = pressed(scene, client_of(member), address, monkeypatch, actions, "accept", goes)
    assert response.status_code == 404
    valid(response)
