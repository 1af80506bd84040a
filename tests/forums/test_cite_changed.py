"""An answer that cites an act which was changed or repealed before is in doubt from the beginning, whoever writes that down."""

import threading

import pgtrigger
import pytest
from django.db import connection, transaction

from forums import actions, ladder
from forums.models import Answer
from register.models import LegalAct
from tests import factories
from tests.at_once import at_once
from tests.forums.asking import answered, version_of
from tests.markup import text_of, valid


def fresh(answer):
    return Answer.objects.get(pk=answer.pk)


def change(act, state="prestao", **fields):
    LegalAct.objects.filter(pk=act.pk).update(state=state, **fields)


@pytest.fixture
def plain(neighbour, question, places):
    """An answer that rests on no act."""
    return factories.make_answer(neighbour, question, where=places.fbih)


@pytest.mark.parametrize(("state", "word"), [("izmijenjen", "izmijenjen"), ("prestao", "nije više na snazi")])
def test_answered(client, client_of, neighbour, question, act, state, word):
    change(act, state)
    form = client_of(neighbour).get(f"/pitanja/{question.pk}/odgovor/")
    assert f"Zakon o mjesnim zajednicama, 49/06 (Federacija Bosne i Hercegovine): {word}" in text_of(form)
    client_of(neighbour).post(f"/pitanja/{question.pk}/odgovor/", answered(acts=[act.pk]))
    assert Answer.objects.get().doubted_on is not None
    page = client.get(question.get_absolute_url())
    valid(page)
    for words in ("Čeka provjeru", "Propis se promijenio", f"Zakon o mjesnim zajednicama: {word}"):
        assert words in text_of(page)


def test_what_is_in_force_is_not_doubted(plain, act):
    plain.acts.set([act])
    assert fresh(plain).doubted_on is None


def test_edited_to_cite_one(client_of, expert, neighbour, plain, act):
    actions.confirm(plain, expert, True)
    change(act)
    edit = f"/pitanja/odgovori/{plain.pk}/uredi/"
    client = client_of(neighbour)
    client.post(edit, answered(acts=[act.pk], body="Ovako stoji.", version=version_of(client, edit)))
    now = fresh(plain)
    assert (now.doubted_on is not None, now.is_confirmed) == (True, False)


def test_what_was_checked_stays_so_when_its_words_are_corrected(client_of, neighbour, plain, act):
    """It rests on that act as before, and somebody looked."""
    change(act)
    plain.acts.set([act])
    actions.check(plain, neighbour)
    edit = f"/pitanja/odgovori/{plain.pk}/uredi/"
    client = client_of(neighbour)
    client.post(edit, answered(acts=[act.pk], body="Druge riječi.", version=version_of(client, edit)))
    assert (fresh(plain).body, fresh(plain).doubted_on) == ("Druge riječi.", None)


def test_experts_see_it_first_and_then_stand_behind_it(client_of, expert, question, plain, act):
    change(act, note="Zamijenjen novim zakonom.")
    plain.acts.set([act])
    client = client_of(expert)
    client.post(f"/pitanja/odgovori/{plain.pk}/potvrda/", {"on": "1"})
    assert not fresh(plain).is_confirmed, "a stale button takes no warning away"
    assert "Zamijenjen novim zakonom." in text_of(client.get(question.get_absolute_url()))
    client.post(f"/pitanja/odgovori/{plain.pk}/provjera/")
    assert (fresh(plain).is_confirmed, fresh(plain).doubted_on) == (True, None)


def test_people_are_asked_to_check_it(neighbour, plain, act):
    change(act)
    plain.acts.set([act])
    assert ladder.in_doubt() == [plain]


def test_a_plain_statement_does_the_same(plain, act):
    change(act)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO forums_answer_acts (answer_id, legalact_id) VALUES (%s, %s)", [plain.pk, act.pk])
    since = fresh(plain).doubted_on
    assert since is not None
    other = LegalAct.objects.create(slug="raniji", title="Raniji zakon", kind="zakon", state="prestao")
    plain.acts.add(other)
    assert fresh(plain).doubted_on == since, "the first doubt keeps its day"


# -- at the same moment ------------------------------------------------------------------------------------------------


def at_the_same_moment(first, cites, act):
    """One begins and has not committed while the other one tries; whether that one waited."""
    begun, over, waited = threading.Event(), threading.Event(), []

    def begins():
        with transaction.atomic():
            (cites if first == "cites" else lambda: change(act))()
            begun.set()
            waited.append(not over.wait(0.7))

    def follows():
        begun.wait(10)
        try:
            ((lambda: change(act)) if first == "cites" else cites)()
        finally:
            over.set()

    assert at_once(begins, follows) == [None, None]
    return waited == [True]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("first", ["cites", "changes"])
def test_cited_and_changed_at_the_same_moment(plain, act, first):
    assert at_the_same_moment(first, lambda: plain.acts.set([act]), act)
    assert fresh(plain).doubted_on is not None


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("first", ["cites", "changes"])
def test_without_the_trigger_nobody_notices(plain, act, first):
    """The control."""

    def cites():
        with pgtrigger.ignore("forums.ActOfAnswer:answer_doubted"):
            plain.acts.set([act])

    assert not at_the_same_moment(first, cites, act)
    assert fresh(plain).doubted_on is None
