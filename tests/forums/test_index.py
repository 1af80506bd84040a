"""The list: what it shows, finds, filters and orders; what it never shows."""

import re
from html import unescape

import pytest

from content.models import Theme
from content.policy import can_see
from forums import actions, look
from moderation.actions import withdraw
from tests import factories
from tests.markup import text_of, valid

URL = "/pitanja/"
TITLE = re.compile('<h3><a href="[^"]+">([^<]+)</a></h3>')
STRANGE = [
    "author__email__startswith=a",
    "jls=",
    "_connector=OR 1=1",
    "q=%27%26%21%3A*%28%3C-%3E",
    "q=" + "-" * 200,
    "q=i+je",
]
NO_CHOICE = ["tema=nema", "jls=')--", "jls=mars", "stanje=sve", "entitet=x", "kanton=1"]


def titles(client, query=""):
    look.forget()
    return [unescape(title) for title in TITLE.findall(client.get(URL + query).content.decode())]


@pytest.fixture
def three(member, newcomer, neighbour, places, theme):
    """Three that differ in everything that can be asked for."""
    other = Theme.objects.get(slug="zene")
    make = factories.make_question
    light = make(member, title="Ko plaća rasvjetu?", themes=[theme], places=[places.jelah])
    women = make(newcomer, title="Како основати радионицу за жене?", themes=[other, theme], places=[places.klasnice])
    road = make(member, title="Čiji je put?", themes=[theme], places=[places.tesanj])
    factories.make_answer(neighbour, light)
    actions.accept(factories.make_answer(neighbour, women), newcomer, True)
    return [light, women, road]


LIGHT, WOMEN, ROAD = "Ko plaća rasvjetu?", "Kako osnovati radionicu za žene?", "Čiji je put?"


@pytest.mark.parametrize("prefix", ["", "/sr", "/en"])
def test_newest_first(client, three, prefix):
    valid(client.get(prefix + URL))
    assert titles(client) == [ROAD, WOMEN, LIGHT]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("stanje=bez-odgovora", [ROAD]),
        ("stanje=rijeseno", [WOMEN]),
        ("stanje=novo", [ROAD, WOMEN, LIGHT]),
        ("tema=zene", [WOMEN]),
        ("entitet=rs", [WOMEN]),
        ("kanton=zdk", [ROAD, LIGHT]),
        ("jls=laktasi", [WOMEN]),
        ("q=rasvjeta", [LIGHT]),
        ("q=расвјету", [LIGHT]),
        ("q=radionica+žena", [WOMEN]),
        ("q=jelah", [LIGHT]),
        ("q=rasvjeta+laktaši", []),
        ("q=put&stanje=bez-odgovora&tema=infrastruktura&jls=tesanj", [ROAD]),
    ],
)
def test_tabs_filters_and_words(client, three, query, found):
    assert titles(client, f"?{query}") == found


@pytest.mark.parametrize("query", ["q=rasvjeta", "tema=zene", "stanje=bez-odgovora", "jls=tesanj"])
def test_a_member_and_a_moderator_find_the_same(client, client_of, neighbour, moderator, three, query):
    found = titles(client, f"?{query}")
    assert titles(client_of(neighbour), f"?{query}") == titles(client_of(moderator), f"?{query}") == found


def test_counts_and_chips_say_what_was_asked(client, three):
    page = client.get(f"{URL}?q=put&jls=tesanj")
    assert "1 pitanje za „put“" in text_of(page)
    assert 'href="?q=put"' in page.content.decode()
    assert "3 pitanja" in text_of(client.get(URL))


def test_nothing_found_says_so(client, three):
    page = client.get(f"{URL}?q=xqwx")
    valid(page)
    assert "Za „xqwx“ nismo našli ništa." in text_of(page)
    assert 'href="/pitanja/novo/"' in page.content.decode()


def test_an_empty_list_says_so(client, db):
    assert "Ovo još niko nije pitao." in text_of(client.get(URL))


@pytest.mark.parametrize("query", STRANGE)
def test_what_is_strange_is_as_if_it_had_not_been_written(client, three, query):
    assert client.get(f"{URL}?{query}").status_code == 200


@pytest.mark.parametrize("query", NO_CHOICE)
def test_what_is_no_choice_has_no_page(client, three, query):
    assert client.get(f"{URL}?{query}").status_code == 404


@pytest.mark.parametrize("status", ["draft", "pending", "returned", "hidden"])
@pytest.mark.parametrize("who", ["visitor", "member", "moderator"])
def test_only_what_stands_on_the_site(reader_of, member, status, who):
    factories.make_question(member, title="Čega nema?", status=status)
    assert titles(reader_of(who)) == titles(reader_of(who), "?q=nema") == []


def test_neither_what_is_withdrawn_nor_answers(client, question, answer, member):
    assert titles(client) == [question.title]
    withdraw(question, member)
    assert titles(client) == []


@pytest.mark.parametrize(("audience", "readers"), [("public", {"visitor", "newcomer"}), ("members", {"newcomer"})])
def test_only_for_whom_it_is(reader_of, newcomer, member, audience, readers):
    question = factories.make_question(member, audience=audience)
    for who in ("visitor", "newcomer"):
        assert bool(titles(reader_of(who))) == (who in readers)
    assert can_see(newcomer, question)


def test_a_row_says_what_is_known(client, question, answer, expert, member, moderator):
    def row():
        look.forget()
        return text_of(client.get(URL))

    assert "1 odgovor" in row()
    actions.confirm(answer, expert, True)
    assert "stručno potvrđeno" in row()
    actions.accept(answer, member, True)
    assert "riješeno" in row()
    actions.accept(answer, member, False)
    actions.confirm(answer, expert, False)
    actions.close(question, moderator, "outdated")
    page = row()
    assert "zatvoreno" in page
    assert "MZ Jelah, Općina Tešanj" in page


def test_what_is_closed_waits_for_no_answer(client, question, moderator):
    assert titles(client, "?stanje=bez-odgovora") == [question.title]
    actions.close(question, moderator, "outdated")
    assert titles(client, "?stanje=bez-odgovora") == []


def test_only_reads(client, db):
    assert client.post(URL).status_code == 405


@pytest.mark.parametrize(("who", "cost"), [("visitor", 2), ("newcomer", 4)])
@pytest.mark.parametrize("rows", [1, 3])
def test_queries(reader_of, member, neighbour, places, theme, who, cost, rows, django_assert_num_queries):
    for number in range(rows):
        question = factories.make_question(member, title=f"Pitanje {number}?", places=[places.jelah], themes=[theme])
        factories.make_answer(neighbour, question)
    client = reader_of(who)
    client.get(URL)
    with django_assert_num_queries(cost):
        client.get(URL)
