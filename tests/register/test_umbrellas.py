"""A city made of several municipalities has no local communities of its own: its parts have them."""

import pytest

from register.models import Community, Municipality
from tests.factories import make_community, make_municipality
from tests.register.desk import change
from tests.register.sheets import as_file, community, municipality, problems, problems_of
from tests.register.test_constraints import refused

pytestmark = pytest.mark.usefixtures("in_english", "small_register")

CITY = "this is a city made of several municipalities: say in which of them"
HAS_SOME = "it has local communities in the register"


@pytest.fixture
def city(places):
    return make_municipality("Sarajevo", entity=places.rs, type=places.tesanj.type, is_umbrella=True)


def test_a_community_of_a_city_is_refused_by_the_database(places, city):
    refused("community_in_no_city", lambda: make_community("Centar", city))
    rows = Community.objects.filter(pk=places.klasnice.pk)
    refused("community_in_no_city", lambda: rows.update(municipality=city))


def test_a_city_that_has_communities_is_refused_by_the_database(places):
    rows = Municipality.objects.filter(pk=places.laktasi.pk)
    refused("municipality_city_has_no_communities", lambda: rows.update(is_umbrella=True))


def test_a_community_of_a_city_is_named_by_the_import(city):
    found = problems(as_file(community(municipality_slug="sarajevo")))
    assert found == [f"local_communities.csv, line 2, column municipality_slug: {CITY}"]


def test_a_new_city_and_its_community_in_one_import():
    files = {"municipalities.csv": [municipality(umbrella="da")]}
    files["local_communities.csv"] = [community(municipality_slug="mahala")]
    assert problems_of(files) == [f"local_communities.csv, line 2, column municipality_slug: {CITY}"]


def test_a_city_that_has_communities_is_named_by_the_import():
    row = municipality(slug="laktasi", name_lat="Laktaši", umbrella="da")
    found = problems(as_file(row), "municipalities.csv")
    assert found == [f"municipalities.csv, line 2, column umbrella: {HAS_SOME}"]


def test_both_are_errors_of_the_field_in_the_admin(desk, places, city):
    form = change(desk, places.klasnice, municipality=city.pk).context["adminform"].form
    assert form.errors == {"municipality": ["This is a city made of several municipalities: choose one of them."]}
    form = change(desk, places.laktasi, is_umbrella="on").context["adminform"].form
    assert form.errors == {"is_umbrella": ["It has local communities in the register."]}


def test_a_coordinator_is_not_offered_a_city(client_of, coordinator, places):
    client, page = client_of(coordinator), "/koordinator/nova-mz/"
    assert f'value="{places.tesanj.pk}"' in client.get(page).content.decode()
    Community.objects.filter(municipality=places.tesanj).delete()
    Municipality.objects.filter(pk=places.tesanj.pk).update(is_umbrella=True)
    values = {"municipality": places.tesanj.pk, "name": "Vrela", "source_url": "https://www.tesanj.ba/mz"}
    assert f'value="{places.tesanj.pk}"' not in client.get(page).content.decode()
    assert client.post(page, values).status_code == 200
    assert not Community.objects.filter(name="Vrela").exists()
