"""Questions like this one: across script, spelling and endings, the solved ones first, nothing that one may not read."""

import pytest
from django.contrib.auth.models import AnonymousUser

from content.models import Entry
from forums import actions, look
from forums.readings import read
from forums.similar import similar_of, similar_to
from tests import factories


def found(title):
    look.forget()
    return [row[1] for row in similar_to(title, look.current())]


def found_beside(question):
    """What the page of a question shows: the same, whether they are sought for it or are known and read with it."""
    look.forget()
    now = look.current()
    sought, known = (similar_of(read(question.pk, AnonymousUser()), now) for _time in range(2))
    assert sought == known
    return [row[1] for row in known]


@pytest.fixture
def asked(member):
    titles = (
        "Ko plaća struju za društveni dom?", "Može li mjesna zajednica imati račun u banci?", "Ko čisti snijeg na putu?",
        "Kako se saziva zbor građana?",
    )  # fmt: skip
    return [factories.make_question(member, title=title, body="") for title in titles]


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("ко плаћа струју у друштвеном дому", "Ko plaća struju za društveni dom?"),
        ("Tko placa struju drustvenog doma?", "Ko plaća struju za društveni dom?"),
        ("Smije li MZ otvoriti račun u banci", "Može li mjesna zajednica imati račun u banci?"),
        ("Чисти ли општина снијег", "Ko čisti snijeg na putu?"),
        ("SAZIVANJE ZBORA GRAĐANA", "Kako se saziva zbor građana?"),
    ],
)
def test_found_however_it_is_written(asked, typed, title):
    assert found(typed)[:1] == [title]


@pytest.mark.parametrize("typed", ["Ko je?", "", "???", "Da li mjesna zajednica može?", "x" * 120, "' & | ! ( <->"])
def test_words_that_say_nothing_find_nothing(asked, typed):
    assert found(typed) == []


def test_it_is_not_like_itself(asked):
    assert found_beside(asked[0]) == []


def test_the_solved_ones_first_then_what_experts_confirmed(member, neighbour, expert, places):
    plain, confirmed, solved = (
        factories.make_question(member, title=f"Ko plaća struju za dom {name}?")
        for name in ("Luka", "Jelah", "Klašnice")
    )
    actions.confirm(factories.make_answer(neighbour, confirmed, where=places.fbih), expert, True)
    actions.accept(factories.make_answer(neighbour, solved), member, True)
    assert found("Ko plaća struju za dom?") == [one.title for one in (solved, confirmed, plain)]


@pytest.mark.parametrize("fields", [{"status": "pending"}, {"status": "hidden"}, {"audience": "members"}])
def test_nothing_that_not_everyone_may_read(member, fields):
    factories.make_question(member, title="Ko plaća struju za dom?", **fields)
    assert found("Ko plaća struju za dom?") == []


def test_what_is_hidden_while_the_look_lasts_is_gone_at_once(asked, moderator):
    now = look.current()
    assert similar_to("ko plaća struju za dom", now)
    factories.decide(asked[0], "hidden", moderator)
    Entry.objects.filter(pk=asked[0].pk).update(status="hidden")
    assert similar_to("ko plaća struju za dom", now) == []


def test_five_are_enough(member):
    for number in range(9):
        factories.make_question(member, title=f"Ko plaća struju za dom {number}?")
    assert len(found("Ko plaća struju za dom?")) == 5


def test_two_words_at_least_where_there_are_so_many(asked):
    assert found("Ko plaća komarce za podmornicu?") == []
    assert found("Ko plaća komarce i struju?") == ["Ko plaća struju za društveni dom?"]
    assert found("struja") == ["Ko plaća struju za društveni dom?"]


def test_words_of_the_answers_count(asked, neighbour):
    factories.make_answer(neighbour, asked[0], body="Brojilo glasi na općinu.")
    assert found("Na koga glasi brojilo u domu?") == ["Ko plaća struju za društveni dom?"]


def test_beside_a_question_others_are_read_with_it(member, asked, django_assert_num_queries):
    """Solved first; what is hidden meanwhile is gone at once."""
    like = factories.make_question(member, title="Ko plaća struju za naš društveni dom?", body="")
    assert found_beside(asked[0]) == [like.title]
    Entry.objects.filter(pk=like.pk).update(status="hidden")
    now = look.current()
    assert similar_of(read(asked[0].pk, AnonymousUser()), now) == []
    Entry.objects.filter(pk=like.pk).update(status="published")
    with django_assert_num_queries(1):
        assert [row[1] for row in similar_of(read(asked[0].pk, AnonymousUser()), now)] == [like.title]
