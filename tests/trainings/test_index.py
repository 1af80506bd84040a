"""The list of trainings: those that come by months, those that were held by years, filters."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from content.models import Entry, Theme
from tests import factories
from tests.markup import text_of, valid

pytestmark = pytest.mark.django_db
URL = "/obuke/"


def on(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


@pytest.mark.parametrize("prefix", ["", "/hr", "/sr-latn", "/sr", "/en"])
@pytest.mark.parametrize("query", ["", "?stanje=odrzane", "?oblik=internet&entitet=rs"])
def test_it_opens_also_empty(visitor, places, prefix, query):
    for _ in range(2):
        page = visitor.get(prefix + URL + query)
        valid(page)
        assert page.status_code == 200
        for days in (-3, 20):
            factories.make_training(None, days=[on(days)], places=[places.jelah])


def test_what_comes_stands_below_its_month_the_next_first(visitor):
    later = factories.make_training(None, title="Kasnije", days=[date(2031, 5, 4)])
    factories.make_training(None, title="Prije", days=[date(2031, 3, 30), date(2031, 3, 31)])
    text = text_of(visitor.get(URL))
    places = [text.index(words) for words in ("Mart 2031.", "Prije", "Maj 2031.", "Kasnije")]
    assert places == sorted(places)
    assert "nedjelja, 30. 3. 2031. – ponedjeljak, 31. 3. 2031., od 10:00 do 16:00" in text
    assert later.get_absolute_url() in visitor.get(URL).content.decode()


def test_today_it_is_under_way_and_tomorrow_it_was_held(visitor):
    factories.make_training(None, title="Danas", days=[on(-1), on(0)])
    factories.make_training(None, title="Jučer", days=[on(-1)])
    coming, held = (text_of(visitor.get(URL + query)) for query in ("", "?stanje=odrzane"))
    assert ("Danas" in coming, "Danas" in held) == (True, False)
    assert ("Jučer" in coming, "Jučer" in held) == (False, True)
    assert "u toku" in coming


def test_what_has_no_day_stands_last_and_says_so(visitor):
    factories.make_training(None, title="Bez dana", day_note="5. april; godina nije navedena")
    factories.make_training(None, title="S danom", days=[date(2022, 10, 13)], hours=None)
    text = text_of(visitor.get(f"{URL}?stanje=odrzane"))
    places = [text.index(words) for words in ("2022", "S danom", "Dan nije poznat", "Bez dana")]
    assert places == sorted(places)
    assert "dan nije poznat (5. april; godina nije navedena)" in text
    assert "četvrtak, 13. 10. 2022." in text


def test_filters(visitor, places):
    theme = Theme.objects.get(slug="budzet")
    link = {"link": "https://primjer.ba/ucesce"}
    factories.make_training(None, title="Uživo u Tešnju", days=[on(5)], places=[places.jelah], themes=[theme])
    factories.make_training(None, title="Preko veze", days=[on(6)], places=[places.klasnice], session=link)
    for query, there, not_there in (
        ("oblik=uzivo", "Uživo u Tešnju", "Preko veze"),
        ("oblik=internet", "Preko veze", "Uživo u Tešnju"),
        ("entitet=rs", "Preko veze", "Uživo u Tešnju"),
        ("tema=budzet", "Uživo u Tešnju", "Preko veze"),
    ):
        text = text_of(visitor.get(f"{URL}?{query}"))
        assert there in text, query
        assert not_there not in text, query


@pytest.mark.parametrize("query", ["oblik=x", "entitet=mars", "tema=%27--", "stanje=sve", "page=2", "page=0", "page=x"])
def test_a_choice_that_there_is_not(visitor, places, query):
    assert visitor.get(f"{URL}?{query}").status_code == 404


@pytest.mark.parametrize("status", ["draft", "pending", "returned", "hidden"])
def test_what_is_not_on_the_site_is_not_listed(visitor, client_of, member, moderator, status):
    factories.make_training(member, title="Skrivena", days=[on(5)], status=status, by=moderator)
    for browser in (visitor, client_of(member), client_of(moderator)):
        assert "Skrivena" not in text_of(browser.get(URL))


def test_what_is_for_members_is_for_members(visitor, client_of, member):
    factories.make_training(member, title="Za članove", days=[on(5)], audience=Entry.Audience.MEMBERS)
    assert "Za članove" not in text_of(visitor.get(URL))
    assert "Za članove" in text_of(client_of(member).get(URL))


def test_more_than_a_page(visitor):
    for number in range(23):
        factories.make_training(None, title=f"Obuka {number}", days=[on(number + 1)])
    first, second = (visitor.get(f"{URL}?page={number}").content.decode() for number in (1, 2))
    assert (first.count("<h3>"), second.count("<h3>")) == (20, 3)


def test_a_cancelled_one_says_so(visitor):
    factories.make_training(None, days=[on(5)], cancelled=timezone.now(), cancelled_why="Nema sale.")
    assert "otkazano" in text_of(visitor.get(URL))


@pytest.mark.parametrize("rows", [1, 3])
def test_queries(visitor, places, rows, django_assert_num_queries):
    for number in range(rows):
        factories.make_training(None, days=[on(number + 1), on(number + 2)], places=[places.jelah])
    visitor.get(URL)
    with django_assert_num_queries(1):
        visitor.get(URL)


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_refuses_other_methods(visitor, method):
    assert getattr(visitor, method)(URL).status_code == 405
