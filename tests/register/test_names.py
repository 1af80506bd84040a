"""Names as people see them: told apart whatever the script and the case, and never without a letter."""

import pytest
from django.db import models

from register.models import Community, Municipality
from register.models.fields import tidy_line
from tests.factories import make_community
from tests.register.desk import change
from tests.register.sheets import accepted, as_file, community, municipality, problems
from tests.register.test_constraints import municipality as made_municipality
from tests.register.test_constraints import refused

pytestmark = pytest.mark.usefixtures("in_english", "small_register")

SAME = [
    "Bakšaiš",
    "BAKŠAIŠ",
    "Бакшаиш",
    "БАКШАИШ",
    "Bakšaiš.",
    "Bakš\u200baiš",
    "\u202eBakšaiš",
    "Bakšais\u030c",
]
OTHER = ["Baksais", "Bakšaiš 2", "Bakšiš"]
PAIRS = [("Bijela", "Bela"), ("Donji Dubrave", "Donje Dubrave"), ("Čelić", "Celić"), ("Đurići", "Durići")]
TAKEN = "Another local community of this municipality has this name: say what tells them apart."


@pytest.fixture
def baksais(places):
    return make_community("Bakšaiš", places.tesanj, slug="baksais")


def raw(text):
    """A text that reaches the database as it is, past the field that would bring it into shape."""
    return models.ExpressionWrapper(models.Value(text), output_field=models.TextField())


# -- the same name -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SAME)
def test_the_same_name_is_refused_by_the_database(places, baksais, name):
    refused("community_names_differ", lambda: make_community(name, places.tesanj, slug="drugi"))


@pytest.mark.parametrize("name", SAME)
def test_the_same_name_is_refused_by_the_import(baksais, name):
    found = problems(as_file(community(name_lat=name)))
    assert found == ["local_communities.csv, line 2, column name_lat: another row has this; say what tells them apart"]


@pytest.mark.sampled(4)
@pytest.mark.parametrize("name", SAME)
def test_the_same_name_is_refused_by_the_admin(desk, places, baksais, name):
    response = change(desk, places.jelah, name=name)
    assert response.context["adminform"].form.non_field_errors() == [TAKEN]


@pytest.mark.parametrize("name", OTHER)
def test_another_name_comes_in_everywhere(desk, places, baksais, name):
    accepted(community(name_lat=name))
    Community.objects.get(slug="mahala").delete()
    assert change(desk, places.jelah, name=name).status_code == 302


@pytest.mark.parametrize(("one", "another"), PAIRS)
def test_names_that_differ_as_people_see_them(one, another):
    accepted(community(slug="a", name_lat=one), community(slug="b", name_lat=another))


def test_what_tells_them_apart_differs_too(places):
    accepted(community(slug="a", qualifier="Gornja"), community(slug="b", qualifier="Donja"))
    found = problems(as_file(community(slug="c", qualifier="ГОРЊА")))
    assert found == ["local_communities.csv, line 2, column name_lat: another row has this; say what tells them apart"]
    values = {"name": "Mahala", "qualifier": "gornja", "slug": "c", "municipality": places.tesanj}
    refused("community_names_differ", lambda: Community.objects.create(**values))


def test_elsewhere_the_same_name_is_free(places, baksais):
    make_community("BAKŠAIŠ", places.laktasi, slug="baksais")


def test_a_name_may_change_its_case_and_two_may_swap(desk, places, baksais):
    assert change(desk, baksais, name="BAKŠAIŠ").status_code == 302
    accepted(community(slug="baksais", name_lat="Jelah"), community(slug="jelah", name_lat="Бакшаиш"))


def test_municipalities(desk, places):
    refused("municipality_names_differ", lambda: made_municipality(places, name="ТЕШАЊ"))
    found = problems(as_file(municipality(name_lat="TEŠANJ")), "municipalities.csv")
    assert found == ["municipalities.csv, line 2, column name_lat: another row has this; say what tells them apart"]
    response = change(desk, places.laktasi, name="tešanj")
    said = "Another municipality has this name: say what tells them apart."
    assert response.context["adminform"].form.non_field_errors() == [said]


# -- a name that can be seen -------------------------------------------------------------------------------------------

NOTHING = ["!!!", "\u200b", "\u2060\u00ad", "\u3164"]
MIXED = ["Вijela", "Bakšaiš-Мahala"]  # with Cyrillic letters that look like Latin ones
NO_LETTER = "a name has a letter or a digit"
OTHER_SIGNS = "a name is written in Latin or Cyrillic letters, without other signs"
TWO_SCRIPTS = "Latin and Cyrillic letters are mixed in one word"


@pytest.mark.parametrize("name", NOTHING)
def test_a_name_without_a_letter_is_refused_everywhere(desk, places, name):
    for rows, file in (
        (community(name_lat=name), "local_communities.csv"),
        (municipality(name_lat=name), "municipalities.csv"),
    ):
        reason = NO_LETTER if tidy_line(name) else "must not be empty"
        assert problems(as_file(rows), file) == [f"{file}, line 2, column name_lat: {reason}"]
    for place in (places.jelah, places.laktasi):
        assert "name" in change(desk, place, name=name).context["adminform"].form.errors
    refused("community_has_name", lambda: make_community(name, places.tesanj, slug="drugi"))
    refused("municipality_has_name", lambda: made_municipality(places, name=name))


@pytest.mark.parametrize("name", MIXED)
def test_a_word_in_two_scripts_is_refused_everywhere(desk, places, name):
    for rows, file in (
        (community(name_lat=name), "local_communities.csv"),
        (municipality(name_lat=name), "municipalities.csv"),
    ):
        assert problems(as_file(rows), file) == [f"{file}, line 2, column name_lat: {TWO_SCRIPTS}"]
    said = ["Latin and Cyrillic letters are mixed in one word."]
    for place in (places.jelah, places.laktasi):
        assert change(desk, place, name=name).context["adminform"].form.errors == {"name": said}
        assert change(desk, place, qualifier=name).context["adminform"].form.errors == {"qualifier": said}
    refused("community_name_is_seen", lambda: make_community(name, places.tesanj, slug="drugi"))
    refused("municipality_name_is_seen", lambda: made_municipality(places, qualifier=name))


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    "name", ["\u0392ela", "\uff2aelah", "Je\ufe0flah", "Đ\u034fulići", "\U0001d409elah", "Park 🌾"]
)
def test_a_name_in_signs_of_others_is_refused_everywhere(desk, places, name):
    """They look like ours, or like nothing, so Jelah could stand beside Jelah."""
    for rows, file in (
        (community(name_lat=name), "local_communities.csv"),
        (municipality(name_lat=name), "municipalities.csv"),
    ):
        assert problems(as_file(rows), file) == [f"{file}, line 2, column name_lat: {OTHER_SIGNS}"]
    said = ["Write the name in Latin or Cyrillic letters, without other signs."]
    for place in (places.jelah, places.laktasi):
        assert change(desk, place, name=name).context["adminform"].form.errors == {"name": said}
        assert change(desk, place, qualifier=name).context["adminform"].form.errors == {"qualifier": said}
    refused("community_name_is_seen", lambda: make_community(name, places.tesanj, slug="drugi"))
    refused("municipality_name_is_seen", lambda: made_municipality(places, qualifier=name))


@pytest.mark.parametrize(
    "name", ["Centar II", "Čapljina 2а", "Стари Grad", "Šeher-Џамија", "29. novembar", "D’Alba", "„Park“ – № 2"]
)
def test_a_name_that_can_be_read_comes_in(places, name):
    accepted(community(name_lat=name))
    assert Community.objects.get(slug="mahala").name == name


@pytest.mark.parametrize("unseen", ["\u200b", "\u200d", "\u200f", "\u202e", "\u2066", "\u00ad", "\ufeff", "\U000e0041"])
def test_letters_that_nobody_sees_are_left_out(places, unseen):
    accepted(community(name_lat=f"Ma{unseen}hala", qualifier=f"{unseen}Donja"))
    made = Community.objects.get(slug="mahala")
    assert (made.name, made.qualifier) == ("Mahala", "Donja")
    rows = Community.objects.filter(pk=made.pk)
    refused("community_name_is_seen", lambda: rows.update(name=raw(f"Ma{unseen}hala")))
    refused("community_name_is_seen", lambda: rows.update(qualifier=raw(f"Do{unseen}nja")))
    municipalities = Municipality.objects.filter(pk=places.tesanj.pk)
    refused("municipality_name_is_seen", lambda: municipalities.update(name=raw(f"Te{unseen}šanj")))


@pytest.mark.parametrize("text", ["👩\u200d🌾 pijaca", "❤\ufe0f\u200d🔥", "👩🏽\u200d🚒"])
def test_people_and_signs_of_several_parts_stay_one(text):
    assert tidy_line(text) == text
