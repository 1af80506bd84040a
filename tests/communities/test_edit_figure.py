"""A figure with its year and source."""

import pytest
from django.utils import timezone

from register.models import Figure
from tests.communities.desk import FIGURE, sent, url
from tests.markup import text_of, valid

pytestmark = pytest.mark.django_db


def test_a_figure_needs_its_year_and_source(desk, places, population):
    address = url(places.jelah, "brojke/population/")
    for missing in ("value", "year", "source"):
        response = sent(desk, address, **(FIGURE | {missing: ""}))
        assert response.status_code == 200, missing
        valid(response)
    for wrong in ({"value": "-1"}, {"value": "1,5"}, {"value": "mnogo"}, {"year": "1700"}, {"year": "2999"}):
        assert sent(desk, address, **(FIGURE | wrong)).status_code == 200, wrong
    assert not Figure.objects.exists()
    sent(desk, address, **FIGURE)
    figure = Figure.objects.get()
    assert (figure.value, figure.year, figure.confirmed_on) == (1250, 2024, timezone.localdate())
    sent(desk, address, **(FIGURE | {"year": "2025", "value": "1300"}))
    assert Figure.objects.count() == 2, "another year, another row of the series"
    assert desk.get(url(places.jelah, "brojke/nema/")).status_code == 404


def test_an_earlier_year_is_not_overwritten_and_a_note_goes_with_its_number(desk, places, population):
    census = Figure.objects.create(community=places.jelah, indicator=population, value=12900, year=2013, source="Popis")
    new = Figure.objects.create(
        community=places.jelah, indicator=population, value=950, year=2024, source="Općina", note="zaokruženo"
    )
    address = url(places.jelah, "brojke/population/")
    response = sent(desk, address, **(FIGURE | {"year": "2013"}))
    valid(response)
    assert "12.900 (Popis)" in text_of(response)
    census.refresh_from_db()
    assert census.value == 12900
    sent(desk, address, **FIGURE)
    new.refresh_from_db()
    assert (new.value, new.note) == (1250, "")
