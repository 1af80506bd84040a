"""The list of standing answers; and where else they are named: before one asks, above the list of questions."""

import pytest

from content.models import Entry, Theme
from moderation import actions as moves
from tests.forums.standings import WHAT, make_scene, make_standing
from tests.markup import text_of, valid

pytestmark = pytest.mark.django_db
URL = "/pitanja/cesta/"


@pytest.fixture
def scene(places):
    return make_scene(places)


@pytest.mark.parametrize("prefix", ["", "/hr", "/sr-latn", "/sr", "/en"])
def test_it_opens_also_empty(visitor, scene, prefix):
    for _ in range(2):
        page = visitor.get(prefix + URL)
        valid(page)
        assert page.status_code == 200
        make_standing(scene)


def test_by_theme_and_title_with_where_it_holds(visitor, scene):
    make_standing(scene, title="Šta je savjet?")
    make_standing(scene, title="Čiji je dom?")
    other = make_standing(scene, title="Ostalo?", entity_id=None)
    other.themes.clear()
    both = make_standing(scene, title="Dvije teme?")
    both.themes.add(Theme.objects.exclude(pk=scene.theme.pk).order_by("-position").first())
    text = text_of(visitor.get(URL))
    places = [
        text.index(words) for words in (scene.theme.name, "Čiji je dom?", "Šta je savjet?", "Ostale teme", "Ostalo?")
    ]
    assert places == sorted(places)
    assert text.count("Dvije teme?") == 1
    assert "Federacija Bosne i Hercegovine" in text
    assert "cijela Bosna i Hercegovina" in text


def test_what_is_not_on_the_site_is_not_listed(visitor, client_of, scene):
    standing = make_standing(scene)
    moves.withdraw(standing, scene.editor)
    for browser in (visitor, client_of(scene.editor)):
        assert WHAT not in text_of(browser.get(URL))


def test_nor_what_is_for_members(visitor, client_of, scene, newcomer):
    Entry.objects.filter(pk=scene.thread.pk).update(audience="members")
    make_standing(scene)
    assert WHAT not in text_of(visitor.get(URL))
    assert WHAT in text_of(client_of(newcomer).get(URL))


@pytest.mark.parametrize("many", [1, 3])
def test_queries(visitor, scene, django_assert_num_queries, many):
    for number in range(many):
        make_standing(scene, title=f"Pitanje {number}?")
    visitor.get(URL)
    with django_assert_num_queries(1):
        visitor.get(f"{URL}?{many}")


def test_whoever_asks_the_same_finds_it_first(visitor, scene):
    standing = make_standing(scene, title="Čije je plaćanje struje u društvenom domu?")
    page = visitor.get("/pitanja/novo/", {"naslov": "Ko plaća struju za društveni dom kod nas?"})
    valid(page)
    body = page.content.decode()
    assert standing.get_absolute_url() in body
    assert "stalni odgovor" in text_of(page)
    assert scene.thread.get_absolute_url() not in body, "what came of it says it all"


def test_what_is_hidden_is_not_offered(visitor, scene):
    standing = make_standing(scene)
    moves.withdraw(standing, scene.editor)
    body = visitor.get("/pitanja/novo/", {"naslov": WHAT}).content.decode()
    assert standing.get_absolute_url() not in body
    assert scene.thread.get_absolute_url() in body


def test_the_list_of_questions_leads_there(visitor, scene):
    assert f'href="{URL}"' in visitor.get("/pitanja/").content.decode()
