"""Women and vacant seats, computed from figures."""

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


def test_groups_under_five_are_not_shown(client, places):
    figure("council_members", places.jelah, 4)
    figure("council_women", places.jelah, 1)
    assert "Žene u savjetu: 1" not in page_of_jelah(client)
