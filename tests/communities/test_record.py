"""The record of a local community, and what nobody but its coordinator may touch."""

import pytest
from django.core.exceptions import PermissionDenied

from communities import actions
from communities.editing import FactsForm
from register.models import Community, Contact
from tests.communities.desk import PARTS, seen, url
from tests.markup import text_of, valid

pytestmark = pytest.mark.django_db


def test_another_municipality_is_not_there_by_any_path_or_field(
    client_of, desk, member, neighbour, moderator, admin, places, population
):
    """The coordinator of Tešanj at Laktaši, and people without the role at Tešanj."""
    before = list(Community.objects.order_by("pk").values())
    attempts = [(desk, places.klasnice)]
    attempts += [(client_of(user), places.jelah) for user in (member, neighbour, moderator, admin)]
    for client, community in attempts:
        for part in PARTS:
            assert client.get(url(community, part)).status_code == 404, part
            assert client.post(url(community, part), {"seen": "x", "name": "Y"}).status_code in {404, 405}, part
        assert client.post(url(community, "vazi/")).status_code == 404
    assert client_of(member).get("/koordinator/nova-mz/").status_code == 404
    response = desk.post(
        "/koordinator/nova-mz/",
        {"municipality": places.laktasi.pk, "name": "Tuđa", "source_url": "https://laktasi.net/"},
    )
    assert "Tuđa" in response.content.decode()
    token = seen(desk, url(places.jelah, "podaci/"))
    desk.post(url(places.jelah, "podaci/"), {"seen": token, "municipality": places.laktasi.pk, "name": "Tuđa"})
    token = seen(desk, url(places.jelah, "zatvaranje/"))
    into = {"seen": token, "day": "2020", "source": "Odluka", "merged_into": places.klasnice.pk}
    assert desk.post(url(places.jelah, "zatvaranje/"), into).status_code == 200
    assert list(Community.objects.order_by("pk").values()) == before


def test_the_actions_ask_the_policy_themselves(member, neighbour, places):
    for user in (member, neighbour):
        form = FactsForm(places.jelah, {})
        assert form.is_valid()
        with pytest.raises(PermissionDenied):
            actions.save_facts(form, user, actions.seen(form))
        with pytest.raises(PermissionDenied):
            actions.confirm_figures(places.jelah, user)


def test_the_record_shows_everything_at_once(desk, places, population):
    Contact.objects.create(community=places.jelah, kind="telefon", value="032 650 011", visibility="koordinatori")
    page = desk.get(url(places.jelah))
    valid(page)
    assert "032 650 011" in text_of(page)
    assert "Stanovništvo" in text_of(page)
