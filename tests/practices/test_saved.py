"""What one has kept, as long as it may be read."""

import pytest

from content.models import Entry, Saved
from practices import look
from tests import factories
from tests.markup import text_of, valid

URL = "/prakse/sacuvane/"


def test_shows_ones_own_and_nobody_elses(client_of, neighbour, newcomer, practice):
    Saved.objects.create(user=neighbour, entry_id=practice.pk)
    response = client_of(neighbour).get(URL)
    valid(response)
    assert practice.title in text_of(response)
    assert "Još ništa nije sačuvano" in text_of(client_of(newcomer).get(URL))


def test_what_was_hidden_is_gone(client_of, neighbour, practice, moderator):
    Saved.objects.create(user=neighbour, entry_id=practice.pk)
    factories.decide(practice, "hidden", moderator)
    Entry.objects.filter(pk=practice.pk).update(status="hidden")
    assert practice.title not in text_of(client_of(neighbour).get(URL))


def test_needs_sign_in_and_only_reads(client, client_of, neighbour):
    assert client.get(URL).status_code == 302
    assert client_of(neighbour).post(URL).status_code == 405


@pytest.mark.parametrize("rows", [1, 3])
def test_queries(client_of, neighbour, member, rows, django_assert_num_queries):
    for number in range(rows):
        entry = factories.make_practice(member, title=f"Praksa {number}", status="published")
        Saved.objects.create(user=neighbour, entry_id=entry.pk)
    client = client_of(neighbour)
    client.get(URL)
    look.current()
    with django_assert_num_queries(6):
        client.get(URL)
