"""Confirming a claim or saying why not, and who may."""

from datetime import date
from uuid import uuid4

import pytest

from accounts.models import Mandate
from moderation import claims
from moderation.models import Decision
from tests import factories
from tests.communities.desk import START, answer_url
from tests.markup import text_of, valid

pytestmark = pytest.mark.django_db


def test_refused_with_a_reason_that_the_person_reads(client_of, claim, newcomer, coordinator):
    desk = client_of(coordinator)
    response = desk.post(answer_url(claim), {"refuse": "1", "refuse-words": " "})
    valid(response)
    assert not Decision.objects.exists()
    desk.post(answer_url(claim), {"refuse": "1", "refuse-words": "U odluci stoji drugo ime."})
    assert "U odluci stoji drugo ime." in text_of(client_of(newcomer).get(START))
    assert not Mandate.objects.filter(user=newcomer).exists()


def test_the_second_to_answer_sees_the_first_and_keeps_the_words(client_of, claim, coordinator, places):
    colleague = factories.make_user("k3@example.ba")
    factories.make_mandate(colleague, "coordinator", places.tesanj)
    client_of(coordinator).post(answer_url(claim), {"confirm": "1"})
    response = client_of(colleague).post(answer_url(claim), {"refuse": "1", "refuse-words": "Ne znam ovu osobu."})
    assert response.status_code == 409
    valid(response)
    assert "Lejla Begić" in text_of(response)
    assert "Odgovor Potvrđeno" in text_of(response), "the answer that stands, not the form"
    assert "Ne znam ovu osobu." in response.content.decode()


def test_what_is_not_theirs_is_not_there(client_of, claim, newcomer, member, neighbour, moderator, places):
    """Nobody but the coordinator of that municipality and moderators; without the second factor not even these."""
    elsewhere = factories.make_user("k2@example.ba")
    factories.make_mandate(elsewhere, "coordinator", places.laktasi)
    for user in (newcomer, member, neighbour, elsewhere, moderator):
        client = client_of(user)
        assert client.get(answer_url(claim)).status_code == 404, user
        assert client.post(answer_url(claim), {"confirm": "1"}).status_code == 404, user
        assert client.post(f"{START}{claim.pk}/povlacenje/").status_code == (302 if user == newcomer else 404), user
    assert not Mandate.objects.filter(user=newcomer).exists()


@pytest.mark.parametrize("name", ["", "!!!", "\u200b", "Вijela"])  # with a Cyrillic В
def test_a_name_that_nobody_can_read_is_refused(client_of, newcomer, coordinator, places, name):
    what = {"municipality": places.tesanj, "proposed_name": "Vrela", "role": "president", "starts": date(2024, 1, 1)}
    claim = claims.make(newcomer, uuid4(), **what)
    response = client_of(coordinator).post(answer_url(claim), {"confirm": "1", "name": name})
    assert response.status_code == 200
    valid(response)
    assert not Mandate.objects.filter(user=newcomer).exists()
