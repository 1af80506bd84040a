"""A figure with its year and source."""

import pytest
from django.utils import timezone

from register.models import Figure
from tests.communities.desk import FIGURE, sent, url
from tests.markup import valid

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
