"""One click for what still holds."""

import pytest
from django.utils import timezone

from register.models import Figure
from tests.communities.desk import url

pytestmark = pytest.mark.django_db


def test_still_valid_in_one_click(desk, places, population):
    old = Figure.objects.create(community=places.jelah, indicator=population, value=900, year=2013, source="Popis")
    new = Figure.objects.create(community=places.jelah, indicator=population, value=950, year=2020, source="Općina")
    response = desk.post(url(places.jelah, "vazi/"), {"indicator": "population"}, follow=True)
    assert "1 podatak" in response.content.decode()
    for figure in (old, new):
        figure.refresh_from_db()
    assert (old.confirmed_on, new.confirmed_on) == (None, timezone.localdate())
