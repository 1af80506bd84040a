"""Everything that one has written, in whatever state."""

import pytest

from tests import factories
from tests.markup import text_of, valid

URL = "/prakse/moje/"


def test_shows_every_state_and_nobody_elses(client_of, member, neighbour, places, theme):
    for status in ("draft", "pending", "published", "returned", "hidden"):
        factories.make_practice(member, title=f"Praksa {status}", places=[places.jelah], themes=[theme], status=status)
    factories.make_practice(neighbour, title="Tuđa", places=[places.jelah], themes=[theme], status="published")
    response = client_of(member).get(URL)
    valid(response)
    page = text_of(response)
    for words in ("nacrt", "čeka pregled", "objavljeno", "vraćeno", "skriveno"):
        assert words in page
    assert "Tuđa" not in page


def test_an_empty_one_says_how_to_begin(client_of, newcomer):
    assert "Još nemate nijednu praksu" in text_of(client_of(newcomer).get(URL))


def test_needs_sign_in_and_only_reads(client, client_of, newcomer):
    assert client.get(URL).status_code == 302
    assert client_of(newcomer).post(URL).status_code == 405


@pytest.mark.parametrize("rows", [1, 3])
def test_queries(client_of, member, rows, django_assert_num_queries):
    for number in range(rows):
        factories.make_practice(member, title=f"Praksa {number}")
    client = client_of(member)
    client.get(URL)
    with django_assert_num_queries(3):
        client.get(URL)
