"""Taking back a claim that nobody has answered."""

import pytest

from tests.communities.desk import START, answer_url
from tests.markup import text_of

pytestmark = pytest.mark.django_db


def test_taken_back_once_and_by_its_author_alone(client_of, claim, newcomer, member, coordinator):
    url = f"{START}{claim.pk}/povlacenje/"
    assert client_of(member).post(url).status_code == 404
    client = client_of(newcomer)
    assert client.get(url).status_code == 405
    client.post(url)
    claim.refresh_from_db()
    assert claim.status == "withdrawn"
    assert "povučeno" in text_of(client.get(START))
    late = client_of(coordinator).post(answer_url(claim), {"confirm": "1"})
    assert late.status_code == 409
    assert "povučena" in text_of(late)


def test_what_was_answered_stays(client_of, claim, newcomer, coordinator):
    client_of(coordinator).post(answer_url(claim), {"confirm": "1"})
    client_of(newcomer).post(f"{START}{claim.pk}/povlacenje/")
    claim.refresh_from_db()
    assert claim.status == "confirmed"
