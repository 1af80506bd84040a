"""What was written about a place is found by its present name, whoever renamed it."""

import pytest

from content.models import Entry
from tests import factories


@pytest.fixture
def practice(member, places):
    return factories.make_practice(member, places=[places.jelah, places.laktasi], status="published")


def names(practice):
    return Entry.objects.get(pk=practice.pk).place_names


@pytest.mark.parametrize(
    ("place", "values", "new"),
    [
        ("jelah", {"name": "Sasvim Nova"}, "Sasvim Nova"),
        ("jelah", {"former_names": "Stari Jelah"}, "Stari Jelah"),
        ("laktasi", {"name": "Novi Laktaši"}, "Novi Laktaši"),
    ],
)
def test_a_renamed_place(practice, places, client, place, values, new):
    row = getattr(places, place)
    type(row).objects.filter(pk=row.pk).update(**values)
    assert new in names(practice)
    html = client.get("/prakse/", {"q": new}).content.decode()
    assert practice.get_absolute_url() in html


def test_another_place_changes_nothing(practice, places):
    before = names(practice)
    type(places.klasnice).objects.filter(pk=places.klasnice.pk).update(name="Sasvim Nova")
    type(places.jelah).objects.filter(pk=places.jelah.pk).update(notes="Samo bilješka.")
    assert names(practice) == before
