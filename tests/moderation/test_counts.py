"""Decisions in numbers, for everyone."""

import pytest

from moderation.models import Reason, Report
from tests import factories
from tests.markup import text_of, valid

pytestmark = pytest.mark.django_db
URL = "/pravila/odluke/"


def test_nothing_yet(client):
    assert "Još nije bilo odluka." in text_of(client.get(URL))


def test_counts_what_people_decided(client, newcomer, member, moderator):
    factories.make_entry(newcomer, status="published")
    factories.make_entry(newcomer, status="hidden")
    entry = factories.make_entry(None, source="Izvor")
    entry.decisions.create(kind="source", outcome="published", version=1)
    Report.objects.create(entry=entry, reason=Reason.objects.filter(use="report").first())
    response = client.get(URL)
    valid(response)
    (year,) = response.context["years"]
    assert (year["published"], year["hidden"], year["reports"]) == (2, 1, 1)


@pytest.mark.parametrize("rows", [1, 3])
def test_queries(client, newcomer, rows, django_assert_num_queries):
    for _ in range(rows):
        factories.make_entry(newcomer, status="published")
    with django_assert_num_queries(2):
        client.get(URL)


def test_only_reading(client):
    assert client.post(URL).status_code == 405
