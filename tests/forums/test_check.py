"""An act behind an answer was changed: whoever wrote it says that it still holds, experts confirm it anew."""

import pytest

from forums import actions
from forums.models import Answer
from notifications.actions import notify
from notifications.models import Notification
from register.models import LegalAct
from tests import factories
from tests.markup import text_of


def url(answer):
    return f"/pitanja/odgovori/{answer.pk}/provjera/"


def post(client, answer):
    return client.post(url(answer))


def fresh(answer):
    return Answer.objects.get(pk=answer.pk)


@pytest.fixture
def doubted(answer, act, expert):
    """Confirmed once; then its act was changed."""
    actions.confirm(answer, expert, True)
    LegalAct.objects.filter(pk=act.pk).update(state="izmijenjen")
    Notification.objects.all().delete()
    return fresh(answer)


def test_by_whoever_wrote_it_the_warning_goes_and_nothing_is_confirmed(client, client_of, neighbour, question, doubted):
    assert "Propis se promijenio" in text_of(client.get(question.get_absolute_url()))
    assert post(client_of(neighbour), doubted)["Location"] == doubted.get_absolute_url()
    now = fresh(doubted)
    assert (now.doubted_on, now.is_confirmed, now.confirmed_for, now.confirmed_by) == (None, False, None, None)
    page = text_of(client.get(question.get_absolute_url()))
    assert "Propis se promijenio" not in page
    assert "Potvrdila stručna služba" not in page
    assert not Notification.objects.exists(), "nobody is told of what they did themselves"


def test_by_an_expert_it_is_confirmed_anew(client, client_of, expert, neighbour, places, question, doubted):
    before = doubted.confirmed_on
    post(client_of(expert), doubted)
    now = fresh(doubted)
    assert (now.is_confirmed, now.confirmed_for, now.confirmed_by) == (True, places.savez, expert)
    assert now.confirmed_on > before
    assert "Potvrdila stručna služba" in text_of(client.get(question.get_absolute_url()))
    assert Notification.objects.get(user=neighbour).facts["outcome"] == "answer_checked"


def test_by_a_moderator_it_is_not_confirmed(client_of, moderator, doubted):
    assert post(client_of(moderator), doubted).status_code == 302
    assert (fresh(doubted).doubted_on, fresh(doubted).confirmed_on) == (None, None)


def test_an_expert_of_another_entity_does_not(client_of, expert, neighbour, question, places, act):
    answer = factories.make_answer(neighbour, question, where=places.rs, acts=[act])
    LegalAct.objects.filter(pk=act.pk).update(state="prestao")
    assert post(client_of(expert), answer).status_code == 403
    assert fresh(answer).doubted_on is not None


@pytest.mark.parametrize("who", ["member", "newcomer", "coordinator"])
def test_nobody_else(reader_of, doubted, who):
    assert post(reader_of(who), doubted).status_code == 403
    assert fresh(doubted).doubted_on is not None


def test_sent_twice_it_is_done_once(client_of, expert, neighbour, doubted):
    for _ in range(3):
        assert post(client_of(expert), doubted).status_code == 302
    assert Notification.objects.filter(user=neighbour).count() == 1


def test_what_nobody_doubts_stays_as_it_is(client_of, neighbour, answer, expert):
    actions.confirm(answer, expert, True)
    assert post(client_of(neighbour), answer).status_code == 302
    assert fresh(answer).is_confirmed


def test_whoever_was_asked_to_is_not_asked_again(neighbour, doubted):
    notify("check_answer", neighbour, entry=doubted)
    actions.check(doubted, neighbour)
    assert Notification.objects.get(kind="check_answer").read is not None


def test_signed_in_seen_and_only_by_sending(client, client_of, newcomer, neighbour, question, doubted):
    assert post(client, doubted)["Location"].startswith("/prijava/")
    assert client_of(neighbour).get(url(doubted)).status_code == 405
    hidden = factories.make_answer(neighbour, question, status="hidden")
    assert post(client_of(newcomer), hidden).status_code == 404
