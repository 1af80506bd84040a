"""A figure with its year and source."""

import pytest
from django.utils import timezone

from register.models import Figure
from tests.communities.desk import FIGURE, figure, sent, url
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


@pytest.mark.parametrize(
    ("stands", "saved", "fits"),
    [
        (("council_members", 5), ("council_women", 9), False),
        (("council_women", 9), ("council_members", 5), False),
        (("council_youth", 6), ("council_members", 5), False),
        (("council_seats", 5), ("council_members", 7), False),
        (("forum_participants", 30), ("forum_women", 31), False),
        (("council_members", 5), ("council_women", 5), True),
        (("population", 5), ("council_members", 7), True),
    ],
)
def test_a_part_is_not_more_than_the_whole(desk, places, stands, saved, fits):
    figure(stands[0], places.jelah, stands[1], year=2024)
    figure(saved[0], places.kalosevic, 1)  # so that there is this indicator
    address = url(places.jelah, f"brojke/{saved[0]}/")
    response = sent(desk, address, **(FIGURE | {"value": str(saved[1])}))
    assert response.status_code == (302 if fits else 200)
    assert Figure.objects.filter(community=places.jelah).count() == 1 + fits
    if not fits:
        assert f"„{stands[0]}“ je {stands[1]}" in text_of(response)
        assert sent(desk, address, **(FIGURE | {"value": str(saved[1]), "year": "2023"})).status_code == 302
