"""Trainings that people want: proposing, voting, the list, one page, what everyone else gets of it."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from content.actions import mark_useful
from content.models import Entry, Theme, Useful
from moderation.actions import hide, publish, send_back
from search.models import Document
from tests import factories
from tests.at_once import at_once
from tests.markup import text_of, valid
from tests.moderation.conftest import with_second_factor
from tests.trainings.wishing import URL, crowd, to_come, typed, url
from trainings import look, wishes
from trainings.models import Wish

pytestmark = pytest.mark.django_db
LANGUAGES = ["", "/hr", "/sr-latn", "/sr", "/en"]
NEW = f"{URL}nova/?dalje=1"


@pytest.fixture
def theme():
    return Theme.objects.get(slug="budzet")


# -- proposing -----------------------------------------------------------------------------------------------------------


def test_somebody_with_a_mandate_publishes_at_once(client, client_of, member, places, theme):
    data = typed(lead="Sekretari", body="Zašto: -", themes=[theme.pk], places=[f"c{places.jelah.pk}"])
    answer = client_of(member).post(NEW, data)
    wish = Wish.objects.get()
    assert answer.url == wish.get_absolute_url()
    assert (wish.author, wish.status, wish.language, wish.wanted) == (member, "published", "bs", 1)
    assert list(wish.themes.all()) == [theme]
    assert wish.places.get().community == places.jelah
    page = text_of(client.get(url(wish)))
    assert all(told in page for told in ("vođenju zapisnika", "Sekretari", "Zašto: -", "Jelah", "Amra Hodžić"))
    assert "vođenju zapisnika" in text_of(client.get(URL))


def test_the_first_of_a_newcomer_waits_for_review(client, client_of, staff_client_of, newcomer, moderator):
    client_of(newcomer).post(NEW, typed())
    wish = Wish.objects.get()
    assert wish.status == "pending"
    assert client.get(url(wish)).status_code == 404
    assert "vođenju" not in text_of(client.get(URL))
    assert "vođenju" in text_of(client_of(newcomer).get(URL)), "one sees what of one's own waits"
    assert client_of(newcomer).get(url(wish)).status_code == 200
    with_second_factor(moderator)
    desk = staff_client_of(moderator).get(f"/moderacija/{wish.pk}/")
    valid(desk)
    assert "vođenju zapisnika" in text_of(desk)
    publish(wish, moderator)
    assert "vođenju" in text_of(client.get(URL))


def test_what_came_back_is_corrected_and_sent_again(client_of, newcomer, moderator):
    with_second_factor(moderator)
    wish = factories.make_wish(newcomer, status="pending")
    send_back(wish, moderator, "Koji zapisnik?")
    client = client_of(newcomer)
    page = client.get(url(wish))
    valid(page)
    assert "Koji zapisnik?" in text_of(page)
    valid(client.get(url(wish, "uredi/")))
    assert "title" in client.post(url(wish, "uredi/"), typed(title=" ")).context["form"].errors
    client.post(url(wish, "uredi/"), typed(title="zapisniku sa zbora"))
    wish.refresh_from_db()
    assert (wish.status, wish.title, wish.version) == ("pending", "zapisniku sa zbora", 2)


def test_what_others_vote_for_stays_as_it_is(client_of, member):
    wish = factories.make_wish(member)
    assert client_of(member).post(url(wish, "uredi/"), typed(title="nečemu drugom")).status_code == 403
    wish.refresh_from_db()
    assert wish.title == "vođenju zapisnika"


def test_sent_twice_it_is_one(client_of, member):
    data = typed()
    assert client_of(member).post(NEW, data).url == client_of(member).post(NEW, data).url
    assert Wish.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "name"),
    [({"title": " "}, "title"), ({"title": "a" * 121}, "title"), ({"lead": "a" * 301}, "lead"),
     ({"body": "a" * 4001}, "body"), ({"themes": ["0"]}, "themes"), ({"find": "Nigdjezemska"}, "find")],
)  # fmt: skip
def test_what_is_refused_keeps_what_was_typed(client_of, member, fields, name):
    page = client_of(member).post(NEW, typed(**{"body": "Otkucano.", **fields}))
    valid(page)
    assert name in page.context["form"].errors
    assert "Otkucano." in page.content.decode() or name == "body"
    assert not Wish.objects.exists()


def test_at_most_three_themes(client_of, member, theme):
    themes = list(Theme.objects.values_list("pk", flat=True)[:4])
    assert "themes" in client_of(member).post(NEW, typed(themes=themes)).context["form"].errors


def test_too_many_in_an_hour(settings, client_of, member):
    settings.COMMENT_RATE_LIMIT = "1/h/user"
    client = client_of(member)
    client.post(NEW, typed())
    page = client.post(NEW, typed(title="drugoj temi"))
    assert (page.status_code, Wish.objects.count()) == (429, 1)
    assert "drugoj temi" in page.content.decode()


def test_looking_for_the_place_judges_nothing(client_of, member, places):
    page = client_of(member).post(NEW, typed(title="", find="Klašnice", find_places="1"))
    assert not page.context["form"].errors
    assert "Klašnice" in page.content.decode()
    assert not Wish.objects.exists()


def test_whoever_wants_the_same_is_shown_first(client, client_of, member, neighbour):
    wish = factories.make_wish(neighbour, title="vođenju zapisnika sa sjednice")
    hidden = factories.make_wish(neighbour, title="zapisnicima", status="hidden")
    page = client.get(f"{URL}nova/?naslov=Zapisnik")
    valid(page)
    assert url(wish) in page.content.decode()
    assert url(hidden) not in page.content.decode()
    asked = client.get(f"{URL}nova/?naslov=Kuhanje+rakije")
    assert asked.url == f"{URL}nova/?naslov=Kuhanje+rakije&dalje=1"
    assert client.get(asked.url).url.startswith("/prijava/?next=")
    assert 'value="Kuhanje rakije"' in client_of(member).get(asked.url).content.decode()


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_the_pages(client, client_of, member, neighbour, places, theme, prefix):
    mine = factories.make_wish(member, places=[places.jelah], themes=[theme], body="- prvo\n- drugo", lead="Za savjete")
    answered = factories.make_wish(neighbour, title="računima")
    Wish.objects.filter(pk=answered.pk).update(answered_by=to_come(places.savez), answered_on=timezone.now())
    for browser in (client, client_of(member), client_of(neighbour)):
        for page in (URL, f"{URL}?stanje=odgovorene", f"{URL}?tema=budzet&mjesto=tesanj", url(mine), url(answered)):
            valid(browser.get(prefix + page))
        for page in (f"{URL}nova/", f"{URL}nova/?naslov=zapisnik"):
            valid(browser.get(prefix + page))
    valid(client_of(member).get(prefix + NEW))


# -- voting --------------------------------------------------------------------------------------------------------------


def test_wanting_it_too_and_no_longer(client_of, member, neighbour):
    wish = factories.make_wish(member)
    client = client_of(neighbour)
    for on, number in (("1", 2), ("1", 2), ("0", 1), ("0", 1)):
        assert client.post(url(wish, "zelim/"), {"on": on}).url == f"{url(wish)}#zelim"
        assert Wish.objects.get().wanted == number
    client.post(url(wish, "zelim/"), {"on": "1"})
    assert 'aria-pressed="true"' in client.get(url(wish)).content.decode()
    assert "(2)" in text_of(client.get(URL))


def test_from_the_list_one_comes_back_to_it(client_of, member, neighbour):
    wish = factories.make_wish(member)
    data = {"on": "1", "lista": "tema=budzet&page=2&drugo=https://zlo.ba"}
    answer = client_of(neighbour).post(url(wish, "zelim/"), data)
    assert answer.url == f"{URL}?tema=budzet&page=2#zelja-{wish.pk}"


def test_one_s_own_is_not_voted_for(client_of, member):
    wish = factories.make_wish(member)
    assert client_of(member).post(url(wish, "zelim/"), {"on": "1"}).status_code == 403
    assert not Useful.objects.exists()


@pytest.mark.parametrize("status", ["draft", "pending", "returned", "hidden"])
def test_what_does_not_stand_on_the_site_is_not_voted_for(
    client_of, staff_client_of, member, neighbour, moderator, status
):
    wish = factories.make_wish(member, status=status)
    assert client_of(neighbour).post(url(wish, "zelim/"), {"on": "1"}).status_code == 404
    assert staff_client_of(moderator).post(url(wish, "zelim/"), {"on": "1"}).status_code in {403, 404}
    assert not Useful.objects.exists()


def test_what_has_an_answer_is_not_voted_for(client_of, member, neighbour, places):
    wish = factories.make_wish(member)
    Wish.objects.filter(pk=wish.pk).update(answered_by=to_come(places.savez), answered_on=timezone.now())
    assert client_of(neighbour).post(url(wish, "zelim/"), {"on": "1"}).status_code == 403
    with pytest.raises(IntegrityError, match="useful_of_what_is_open"), transaction.atomic():
        Useful.objects.create(user=neighbour, entry=wish)


def test_a_visitor_signs_in_first(client, member):
    wish = factories.make_wish(member)
    assert client.post(url(wish, "zelim/"), {"on": "1"}).url.startswith("/prijava/")
    assert "/prijava/?next=" in client.get(URL).content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_clicks_and_two_people_at_once_are_counted_once_each(member, neighbour, newcomer):
    wish = factories.make_wish(member)
    results = at_once(
        *[lambda one=one: mark_useful(wish, one, True) for one in (neighbour, neighbour, newcomer, newcomer)]
    )
    assert sorted(map(str, results)) == ["False", "False", "True", "True"]
    assert Wish.objects.get().wanted == 3


@pytest.mark.django_db(transaction=True)
def test_the_same_form_twice_at_once_is_one_wish(member):
    once = uuid4()
    lists = {"themes": [], "places": []}
    results = at_once(*[lambda: wishes.propose(member, once, "bs", {"title": "računima"}, lists).pk] * 3)
    assert len(set(results)) == Wish.objects.count() == 1


# -- the list ------------------------------------------------------------------------------------------------------------


def titles(answer):
    return [row.title for row in answer.context["rows"]]


def test_the_most_wanted_first(visitor, member):
    people = crowd(3)
    for number, title in enumerate(("jedan", "dva", "tri")):
        factories.make_wish(member, title=title, voters=people[: number % 3])
    factories.make_wish(member, title="isto kao tri", voters=people[:2])
    assert titles(visitor.get(URL)) == ["isto kao tri", "tri", "dva", "jedan"]


def test_filters_and_tabs(visitor, member, places, theme):
    factories.make_wish(member, title="budžetu", places=[places.jelah], themes=[theme])
    factories.make_wish(member, title="putevima", places=[places.laktasi])
    answered = factories.make_wish(member, title="računima", places=[places.jelah])
    training = to_come(places.savez, title="Računi za savjete")
    Wish.objects.filter(pk=answered.pk).update(answered_by=training, answered_on=timezone.now())
    look.forget()
    for query, there in (
        ("", ["putevima", "budžetu"]),
        ("?tema=budzet", ["budžetu"]),
        ("?mjesto=laktasi", ["putevima"]),
        ("?mjesto=fbih", ["budžetu"]),
        ("?mjesto=rs&tema=budzet", []),
        ("?stanje=odgovorene", ["računima"]),
    ):
        assert titles(visitor.get(URL + query)) == there, query
    assert "Računi za savjete" in text_of(visitor.get(f"{URL}?stanje=odgovorene"))


@pytest.mark.parametrize("query", ["tema=%27--", "mjesto=mars", "stanje=sve", "page=2", "page=0", "page=x"])
def test_a_choice_that_there_is_not(visitor, member, query):
    factories.make_wish(member)
    assert visitor.get(f"{URL}?{query}").status_code == 404


def test_few_queries_for_many(client, client_of, member, neighbour, places, theme):
    browsers = {"visitor": client, "member": client_of(member), "neighbour": client_of(neighbour)}

    def asked(who, page):
        browser = browsers[who]
        browser.get(page)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(page).status_code == 200
        return len(queries)

    def fill(number):
        for one in range(number):
            factories.make_wish(member, title=f"temi {one}", places=[places.jelah], themes=[theme], voters=[neighbour])

    fill(2)
    few = {who: asked(who, URL) for who in browsers}
    fill(48)
    for who in browsers:
        assert asked(who, URL) == few[who] <= (3 if who == "visitor" else 9), who
        assert asked(who, f"{URL}?page=3") <= few[who], who
        assert asked(who, url(Wish.objects.first())) <= 9, who


def test_a_wrong_slug_leads_to_the_right_one(visitor, member):
    wish = factories.make_wish(member)
    assert visitor.get(f"{URL}{wish.pk}-nesto/?a=1").url == f"{url(wish)}?a=1"
    assert visitor.get(f"{URL}{wish.pk + 1}-nesto/").status_code == 404


def test_trainings_lead_there(visitor):
    assert f'href="{URL}"' in visitor.get("/obuke/").content.decode()


# -- what others get of it -----------------------------------------------------------------------------------------------


def test_a_hidden_one_is_gone_everywhere(visitor, client_of, member, neighbour, moderator, places):
    with_second_factor(moderator)
    wish = factories.make_wish(member, places=[places.jelah], voters=crowd(2))
    assert Document.objects.filter(kind="wish", source=wish.pk).exists()
    assert url(wish) in visitor.get("/pretraga/?q=zapisnik").content.decode()
    assert url(wish) in visitor.get("/sitemap-wishes.xml").content.decode()
    hide(wish, moderator, "Nije za ovdje.")
    look.forget()
    for browser in (visitor, client_of(neighbour)):
        assert titles(browser.get(URL)) == []
        assert browser.get(url(wish)).status_code == 404
        assert url(wish) not in browser.get("/pretraga/?q=zapisnik").content.decode()
    assert not Document.objects.filter(kind="wish").exists()
    assert url(wish) not in visitor.get("/sitemap-wishes.xml").content.decode()
    assert "Nije za ovdje." in text_of(client_of(member).get(url(wish)))
    assert titles(client_of(member).get(URL)) == []


def test_withdrawing_and_bringing_back(client, client_of, member, neighbour):
    wish = factories.make_wish(member, voters=[neighbour])
    assert client_of(neighbour).post(url(wish, "povlacenje/")).status_code == 403
    client_of(member).post(url(wish, "povlacenje/"))
    assert client.get(url(wish)).status_code == 404
    client_of(member).post(url(wish, "vracanje/"))
    assert "(2)" in text_of(client.get(url(wish)))


def test_reporting_and_commenting(client, client_of, member, neighbour):
    wish = factories.make_wish(member)
    report = f"/prijava-sadrzaja/{wish.pk}/"
    assert report in client.get(url(wish)).content.decode()
    assert report not in client_of(member).get(url(wish)).content.decode()
    assert client_of(neighbour).get(f"/komentari/{wish.pk}/novi/").status_code in {403, 404}


def test_the_text_of_whoever_left_stands_without_a_name(visitor, member):
    wish = factories.make_wish(member)
    Entry.objects.filter(pk=wish.pk).update(author=None)
    page = visitor.get(url(wish))
    valid(page)
    assert "Amra" not in text_of(page)
    assert Wish.objects.get().wanted == 1


def test_the_entry_is_of_this_kind(member):
    with pytest.raises(IntegrityError, match="wish_is_a_wish"), transaction.atomic():
        Wish.objects.create(kind=Entry.Kind.QUESTION, author=member, title="A")
