"""Correcting a question: at once on grounds, else as a proposal; two windows lose nothing; a name goes without a review."""

import pytest

from content.drafts import keep
from forums import actions
from forums.models import Question
from moderation.actions import withdraw
from moderation.models import Proposal
from tests import factories
from tests.forums.asking import asked, version_of
from tests.markup import text_of, valid


def url(question, prefix=""):
    return f"{prefix}/pitanja/{question.pk}/uredi/"


def save(client, question, **changed):
    return client.post(url(question), asked(**{"version": version_of(client, url(question)), **changed}))


def fresh(question):
    return Question.objects.get(pk=question.pk)


@pytest.mark.parametrize("prefix", ["", "/sr", "/en"])
def test_what_is_stored_stands_in_the_form(client_of, member, question, places, theme, prefix):
    response = client_of(member).get(url(question, prefix))
    valid(response)
    form = response.context["form"]
    assert form["title"].value() == question.title
    assert form["scope"].value() == f"e{places.fbih.pk}"
    assert (form["themes"].value(), form["places"].value()) == ([theme.pk], [f"c{places.jelah.pk}"])


def test_with_a_mandate_it_is_changed_at_once(client, client_of, member, question, act, places):
    response = save(
        client_of(member), question, title="Čija je struja?", acts=[act.pk], places=[f"m{places.laktasi.pk}"]
    )
    assert response["Location"] == fresh(question).get_absolute_url()
    now = fresh(question)
    assert (now.title, now.version, now.entity) == ("Čija je struja?", 2, None)
    assert (list(now.acts.all()), [one.municipality for one in now.places.all()]) == ([act], [places.laktasi])
    assert now.themes.count() == 0
    assert "ispravljeno" in text_of(client.get(now.get_absolute_url()))
    assert now.decisions.latest("pk").version == 2


def test_nothing_changed_is_no_new_version(client_of, member, question, places, theme):
    same = {"title": question.title, "body": question.body, "themes": [theme.pk], "scope": f"e{places.fbih.pk}"}
    assert save(client_of(member), question, **same, places=[f"c{places.jelah.pk}"]).status_code == 302
    assert fresh(question).version == 1


def test_sent_twice_it_is_one_change(client_of, member, question):
    client = client_of(member)
    data = asked(version=version_of(client, url(question)))
    assert [client.post(url(question), data).status_code for _ in range(3)] == [302] * 3
    assert fresh(question).version == 2


def test_a_second_window_sees_both_texts(client_of, member, question):
    client = client_of(member)
    old = version_of(client, url(question))
    save(client, question, title="Prva izmjena?", body="Prvi tekst.")
    response = client.post(url(question), asked(version=old, title="Druga izmjena?", body="Drugi tekst."))
    assert response.status_code == 409
    valid(response)
    for words in ("Prva izmjena?", "Prvi tekst."):
        assert words in text_of(response)
    assert "Drugi tekst." in response.content.decode()
    assert fresh(question).title == "Prva izmjena?"
    again = asked(version=response.context["version"], title="Druga izmjena?")
    assert client.post(url(question), again).status_code == 302
    assert fresh(question).title == "Druga izmjena?"


@pytest.mark.parametrize("version", ["", "x", "9" * 40, "-1", "²"])
def test_a_version_that_is_none_overwrites_nothing(client_of, member, question, version):
    assert client_of(member).post(url(question), asked(version=version)).status_code == 409
    assert fresh(question).version == 1


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"title": ""}, "Napišite pitanje."),
        ({"title": "x" * 134}, "Skratite za 14."),
        ({"scope": "k0"}, "Izaberite gdje važi."),
        ({"acts": [0]}, "Izaberite propise s liste."),
    ],
)
def test_bad_input_is_said_kept_and_writes_nothing(client_of, member, question, changed, sentence):
    response = save(client_of(member), question, **changed)
    assert response.status_code == 200
    valid(response)
    assert sentence in response.content.decode()
    assert "Probali smo sve." in response.content.decode()
    assert fresh(question).version == 1


def test_a_place_is_found_and_nothing_stored(client_of, member, question):
    response = save(client_of(member), question, find="klasnice", find_places="1")
    assert "MZ Klašnice" in text_of(response)
    assert fresh(question).version == 1


@pytest.mark.parametrize("who", ["neighbour", "newcomer", "coordinator", "moderator"])
def test_nobody_else(reader_of, question, who):
    client = reader_of(who)
    assert client.get(url(question)).status_code == client.post(url(question), asked()).status_code == 403


@pytest.mark.parametrize("status", ["draft", "pending", "returned", "hidden"])
def test_what_one_may_not_see_is_not_there(client_of, neighbour, member, status):
    question = factories.make_question(member, status=status)
    assert client_of(neighbour).get(url(question)).status_code == 404
    assert client_of(member).get(url(question)).status_code == (403 if status == "hidden" else 200)


def test_neither_an_answer_nor_what_is_withdrawn(client_of, neighbour, member, question, answer):
    assert client_of(neighbour).get(url(answer)).status_code == 404
    withdraw(question, member)
    assert client_of(member).get(url(question)).status_code == 403


def test_signed_in_and_no_other_method(client, client_of, member, question):
    assert client.get(url(question))["Location"].startswith("/prijava/")
    assert client_of(member).put(url(question)).status_code == 405


def test_what_came_back_is_sent_again_by_saving(client_of, newcomer):
    question = factories.make_question(newcomer, status="returned")
    save(client_of(newcomer), question, body="Dopisano.")
    assert (fresh(question).status, fresh(question).body) == ("pending", "Dopisano.")


def test_what_was_typed_is_brought_back(client_of, member, question):
    keep(member, f"forums:edit:{question.pk}", '{"title": ["Nedovršeno?"]}', 0)
    client = client_of(member)
    assert "Nedovršeno?" not in text_of(client.get(url(question)))
    assert "Nedovršeno?" in client.get(f"{url(question)}?nacrt=1").content.decode()


# -- without grounds ---------------------------------------------------------------------------------------------------


@pytest.fixture
def theirs(newcomer, theme):
    """A published question of somebody without a mandate."""
    return factories.make_question(newcomer, themes=[theme])


def test_without_grounds_a_change_is_a_proposal(client, client_of, newcomer, theirs):
    page = client_of(newcomer)
    response = save(page, theirs, title="Čija je struja?")
    assert response["Location"] == theirs.get_absolute_url()
    assert (fresh(theirs).title, fresh(theirs).version) == (theirs.title, 1)
    assert "Čija je struja?" not in text_of(client.get(theirs.get_absolute_url()))
    form = page.get(url(theirs))
    assert "Vaša izmjena čeka pregled" in text_of(form)
    assert "Čija je struja?" in form.content.decode()


def test_a_name_is_taken_away_at_once_whoever_asks(client, client_of, newcomer, theirs, theme):
    assert "Novi Član" in text_of(client.get(theirs.get_absolute_url()))
    same = {"title": theirs.title, "body": theirs.body, "themes": [theme.pk], "is_unnamed": "on"}
    save(client_of(newcomer), theirs, **same)
    assert fresh(theirs).is_unnamed
    assert not Proposal.objects.exists(), "nobody has to look at that"
    assert "Novi Član" not in client.get(theirs.get_absolute_url()).content.decode()


def test_with_other_words_the_name_goes_first_and_the_words_wait(client_of, newcomer, theirs):
    save(client_of(newcomer), theirs, title="Čija je struja?", is_unnamed="on")
    assert (fresh(theirs).is_unnamed, fresh(theirs).title) == (True, theirs.title)
    assert Proposal.objects.get().entry_id == theirs.pk


def test_nobody_takes_away_the_name_of_another(neighbour, theirs):
    with pytest.raises(actions.PermissionDenied):
        actions.unname(theirs, neighbour)


@pytest.mark.parametrize("rows", [1, 3])
def test_queries(client_of, member, neighbour, question, rows, django_assert_num_queries):
    for _ in range(rows):
        factories.make_answer(neighbour, question)
    client = client_of(member)
    client.get(url(question))
    with django_assert_num_queries(13):
        client.get(url(question))
