"""The coordinator's first screen."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import factories
from tests.communities.desk import SENT, figure, mz
from tests.markup import text_of, valid

pytestmark = pytest.mark.django_db


def test_the_workspace_is_for_coordinators_and_shows_their_own_alone(client_of, coordinator, member, admin, places):
    for user in (member, admin):
        assert client_of(user).get("/koordinator/").status_code == 404
    response = client_of(coordinator).get("/koordinator/")
    valid(response)
    assert "Jelah" in text_of(response)
    assert "Klašnice" not in text_of(response)
    assert "Klašnice" not in text_of(client_of(coordinator).get("/koordinator/?jls=laktasi"))


def test_a_year_is_no_amount(desk, places):
    figure("population", places.jelah, 900, year=2013)
    assert "najstariji podatak iz 2013" in text_of(desk.get("/koordinator/"))


@pytest.mark.parametrize("rows", [1, 4])
def test_the_workspace_costs_the_same_with_more_rows(
    client_of, coordinator, newcomer, places, rows, django_assert_num_queries
):
    for number in range(rows):
        there = factories.make_community(f"Selo {number}", places.tesanj)
        soon = timezone.localdate() + timedelta(days=9)
        factories.make_mandate(factories.make_user(), "secretary", there, ends=soon)
        client_of(factories.make_user()).post(mz(there), SENT)
    client = client_of(coordinator)
    client.get("/koordinator/")
    with django_assert_num_queries(8):
        client.get("/koordinator/")
