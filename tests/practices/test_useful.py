"""The mark of usefulness: once for each person, never on what one wrote, counted by the database."""

import pytest

from content.models import Useful
from practices.models import Practice
from tests import factories
from tests.markup import text_of, valid


def post(client, practice, on="1"):
    return client.post(f"/prakse/{practice.pk}/korisno/", {"on": on})


def count(practice):
    return Practice.objects.get(pk=practice.pk).useful_count


def test_set_and_taken_back(client_of, neighbour, practice):
    client = client_of(neighbour)
    assert post(client, practice)["Location"] == f"{practice.get_absolute_url()}#korisno"
    page = client.get(practice.get_absolute_url())
    valid(page)
    assert "Označeno kao korisno. Poništite" in text_of(page)
    assert 'aria-pressed="true"' in page.content.decode()
    post(client, practice, "0")
    assert count(practice) == Useful.objects.count() == 0


@pytest.mark.parametrize(("on", "number"), [("1", 1), ("0", 0)])
def test_a_double_click_is_one_click(client_of, neighbour, practice, on, number):
    for _ in range(3):
        post(client_of(neighbour), practice, on)
    assert count(practice) == number


def test_a_visitor_is_led_to_sign_in_and_back(client, practice):
    page = client.get(practice.get_absolute_url()).content.decode()
    assert f'href="/prijava/?next={practice.get_absolute_url().replace("/", "%2F")}"' in page
    assert post(client, practice).status_code == 302
    assert count(practice) == 0


def test_not_ones_own(client_of, member, practice):
    assert post(client_of(member), practice).status_code == 403
    assert "Korisno mi je" not in text_of(client_of(member).get(practice.get_absolute_url()))
    assert count(practice) == 0


@pytest.mark.parametrize(("status", "code"), [("draft", 404), ("pending", 404), ("returned", 404), ("hidden", 404)])
def test_not_what_one_may_not_see(client_of, neighbour, member, places, theme, status, code):
    practice = factories.make_practice(member, places=[places.jelah], themes=[theme], status=status)
    assert post(client_of(neighbour), practice).status_code == code


def test_not_even_a_moderator_on_what_is_hidden(client_of, moderator, member, places, theme):
    practice = factories.make_practice(member, places=[places.jelah], themes=[theme], status="hidden")
    assert post(client_of(moderator), practice).status_code == 403


def test_only_by_sending(client_of, neighbour, practice):
    assert client_of(neighbour).get(f"/prakse/{practice.pk}/korisno/").status_code == 405
