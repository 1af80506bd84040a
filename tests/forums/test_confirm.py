"""An expert service stands behind an answer: an editor of an association, where it holds, of what somebody else wrote."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from forums import actions, look
from forums.models import Answer
from forums.policy import can_check, can_confirm
from notifications.models import Notification
from register.models import LegalAct, Organisation
from tests import factories
from tests.markup import text_of, valid
from tests.moderation.conftest import with_second_factor
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


PLACES = ("bih", "fbih", "zdk", "tesanj", "rs", "laktasi")
FEDERATION, SRPSKA = {"fbih", "zdk", "tesanj"}, {"rs", "laktasi"}
MAY = {
    "expert": FEDERATION,
    "of_srpska": SRPSKA,
    "of_both": FEDERATION | SRPSKA,
    "of_the_country": set(PLACES),
    "of_a_network": set(),
    "administrator": set(PLACES),
    "administrator_without_second_factor": set(),
    "moderator": set(),
    "member": set(),
    "neighbour": set(),  # who wrote it
}


@pytest.fixture
def cast(expert, moderator, member, neighbour, admin, places):
    """Who might confirm something, by name."""
    both = service("Savez opština RS", entity=places.rs)
    factories.make_mandate(both, "editor", places.savez)
    second = with_second_factor(factories.make_user("admin2@example.ba"))
    factories.make_mandate(second, "administrator")
    return {
        "expert": expert,
        "of_srpska": service("Savez RS", entity=places.rs),
        "of_both": both,
        "of_the_country": service("Zajednički savez"),
        "of_a_network": service("Mreža", "mreza"),
        "administrator": second,
        "administrator_without_second_factor": admin,
        "moderator": moderator,
        "member": member,
        "neighbour": neighbour,
    }


@pytest.fixture
def held(neighbour, question, places):
    """An answer for each place, by its name."""
    where = {"bih": None, "zdk": places.tesanj.canton}
    where |= {name: getattr(places, name) for name in ("fbih", "tesanj", "rs", "laktasi")}
    return {name: factories.make_answer(neighbour, question, where=where[name]) for name in PLACES}


@pytest.mark.parametrize("who", MAY)
def test_who_confirms_what_holds_where(client_of, cast, held, question, who):
    """The policy, the button and a forged form say the same."""
    client, user = client_of(cast[who]), cast[who]
    page = client.get(question.get_absolute_url()).content.decode()
    for where, answer in held.items():
        may = where in MAY[who]
        assert can_confirm(user, fresh(answer)) == may, where
        assert (url(answer) in page) == may, where
        assert post(client, answer).status_code == (302 if may else 403), where
        now = fresh(answer)
        assert now.is_confirmed == may, where
        if may:
            assert now.confirmed_by == user
            assert now.confirmed_for.entity_id in {None, *now.entities}, where


@pytest.mark.parametrize("who", MAY)
def test_nor_checks_what_is_in_doubt_there(cast, held, who):
    """Whoever wrote it and moderators may; experts where they may confirm."""
    Answer.objects.update(doubted_on=timezone.now())
    everywhere = set(PLACES) if who in {"moderator", "neighbour"} else MAY[who]
    assert {where for where, answer in held.items() if can_check(cast[who], fresh(answer))} == everywhere


def test_an_administrator_writes_it_down_for_the_association_that_reaches_there(
    client, client_of, cast, held, question
):
    for where in ("laktasi", "fbih", "bih"):
        post(client_of(cast["administrator"]), held[where])
    names = {where: fresh(held[where]).confirmed_for for where in ("laktasi", "fbih", "bih")}
    assert names["laktasi"].name.startswith("Savez")
    assert (names["fbih"].slug, names["bih"].name) == ("savez-opcina-i-gradova-fbih", "Zajednički savez")
    assert "Potvrdila stručna služba Zajednički savez" in text_of(client.get(question.get_absolute_url()))


def test_without_an_association_that_reaches_there_nobody_does(client_of, held, admin, places):
    with_second_factor(admin)
    assert post(client_of(admin), held["bih"]).status_code == 403
    assert post(client_of(admin), held["rs"]).status_code == 403
    assert post(client_of(admin), held["tesanj"]).status_code == 302


@pytest.mark.parametrize("where", PLACES)
def test_the_database_knows_how_far_an_association_reaches(held, places, where):
    def confirm(**values):
        with transaction.atomic():
            rows = Answer.objects.filter(pk=held[where].pk)
            rows.update(confirmed_on=timezone.now(), confirmed_for=places.savez, **values)

    if where in FEDERATION:
        confirm()
        with pytest.raises(IntegrityError, match="answer_confirmed_where_it_reaches"), transaction.atomic():
            Answer.objects.filter(pk=held[where].pk).update(entity=None, canton=None, municipality=None)
    else:
        with pytest.raises(IntegrityError, match="answer_confirmed_where_it_reaches"):
            confirm()
        confirm(entity=places.fbih, canton=None, municipality=None)


@pytest.mark.parametrize("who", ["expert", "administrator"])
def test_the_buttons_cost_no_query_of_each_answer(client_of, cast, held, question, newcomer, places, who):
    client = client_of(cast[who])

    def cost():
        look.forget()
        client.get(question.get_absolute_url())
        factories.make_comment(newcomer, question, body="Hvala.")  # so that the page is not the kept one
        with CaptureQueriesContext(connection) as queries:
            client.get(question.get_absolute_url())
        return len(queries)

    before = cost()
    for where in (places.tesanj, places.tesanj.canton, places.laktasi):
        factories.make_answer(newcomer, question, where=where)
    assert cost() == before


def test_what_holds_in_republika_srpska_is_confirmed_by_its_own_association(client_of, neighbour, question, places):
    answer = factories.make_answer(neighbour, question, where=places.laktasi)
    assert post(client_of(service("Savez RS", entity=places.rs)), answer).status_code == 302
    assert fresh(answer).confirmed_for.name == "Savez RS"


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
