"""A claim together with a local community that the register lacks."""

import pytest

from accounts.models import Claim, Mandate
from register.models import Community
from tests.communities.desk import SENT, START, answer_url, mz
from tests.markup import text_of, valid

pytestmark = pytest.mark.django_db


def test_a_community_that_the_register_does_not_have(client_of, newcomer, coordinator, places):
    client = client_of(newcomer)
    valid(client.get(f"{START}nova/"))
    sent = SENT | {"municipality": places.tesanj.pk, "name": "MZ Gornja Vrela"}
    client.post(f"{START}nova/", sent)
    claim = Claim.objects.get()
    assert claim.proposed_name == "Gornja Vrela"
    desk = client_of(coordinator)
    assert "još nije na listi" in text_of(desk.get("/koordinator/"))
    valid(desk.get(answer_url(claim)))
    response = desk.post(
        answer_url(claim), {"confirm": "1", "name": "Vrela Gornja", "source_url": "kriva adresa", "community": ""}
    )
    assert "Upišite cijelu adresu" in text_of(response)
    assert not Mandate.objects.filter(user=newcomer).exists()
    desk.post(
        answer_url(claim), {"confirm": "1", "name": "Vrela Gornja", "source_url": "https://tesanj.ba/", "community": ""}
    )
    assert Mandate.objects.get(user=newcomer).community == Community.objects.get(slug="vrela-gornja")


def test_what_is_on_the_list_is_offered_instead(client_of, newcomer, places):
    sent = SENT | {"municipality": places.tesanj.pk, "name": "ЈЕЛАХ"}
    response = client_of(newcomer).post(f"{START}nova/", sent)
    valid(response)
    assert "Ova mjesna zajednica je već na listi." in text_of(response)
    assert f'href="{mz(places.jelah)}"' in response.content.decode()
    assert not Claim.objects.exists()
