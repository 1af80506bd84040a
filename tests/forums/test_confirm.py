"""An expert service stands behind an answer: an editor of an association, where it holds, of what somebody else wrote."""

import pytest

from forums import actions
from forums.models import Answer
from notifications.models import Notification
from register.models import LegalAct, Organisation
from tests import factories
from tests.markup import text_of, valid
from text.slugs import slugify


def url(answer):
    return f"/pitanja/odgovori/{answer.pk}/potvrda/"


def post(client, answer, on="1"):
    return client.post(url(answer), {"on": on})


def fresh(answer):
    return Answer.objects.get(pk=answer.pk)


def test_set_seen_and_taken_back(client, client_of, expert, neighbour, places, question, answer):
    assert post(client_of(expert), answer)["Location"] == answer.get_absolute_url()
    now = fresh(answer)
    assert (now.is_confirmed, now.confirmed_by, now.confirmed_for) == (True, expert, places.savez)
    page = client.get(question.get_absolute_url())
    valid(page)
    assert "Potvrdila stručna služba Savez općina i gradova FBiH" in text_of(page)
    assert "Selma Kovač" not in page.content.decode(), "the service says it, not a person"
    told = Notification.objects.get(user=neighbour)
    assert (told.kind, told.facts) == ("helped", {"outcome": "answer_confirmed", "label": places.savez.name})
    post(client_of(expert), answer, "0")
    assert not fresh(answer).is_confirmed
    assert fresh(answer).confirmed_for is None


@pytest.mark.parametrize(("on", "number"), [("1", 1), ("0", 0)])
def test_a_double_click_is_one_click(client_of, expert, neighbour, answer, on, number):
    for _ in range(3):
        post(client_of(expert), answer, on)
    assert fresh(answer).is_confirmed == bool(number)
    assert Notification.objects.filter(user=neighbour).count() == number


def service(name, kind="savez", **fields):
    kinds = {"savez": Organisation.Kind.ASSOCIATION, "mreza": Organisation.Kind.NETWORK}
    organisation = Organisation.objects.create(slug=slugify(name), name=name, kind=kinds[kind], **fields)
    user = factories.make_user()
    factories.make_mandate(user, "editor", organisation)
    return user


@pytest.mark.parametrize(
    ("where", "may"),
    [("rs", False), ("laktasi", False), ("fbih", True), ("tesanj", True), ("zdk", True), (None, True)],
)
def test_of_the_federation_not_what_holds_in_republika_srpska(
    client_of, expert, neighbour, question, places, where, may
):
    held = places.tesanj.canton if where == "zdk" else where and getattr(places, where)
    answer = factories.make_answer(neighbour, question, where=held)
    assert post(client_of(expert), answer).status_code == (302 if may else 403)
    assert fresh(answer).is_confirmed == may
    button = url(answer) in client_of(expert).get(question.get_absolute_url()).content.decode()
    assert button == may


def test_what_holds_in_republika_srpska_is_confirmed_by_its_own_association(client_of, neighbour, question, places):
    answer = factories.make_answer(neighbour, question, where=places.laktasi)
    assert post(client_of(service("Savez RS", entity=places.rs)), answer).status_code == 302
    assert fresh(answer).confirmed_for.name == "Savez RS"


def test_one_of_the_whole_country_speaks_for_all(client_of, neighbour, question, places):
    answer = factories.make_answer(neighbour, question, where=places.laktasi)
    assert post(client_of(service("Zajednički savez")), answer).status_code == 302


def test_an_editor_of_a_network_speaks_for_nobody(client_of, answer):
    assert post(client_of(service("Mreža", "mreza")), answer).status_code == 403


@pytest.mark.parametrize("who", ["member", "neighbour", "newcomer", "coordinator", "moderator"])
def test_nobody_else(reader_of, answer, who):
    assert post(reader_of(who), answer).status_code == 403
    assert not fresh(answer).is_confirmed


def test_not_ones_own(client_of, expert, question):
    answer = factories.make_answer(expert, question)
    assert post(client_of(expert), answer).status_code == 403


def test_a_mandate_that_ended_confirms_nothing(client_of, expert, answer):
    expert.mandate_set.update(ends="2025-01-01")
    assert post(client_of(expert), answer).status_code == 403


@pytest.mark.parametrize("status", ["pending", "hidden"])
def test_only_what_readers_see(client_of, expert, neighbour, question, status):
    answer = factories.make_answer(neighbour, question, status=status)
    assert post(client_of(expert), answer).status_code == 404


@pytest.mark.parametrize("on", ["1", "0"])
def test_a_button_from_before_the_act_was_changed_takes_no_warning_away(client, client_of, expert, answer, act, on):
    """Whoever pressed it has not seen the warning; the page that they come to shows it, with the button to check."""
    actions.confirm(answer, expert, True)
    LegalAct.objects.filter(pk=act.pk).update(state="izmijenjen")
    page = client_of(expert)
    assert post(page, answer, on).status_code == 302
    assert fresh(answer).doubted_on is not None
    assert not fresh(answer).is_confirmed
    assert f"/odgovori/{answer.pk}/provjera/" in page.get(answer.get_absolute_url()).content.decode()
    page.post(f"/pitanja/odgovori/{answer.pk}/provjera/")
    assert fresh(answer).is_confirmed


def test_other_words_are_not_what_was_confirmed(client_of, expert, neighbour, answer):
    """Experts stand behind a text and the place where it holds, not behind a row."""
    actions.confirm(answer, expert, True)
    edit = f"/pitanja/odgovori/{answer.pk}/uredi/"
    client_of(neighbour).post(edit, {"body": "Nešto sasvim drugo.", "scope": "bih", "version": answer.version})
    assert fresh(answer).body == "Nešto sasvim drugo."
    assert not fresh(answer).is_confirmed


def test_signed_in_and_only_by_sending(client, client_of, expert, answer):
    assert post(client, answer)["Location"].startswith("/prijava/")
    assert client_of(expert).get(url(answer)).status_code == 405
