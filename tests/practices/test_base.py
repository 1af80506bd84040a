"""A practice that begins as one's own answer: `?iz=` carries title, problem and text over, never somebody else's."""

import pytest

from content.models import Entry
from forums.models import Answer
from practices.models import Practice
from tests import factories
from tests.markup import text_of, valid
from tests.practices.writing import basics

URL = "/prakse/nova/"


@pytest.fixture
def answer(member, newcomer) -> Answer:
    question = factories.make_question(newcomer, title="Kako osvijetliti stazu?", body="Djeca idu po mraku.")
    return factories.make_answer(member, question, body="Postavili smo solarne lampe.")


def begun(client, answer, theme, **changed):
    client.post(URL, basics(theme, iz=answer.pk, **changed))
    return Practice.objects.first()


def test_the_question_is_the_title_and_the_number_goes_along(client_of, member, answer):
    page = client_of(member).get(f"{URL}?iz={answer.pk}")
    valid(page)
    assert 'value="Kako osvijetliti stazu?"' in page.content.decode()
    assert f'<input type="hidden" name="iz" value="{answer.pk}">' in page.content.decode()


def test_what_was_asked_is_the_problem_and_what_was_answered_what_was_done(client_of, member, answer, theme):
    client = client_of(member)
    practice = begun(client, answer, theme, title="Solarne lampe")
    assert (practice.title, practice.problem, practice.body) == (
        "Solarne lampe", "Djeca idu po mraku.", "Postavili smo solarne lampe.",
    )  # fmt: skip
    assert (practice.status, practice.author, practice.root) == ("draft", member, None)
    assert "Djeca idu po mraku." in client.get(f"/prakse/{practice.pk}/uredi/problem/").content.decode()
    assert "Postavili smo solarne lampe." in client.get(f"/prakse/{practice.pk}/uredi/koraci/").content.decode()


def test_sent_twice_it_is_one(client_of, member, answer, theme):
    data = basics(theme, iz=answer.pk)
    assert len({client_of(member).post(URL, data)["Location"] for _ in range(3)}) == 1
    assert Practice.objects.count() == 1


def test_a_mistake_in_the_form_keeps_it(client_of, member, answer, theme):
    page = client_of(member).post(URL, basics(theme, iz=answer.pk, title=""))
    assert f'name="iz" value="{answer.pk}"' in page.content.decode()
    assert not Practice.objects.exists()


@pytest.mark.parametrize("who", ["newcomer", "neighbour", "moderator"])
def test_not_from_what_somebody_else_answered(request, client_of, answer, theme, who):
    client = client_of(request.getfixturevalue(who))
    page = client.get(f"{URL}?iz={answer.pk}")
    assert page.status_code == 200
    assert "Kako osvijetliti stazu?" not in text_of(page)
    assert 'name="iz"' not in page.content.decode()
    practice = begun(client, answer, theme)
    assert (practice.problem, practice.body) == ("", "")


@pytest.mark.parametrize("status", ["draft", "pending", "returned", "hidden"])
def test_not_from_what_readers_do_not_see(client_of, member, newcomer, theme, status):
    answer = factories.make_answer(member, factories.make_question(newcomer), status=status)
    assert begun(client_of(member), answer, theme).body == ""


@pytest.mark.parametrize("number", ["0", "x", "²", "9" * 40, "-1", ""])
def test_a_number_that_is_none_is_as_if_it_had_not_been_written(client_of, member, theme, number, answer):
    client = client_of(member)
    assert client.get(f"{URL}?iz={number}").status_code == 200
    client.post(URL, basics(theme, iz=number))
    assert Practice.objects.get().body == ""


def test_neither_from_a_question_nor_from_a_comment(client_of, member, answer, theme):
    question = factories.make_question(member)
    comment = factories.make_comment(member, question)
    for entry in (question, comment):
        assert begun(client_of(member), entry, theme).body == ""
    assert Entry.objects.filter(kind="practice").count() == 2


def test_without_a_name_stays_without_a_trace(client_of, member, answer, theme):
    """Of an answer below one's own question without a name there is no way: the words would say who asked."""
    question = factories.make_question(member, title="Ko pita?", body="Ja.", is_unnamed=True)
    own = factories.make_answer(member, question, body="Našli smo sami.")
    assert f"?iz={own.pk}" not in client_of(member).get(question.get_absolute_url()).content.decode()
    assert begun(client_of(member), own, theme).body == ""


# -- of a training -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", ["published", "hidden", "draft"])
def test_it_begins_with_the_training_where_one_learned_it(client_of, member, newcomer, theme, settings, status):
    training = factories.make_training(newcomer, title="Obuka za forume", status=status)
    client = client_of(member)
    page = client.get(f"{URL}?iz={training.pk}")
    valid(page)
    assert (f'name="iz" value="{training.pk}"' in page.content.decode()) == (status == "published")
    assert "Obuka za forume" not in text_of(page), "a practice is called after what was done"
    practice = begun(client, training, theme)
    assert ("Obuka za forume" in practice.body) == (status == "published")
    assert (settings.SITE_URL + training.get_absolute_url() in practice.body) == (status == "published")
    valid(client.get(f"/prakse/{practice.pk}/uredi/koraci/"))
