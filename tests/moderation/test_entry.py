"""One entry at the desk: everything that a decision needs, and who may open it."""

import pytest

from tests import factories
from tests.markup import text_of, valid
from tests.practices.photos import add
from tests.practices.taking import taken

pytestmark = pytest.mark.django_db


def url(entry):
    return f"/moderacija/{entry.pk}/"


def test_shows_the_text_the_author_and_what_was_decided(client_of, moderator, newcomer, places):
    from content.models import Theme  # noqa: PLC0415

    practice = factories.make_practice(
        newcomer,
        places=[places.jelah],
        themes=(themes := Theme.objects.all()[:1]),
        status="returned",
        source_url="https://tesanj.ba/vijest",
    )
    response = client_of(moderator).get(url(practice))
    valid(response)
    page = text_of(response)
    for words in (
        "Djeca su išla u školu po mraku.",
        "Novi Član",
        "Bez uloge.",
        "Dopišite šta je urađeno.",
        "MZ Jelah, Općina Tešanj",
        themes[0].name,
        "https://tesanj.ba/vijest",
    ):
        assert words in page


def test_shows_the_photos_of_a_practice_and_of_an_adoption(client_of, moderator, newcomer, neighbour, places):
    """The only photo too, which readers have at the head of the page."""
    practice = factories.make_practice(neighbour, places=[places.jelah], status="published")
    adoption = taken(practice, newcomer, places.klasnice)
    pending = factories.make_practice(newcomer, places=[places.jelah], status="pending")
    for entry in (adoption, pending):
        add(client_of(newcomer), entry)
        response = client_of(moderator).get(url(entry))
        valid(response)
        assert f'src="{entry.photos.get().smallest["url"]}"' in response.content.decode()


def test_in_every_state_and_of_every_kind(client_of, moderator, newcomer):
    entries = [factories.make_practice(newcomer, status=status) for status in ("pending", "published", "hidden")]
    entries.append(factories.make_comment(newcomer, entries[1]))
    for entry in entries:
        response = client_of(moderator).get(url(entry))
        valid(response)
        assert response.status_code == 200


def test_who_opens_it(client, client_of, member, waiting, moderator, newcomer, places):
    assert client.get(url(waiting)).status_code == 302
    assert client_of(member).get(url(waiting)).status_code == 404
    assert client_of(moderator).get("/moderacija/99999/").status_code == 404
    assert client_of(moderator).get(url(factories.make_entry(newcomer))).status_code == 404, "a draft is its author's"
    private = factories.make_entry(newcomer, status="pending", audience="organisation", organisation=places.savez)
    assert client_of(moderator).get(url(private)).status_code == 404


def test_ones_own_is_seen_but_not_decided(client_of, moderator):
    page = text_of(client_of(moderator).get(url(factories.make_practice(moderator, status="pending"))))
    assert "Ovo je Vaša objava" in page
    assert "Objavite" not in page
