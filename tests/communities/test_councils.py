"""Women and vacant seats, computed from figures."""

import re

import pytest

from register.models import Figure
from tests.communities.desk import figure
from tests.markup import text_of

pytestmark = pytest.mark.django_db


def page_of_jelah(client):
    return text_of(client.get("/mjesne-zajednice/tesanj/jelah/"))


def test_women_and_vacant_seats_are_computed(client, places):
    figure("council_members", places.jelah, 9)
    women = figure("council_women", places.jelah, 3)
    figure("council_seats", places.jelah, 11)
    page = page_of_jelah(client)
    assert "Žene u savjetu: 3 od 9 (33 %)" in page
    assert "2 mjesta su upražnjena." in page
    Figure.objects.filter(pk=women.pk).update(year=2020)
    assert "od 9 (" not in page_of_jelah(client), "numbers of different years are not put together"


def test_more_women_than_members_are_no_share(client, places):
    figure("council_members", places.jelah, 5)
    figure("council_women", places.jelah, 9)
    assert "Žene u savjetu: " not in page_of_jelah(client)


@pytest.mark.parametrize("part", ["council_women", "council_youth"])
def test_groups_under_five_are_not_shown(client, client_of, coordinator, places, part):
    figure("council_members", places.jelah, 4)
    counted = figure(part, places.jelah, 1)
    name = counted.indicator.name
    pages = [f"/mjesne-zajednice/tesanj/jelah/{end}" for end in ("", "za-stampu/")]
    for page in pages:
        assert not re.search(f"{name}:? 1", text_of(client.get(page))), page
    assert f"{name} 1" in text_of(client_of(coordinator).get(f"/koordinator/mz/{places.jelah.pk}/")), (
        "who keeps it sees it"
    )


def test_nor_where_the_size_of_that_year_is_not_known(client, places):
    figure("council_members", places.jelah, 4)
    women = figure("council_women", places.jelah, 1, year=2020)
    assert f"{women.indicator.name} 1" not in page_of_jelah(client)


def test_a_larger_council_of_another_year_hides_only_the_small_one(client, places):
    figure("council_members", places.jelah, 9)
    women = figure("council_women", places.jelah, 3)
    figure("council_members", places.jelah, 4, year=2019)
    figure("council_women", places.jelah, 2, year=2019)
    page = page_of_jelah(client)
    assert f"{women.indicator.name} 3" in page
    assert "2019 4" in page, "how many there were is no secret"
    assert "2019 2" not in page
