"""Checking before sending: all of it as readers will see it, what is missing, and what will happen."""

import pytest

from tests import factories
from tests.markup import text_of, valid
from tests.practices.photos import add


def url(practice):
    return f"/prakse/{practice.pk}/provjera/"


def test_says_what_is_missing(client_of, newcomer):
    response = client_of(newcomer).get(url(factories.make_practice(newcomer, problem="", body="")))
    valid(response)
    page = text_of(response)
    for sentence in ("Opišite problem", "Napišite šta je urađeno", "Izaberite mjesto", "Izaberite bar jednu temu"):
        assert sentence in page
    assert "Pošaljite na pregled" not in page


@pytest.mark.parametrize(("who", "button"), [("member", "Objavite"), ("newcomer", "Pošaljite na pregled")])
def test_says_what_will_happen(request, client_of, places, theme, who, button):
    user = request.getfixturevalue(who)
    practice = factories.make_practice(user, places=[places.jelah], themes=[theme])
    page = text_of(client_of(user).get(url(practice)))
    assert button in page
    assert "Djeca su išla u školu po mraku." in page


def test_shows_the_only_photo(client_of, newcomer, places, theme):
    practice = factories.make_practice(newcomer, places=[places.jelah], themes=[theme])
    add(client_of(newcomer), practice)
    response = client_of(newcomer).get(url(practice))
    valid(response)
    assert f'src="{practice.photos.get().smallest["url"]}"' in response.content.decode()


@pytest.mark.parametrize("status", ["pending", "returned", "published"])
def test_in_every_state(client_of, member, places, theme, status):
    practice = factories.make_practice(member, places=[places.jelah], themes=[theme], status=status)
    response = client_of(member).get(url(practice))
    valid(response)
    assert response.status_code == 200


def test_needs_sign_in_and_only_reads(client, client_of, member, practice):
    assert client.get(url(practice)).status_code == 302
    assert client_of(member).post(url(practice)).status_code == 405
