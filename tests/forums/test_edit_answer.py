"""Correcting an answer: at once on grounds, else as a proposal; two windows lose nothing."""

import pytest

from forums import actions
from forums.models import Answer
from moderation.models import Proposal
from tests import factories
from tests.forums.asking import answered, version_of
from tests.markup import text_of, valid


def url(answer, prefix=""):
    return f"{prefix}/pitanja/odgovori/{answer.pk}/uredi/"


def save(client, answer, **changed):
    return client.post(url(answer), answered(**{"version": version_of(client, url(answer)), **changed}))


def fresh(answer):
    return Answer.objects.get(pk=answer.pk)


@pytest.mark.parametrize("prefix", ["", "/sr", "/en"])
def test_what_is_stored_stands_in_the_form(client_of, neighbour, answer, act, places, prefix):
    response = client_of(neighbour).get(url(answer, prefix))
    valid(response)
    form = response.context["form"]
    held = (form["body"].value(), form["scope"].value(), form["acts"].value())
    assert held == (answer.body, f"e{places.fbih.pk}", [act.pk])


def test_with_a_mandate_it_is_changed_at_once(client, client_of, neighbour, answer, places):
    response = save(client_of(neighbour), answer, body="Ipak plaćamo mi.", scope=f"m{places.laktasi.pk}")
    assert response["Location"] == answer.get_absolute_url()
    now = fresh(answer)
    assert (now.body, now.version, now.municipality, now.entity) == ("Ipak plaćamo mi.", 2, places.laktasi, None)
    assert not now.acts.exists()
    assert "ispravljeno" in text_of(client.get(answer.about.get_absolute_url()))


def test_what_helped_still_helped(client_of, neighbour, member, answer):
    actions.accept(answer, member, True)
    save(client_of(neighbour), answer, body="Dopuna.")
    assert fresh(answer).accepted_on is not None


def test_sent_twice_it_is_one_change(client_of, neighbour, answer):
    client = client_of(neighbour)
    data = answered(version=version_of(client, url(answer)))
    assert [client.post(url(answer), data).status_code for _ in range(3)] == [302] * 3
    assert fresh(answer).version == 2


def test_a_second_window_sees_both_texts(client_of, neighbour, answer):
    client = client_of(neighbour)
    old = version_of(client, url(answer))
    save(client, answer, body="Prvi tekst.")
    response = client.post(url(answer), answered(version=old, body="Drugi tekst."))
    assert response.status_code == 409
    valid(response)
    assert "Prvi tekst." in text_of(response)
    assert "Drugi tekst." in response.content.decode()
    assert fresh(answer).body == "Prvi tekst."


@pytest.mark.parametrize(
    ("changed", "sentence"), [({"body": " "}, "Napišite odgovor."), ({"scope": ""}, "Izaberite gdje važi.")]
)
def test_bad_input_is_said_and_writes_nothing(client_of, neighbour, answer, changed, sentence):
    response = save(client_of(neighbour), answer, **changed)
    assert response.status_code == 200
    assert sentence in text_of(response)
    assert fresh(answer).version == 1


@pytest.mark.parametrize("who", ["member", "newcomer", "expert", "moderator"])
def test_nobody_else(reader_of, answer, who):
    client = reader_of(who)
    assert client.get(url(answer)).status_code == client.post(url(answer), answered()).status_code == 403


@pytest.mark.parametrize("status", ["draft", "pending", "returned", "hidden"])
def test_what_one_may_not_see_is_not_there(client_of, neighbour, member, question, status):
    answer = factories.make_answer(neighbour, question, status=status)
    assert client_of(member).get(url(answer)).status_code == 404
    assert client_of(neighbour).get(url(answer)).status_code == (403 if status == "hidden" else 200)


def test_a_question_is_no_answer(client_of, member, question):
    assert client_of(member).get(url(question)).status_code == 404


def test_signed_in_and_no_other_method(client, client_of, neighbour, answer):
    assert client.get(url(answer))["Location"].startswith("/prijava/")
    assert client_of(neighbour).put(url(answer)).status_code == 405


def test_below_what_is_closed_a_mistake_may_be_corrected(client_of, neighbour, moderator, question, answer):
    actions.close(question, moderator, "outdated")
    assert save(client_of(neighbour), answer, body="Ispravka.").status_code == 302
    assert fresh(answer).body == "Ispravka."


def test_without_grounds_a_change_is_a_proposal(client_of, newcomer, question):
    answer = factories.make_answer(newcomer, question)
    client = client_of(newcomer)
    save(client, answer, body="Novi tekst.")
    assert (fresh(answer).body, Proposal.objects.get().entry_id) == (answer.body, answer.pk)
    form = client.get(url(answer))
    assert "Vaša izmjena čeka pregled" in text_of(form)
    assert "Novi tekst." in form.content.decode()


def test_what_came_back_is_sent_again_by_saving(client_of, newcomer, question):
    answer = factories.make_answer(newcomer, question, status="returned")
    save(client_of(newcomer), answer, body="Dopisano.")
    assert (fresh(answer).status, fresh(answer).body) == ("pending", "Dopisano.")


@pytest.mark.parametrize("rows", [1, 3])
def test_queries(client_of, neighbour, newcomer, question, answer, rows, django_assert_num_queries):
    for _ in range(rows):
        factories.make_answer(newcomer, question)
    client = client_of(neighbour)
    client.get(url(answer))
    with django_assert_num_queries(8):
        client.get(url(answer))
