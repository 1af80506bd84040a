"""The list of lessons: by series, filters, how far one is."""

import pytest

from content.models import Entry, Theme
from lessons import progress
from lessons.models import Reading
from tests import factories
from tests.lessons.teaching import URL, renew, said
from tests.markup import text_of, valid

pytestmark = pytest.mark.django_db


def make_series(number=3, **fields):
    return [
        factories.make_lesson(None, title=f"Lekcija {place}", series="Rad savjeta", position=place, **fields)
        for place in range(1, number + 1)
    ]


@pytest.mark.parametrize("prefix", ["", "/hr", "/sr-latn", "/sr", "/en"])
@pytest.mark.parametrize("query", ["", "?minuta=5"])
def test_it_opens_also_empty(visitor, prefix, query):
    for _ in range(2):
        page = visitor.get(prefix + URL + query)
        valid(page)
        assert page.status_code == 200
        make_series()


def test_series_by_the_alphabet_each_in_its_order_and_then_the_others(visitor):
    factories.make_lesson(None, title="Sama")
    factories.make_lesson(None, title="Žitarice", series="Žetva", position=1)
    factories.make_lesson(None, title="Drugi korak", series="Čist kraj", position=2)
    factories.make_lesson(None, title="Prvi korak", series="Čist kraj", position=1)
    text = text_of(visitor.get(URL))
    words = ("Čist kraj", "Prvi korak", "Drugi korak", "Žetva", "Žitarice", "Sama")
    places = [text.index(word) for word in words]
    assert places == sorted(places)


def test_filters(visitor):
    theme = Theme.objects.get(slug="budzet")
    factories.make_lesson(None, title="Kratka", themes=[theme], body="riječ " * 300)
    factories.make_lesson(None, title="Srednja", body="riječ " * 1500)
    factories.make_lesson(None, title="Duga", body="riječ " * 3000)
    for query, there in (
        ("", {"Kratka", "Srednja", "Duga"}),
        ("tema=budzet", {"Kratka"}),
        ("minuta=5", {"Kratka"}),
        ("minuta=10", {"Kratka", "Srednja"}),
        ("tema=budzet&minuta=10", {"Kratka"}),
        ("tema=zene", set()),
    ):
        html = visitor.get(f"{URL}?{query}").content.decode()
        assert {title for title in ("Kratka", "Srednja", "Duga") if f">{title}</a>" in html} == there, query


@pytest.mark.parametrize("query", ["tema=x", "minuta=7", "minuta=x", "page=2", "page=0", "page=x"])
def test_a_choice_that_there_is_not(visitor, query):
    assert visitor.get(f"{URL}?{query}").status_code == 404


@pytest.mark.parametrize("status", ["draft", "pending", "returned", "hidden"])
def test_what_is_not_on_the_site_is_not_listed(visitor, client_of, member, moderator, status):
    factories.make_lesson(member, title="Skrivena", status=status, by=moderator)
    for theirs in (visitor, client_of(member), client_of(moderator)):
        assert "Skrivena" not in text_of(theirs.get(URL))


def test_a_hidden_one_is_gone_at_once(visitor, moderator):
    made = factories.make_lesson(None, title="Bila je tu")
    assert "Bila je tu" in text_of(visitor.get(URL))
    factories.decide(made, "hidden", moderator)
    Entry.objects.filter(pk=made.pk).update(status="hidden")
    assert "Bila je tu" not in text_of(visitor.get(URL))


def test_how_far_one_is(visitor, client_of, member, neighbour):
    rows = make_series()
    factories.make_lesson(None, title="Sama")
    progress.mark(rows[0], member, 1, is_read=True)
    progress.mark(rows[2], member, 1, is_read=True)
    progress.mark(rows[1], neighbour, 1, is_read=True)
    page = client_of(member).get(URL)
    valid(page)
    text = text_of(page).lower()
    sentence = said("read %(read)s of %(all)s").lower()
    assert sentence % {"read": 2, "all": 4} in text
    assert sentence % {"read": 2, "all": 3} in text
    assert sentence % {"read": 1, "all": 3} in text_of(client_of(neighbour).get(URL)).lower()
    for number in (0, 1, 2):
        assert sentence % {"read": number, "all": 4} not in text_of(visitor.get(URL)).lower()


def test_a_read_one_that_changed_says_so(client_of, member):
    made = make_series(1)[0]
    progress.mark(made, member, 1, is_read=True)
    words = said("changed since you read it")
    assert words not in text_of(client_of(member).get(URL))
    renew(made)
    assert words in text_of(client_of(member).get(URL))


def test_visitors_are_told_that_progress_is_kept(visitor, client_of, member):
    words = said("You can read everything without an account. If you sign in, we remember what you have read.")
    assert words in text_of(visitor.get(URL))
    assert words not in text_of(client_of(member).get(URL))
    assert "sessionid" not in visitor.cookies
    assert "csrf" not in visitor.get(URL).content.decode()


def test_drafts_stand_at_the_top_for_their_author(desk, editor, client_of, member):
    draft = factories.make_lesson(editor, title="Moj nacrt", status="draft")
    assert draft.get_absolute_url() in desk.get(URL).content.decode()
    assert draft.get_absolute_url() not in client_of(member).get(URL).content.decode()


def test_more_than_a_page(visitor):
    make_series(23)
    first, second = (visitor.get(f"{URL}?page={number}").content.decode() for number in (1, 2))
    assert (first.count("<h3>"), second.count("<h3>")) == (20, 3)


def test_the_trainings_lead_here(visitor):
    assert f'href="{URL}"' in visitor.get("/obuke/").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_queries(visitor, client_of, member, rows, django_assert_num_queries, django_assert_max_num_queries):
    for one in make_series(rows):
        Reading.objects.create(person=member, lesson=one, version=1)
    visitor.get(URL)
    with django_assert_num_queries(2):
        visitor.get(URL)
    theirs = client_of(member)
    theirs.get(URL)
    with django_assert_max_num_queries(9):
        theirs.get(URL)


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_refuses_other_methods(visitor, method):
    assert getattr(visitor, method)(URL).status_code == 405
