"""The page of a community comes from memory; it says what is true, to each reader what they may see."""

from __future__ import annotations

import pytest

from accounts.models import Mandate, Profile
from register.models import Community, Contact
from tests import factories
from tests.practices.taking import taken
from ui import kept


@pytest.fixture(autouse=True)
def drawn(monkeypatch) -> list[str]:
    """Templates of the pages that were drawn because nobody had asked for them; a memory of its own for each test."""
    templates: list[str] = []
    monkeypatch.setattr(kept, "_kept", kept._Kept())
    draw = kept.render_to_string

    def noted(template, *arguments):
        templates.append(template)
        return draw(template, *arguments)

    monkeypatch.setattr(kept, "render_to_string", noted)
    return templates


def test_it_is_drawn_once_for_each_thing_that_it_says(client, client_of, places, member, newcomer, drawn) -> None:
    address = places.jelah.get_absolute_url()
    first, again = client.get(address), client.get(address)
    assert first.content == again.content
    assert len(drawn) == 1
    for user in (newcomer, member, newcomer):
        client_of(user).get(address)
    assert len(drawn) == 2


@pytest.mark.parametrize("visibility", Contact.Visibility)
def test_whoever_asks_after_whomever_sees_what_they_may(
    client, client_of, newcomer, coordinator, member, moderator, places, visibility
) -> None:
    Contact.objects.create(community=places.jelah, kind="telefon", value="032 650-100", visibility=visibility)
    address = places.jelah.get_absolute_url()
    levels = list(Contact.Visibility)
    may = [level >= levels.index(visibility) for level in (0, 1, 2, 2, 2)]
    everybody = [client, client_of(newcomer), client_of(coordinator), client_of(member), client_of(moderator)]
    for order in (everybody, everybody[::-1]):
        for one in order:
            assert (b"032 650-100" in one.get(address).content) == may[everybody.index(one)]


def test_what_changes_is_seen_at_once(client, places, member, neighbour, make_figure) -> None:
    """Every part of the row and of what hangs on it, by its own change."""
    rows, address = Community.objects.filter(pk=places.jelah.pk), places.jelah.get_absolute_url()
    figure = make_figure(places.jelah, "population", 1200)
    practice = factories.make_practice(member, title="Rasvjeta", status="published")
    mandates, people = Mandate.objects.filter(user=member), Profile.objects.filter(user=member)
    changes = {
        "its evidence": lambda: rows.update(evidence="slabo"),
        "settlements": lambda: rows.update(settlements="Jelah polje"),
        "its source": lambda: rows.update(source_url="https://example.ba/popis"),
        "a figure": lambda: type(figure).objects.filter(pk=figure.pk).update(value=1300),
        "a contact": lambda: Contact.objects.create(community=places.jelah, kind="telefon", value="032 650-100"),
        "a name": lambda: mandates.update(name_since="2026-01-01"),
        "how the name is spelt": lambda: people.update(display_name="Amra H."),
        "a mandate that ends": lambda: mandates.update(ends="2024-02-01"),
        "a practice": lambda: factories.make_practice(member, places=[places.jelah], status="published"),
        "an adoption": lambda: factories.bring(taken(practice, neighbour, places.jelah), "published", member),
        "closing": lambda: rows.update(closed_on="2026-01-01", closing_source="Odluka"),
    }
    before = client.get(address).content
    for what, change in changes.items():
        change()
        after = client.get(address).content
        assert before != after, what
        before = after


def test_so_is_a_page_of_the_directory(client, client_of, places, newcomer, drawn) -> None:
    addresses = [f"/mjesne-zajednice/{query}" for query in ("", "?q=jelah", "?jls=tesanj", "?sort=izmjena")]
    for _ in range(2):
        for address in addresses:
            client.get(address)
            client_of(newcomer).get(address)
    assert len(drawn) == 2 * len(addresses)


@pytest.mark.parametrize("query", ["", "?q=jelah", "?jls=tesanj", "?sort=izmjena"])
def test_it_says_at_once_what_has_changed(client, places, query) -> None:
    rows, address = Community.objects.filter(pk=places.jelah.pk), f"/mjesne-zajednice/{query}"
    changes = {
        "its evidence": {"evidence": "slabo"},
        "its name": {"qualifier": "kod mosta"},
        "its address": {"slug": "jelah-kod-mosta"},
        "its place": {"municipality": places.laktasi},
    }
    before = client.get(address).content
    for what, values in changes.items():
        rows.update(**values)
        after = client.get(address).content
        assert before != after, what
        before = after


def test_a_municipality_says_at_once_what_has_changed(client, places, member, make_figure, drawn) -> None:
    rows, address = type(places.tesanj).objects.filter(pk=places.tesanj.pk), places.tesanj.get_absolute_url()
    figure = make_figure(places.tesanj, "population", 43063)
    communities = Community.objects.filter(pk=places.jelah.pk)
    changes = {
        "its seat": lambda: rows.update(seat="Jelah"),
        "whether its list is complete": lambda: rows.update(list_complete=True),
        "a figure": lambda: type(figure).objects.filter(pk=figure.pk).update(value=43064),
        "a community": lambda: communities.update(qualifier="kod mosta"),
        "how much is known of it": lambda: communities.update(settlements="Jelah polje"),
        "a practice": lambda: factories.make_practice(member, places=[places.jelah], status="published"),
        "closing": lambda: communities.update(closed_on="2026-01-01", closing_source="Odluka"),
    }
    assert client.get(address).content == client.get(address).content
    assert len(drawn) == 1
    before = client.get(address).content
    for what, change in changes.items():
        change()
        after = client.get(address).content
        assert before != after, what
        before = after
