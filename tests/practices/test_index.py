"""The list: what it shows, finds, filters and orders; what it never shows."""

import re
from html import unescape

import brotli
import pytest

from content.models import Useful
from practices import look
from practices.importing import load
from tests import factories
from tests.markup import text_of, valid
from tests.practices.data import PRACTICES

URL = "/prakse/"
TITLE = re.compile('<h3><a href="[^"]+">([^<]+)</a></h3>')
BUDGET = 14_000  # bytes as brotli sends them
STRANGE = [
    "author__email__startswith=a", "jls=", "sort=-author__password", "_connector=OR 1=1", "q=%27%26%21%3A*%28%3C-%3E",
    "q=" + "-" * 200, "q=%25_", "q=i+je+u",
]  # fmt: skip
NO_CHOICE = ["tema=nema", "jls=')--", "jls=mars", "trosak=1", "samo=sve", "vrsta=x&velicina=y", "q=put&jls=Tešanj"]


def titles(client, query=""):
    look.forget()
    return [unescape(title) for title in TITLE.findall(client.get(URL + query).content.decode())]


@pytest.fixture
def three(member, newcomer, places, theme):
    """Three published ones that differ in everything that can be asked for."""
    other = type(theme).objects.get(slug="zene")
    make = factories.make_practice
    return [
        make(member, title="Rasvjeta kod škole", themes=[theme], places=[places.jelah], cost=0, status="published"),
        make(
            newcomer, title="Радионица за жене", themes=[other, theme], places=[places.klasnice], cost="4500",
            municipal_money=False, size="do-500", settlement="seoska", status="published",
        ),
        make(member, title="Put bez odvodnje", themes=[theme], places=[places.tesanj], outcome="lesson", status="published"),
    ]  # fmt: skip


def test_newest_first(client, three):
    assert titles(client) == ["Put bez odvodnje", "Radionica za žene", "Rasvjeta kod škole"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("tema=zene", ["Radionica za žene"]),
        ("trosak=bez-troska", ["Rasvjeta kod škole"]),
        ("trosak=do-10000", ["Radionica za žene"]),
        ("velicina=do-500", ["Radionica za žene"]),
        ("vrsta=seoska", ["Radionica za žene"]),
        ("entitet=rs", ["Radionica za žene"]),
        ("kanton=zdk", ["Put bez odvodnje", "Rasvjeta kod škole"]),
        ("jls=laktasi", ["Radionica za žene"]),
        ("samo=bez-opcine", ["Radionica za žene"]),
        ("samo=pouke", ["Put bez odvodnje"]),
        ("tema=infrastruktura&jls=tesanj&trosak=bez-troska", ["Rasvjeta kod škole"]),
        ("q=skola", ["Rasvjeta kod škole"]),
        ("q=школе", ["Rasvjeta kod škole"]),
        ("q=radionice+žena", ["Radionica za žene"]),
        ("q=jelah", ["Rasvjeta kod škole"]),
        ("q=rasvjeta+laktaši", []),
    ],
)
def test_filters_and_words(client, three, query, found):
    assert titles(client, f"?{query}") == found


def test_most_useful_first(client, three, neighbour):
    Useful.objects.create(user=neighbour, entry=three[0])
    assert titles(client, "?sort=korisno")[0] == "Rasvjeta kod škole"


def test_the_word_in_the_title_comes_first(client, member, places, theme):
    make = factories.make_practice
    make(member, title="Igralište", themes=[theme], places=[places.jelah], status="published")
    make(
        member, title="Park", body="Uz park je i igralište.", themes=[theme], places=[places.jelah], status="published"
    )
    assert titles(client, "?q=igraliste") == ["Igralište", "Park"]


def test_choices_show_counts(client, three):
    page = client.get(URL).content.decode()
    assert 'value="do-10000">od 1.000 do 10.000 KM (1)<' in page
    assert "Infrastruktura <span>3</span>" in page


@pytest.mark.parametrize("status", ["draft", "pending", "returned", "hidden"])
def test_what_is_not_published_is_not_there(client, client_of, member, moderator, places, theme, status):
    factories.make_practice(member, title="Tajna", themes=[theme], places=[places.jelah], status=status)
    for one in (client, client_of(member), client_of(moderator)):
        assert titles(one) == []
        assert "Tajna" not in one.get(URL + "?q=tajna").content.decode()


def test_members_see_what_is_for_members(client, client_of, neighbour, member, places, theme):
    factories.make_practice(member, themes=[theme], places=[places.jelah], audience="members", status="published")
    assert titles(client) == []
    assert titles(client_of(neighbour)) == ["Rasvjeta na stazi do škole"]


def test_nothing_found_says_so_and_offers_a_way_on(client, three):
    page = text_of(client.get(URL + "?q=xqwxqw"))
    assert "Za „xqwxqw“ nismo našli ništa." in page
    assert "Sve prakse" in page


@pytest.mark.parametrize("query", STRANGE)
def test_strange_queries_are_harmless(client, three, query):
    assert client.get(f"{URL}?{query}").status_code == 200


@pytest.mark.parametrize("query", NO_CHOICE)
def test_a_choice_that_there_is_not_has_no_page(client, three, query):
    """The whole list would pass for what was asked."""
    assert client.get(f"{URL}?{query}").status_code == 404


@pytest.mark.parametrize("query", ["jls=laktasi", "tema=zene", "vrsta=seoska", "trosak=do-10000", "entitet=rs"])
def test_a_choice_that_no_practice_has_is_an_empty_list(client, three, query):
    assert titles(client, f"?{query}") == ["Radionica za žene"]
    three[1].delete()
    assert titles(client, f"?{query}") == []
    page = client.get(f"{URL}?{query}").content.decode()
    name, value = query.split("=")
    assert f'value="{value}" selected' in page or name == "tema"
    assert f'value="{value}"' not in client.get(URL).content.decode()


@pytest.mark.parametrize("page", ["0", "-1", "1e9", "99999999999999999999", "٣", "x", "2"])
def test_a_page_that_is_not_there(client, three, page):
    assert client.get(URL, {"page": page}).status_code == 404


def test_markup_in_a_title_is_text(client, member, places, theme):
    title = '"><img src=x onerror=alert(1)>'
    factories.make_practice(member, title=title, themes=[theme], places=[places.jelah], status="published")
    page = client.get(URL, {"q": title}).content.decode()
    assert "<img" not in page
    assert "&lt;img src=x" in client.get(URL).content.decode()


def test_only_reading(client):
    assert client.post(URL).status_code == 405


@pytest.mark.parametrize(("number", "queries"), [(1, 2), (3, 2)])
def test_queries(client, member, places, theme, django_assert_num_queries, number, queries):
    for n in range(number):
        factories.make_practice(member, title=f"Praksa {n}", themes=[theme], places=[places.jelah], status="published")
    client.get(URL)  # the look is taken
    with django_assert_num_queries(queries):
        client.get(URL)


@pytest.mark.usefixtures("real_register")
def test_the_real_ones_are_light_and_valid_in_every_language(client):
    load(PRACTICES)
    for prefix in ("", "/hr", "/sr-latn", "/sr", "/en"):
        for query in ("", "?q=vodovod", "?tema=zene", "?page=6"):
            response = client.get(f"{prefix}{URL}{query}")
            assert len(brotli.compress(response.content, quality=5)) <= BUDGET
            valid(response)
    assert len(titles(client)) == 20
