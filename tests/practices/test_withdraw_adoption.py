"""What no longer stands is not counted."""

import pytest

from moderation import actions as moves
from practices import adopting
from tests.practices.taking import counted, taken

pytestmark = pytest.mark.django_db


def test_what_no_longer_stands_is_not_counted(practice, neighbour, places, moderator):
    adoption = taken(practice, neighbour, places.klasnice)
    assert counted(practice) == 1
    moves.withdraw(adoption, neighbour)
    assert counted(practice) == 0
    moves.bring_back(adoption, neighbour)
    assert counted(practice) == 1
    adopting.report(adoption, neighbour, adoption.version, state="abandoned")
    assert counted(practice) == 0
    adopting.report(adoption, neighbour, adoption.version, state="running")
    assert counted(practice) == 1
    adoption.delete()
    assert counted(practice) == 0


def test_its_author_takes_it_off_the_site(client, client_of, practice, neighbour, places):
    adoption = taken(practice, neighbour, places.klasnice)
    response = client_of(neighbour).post(f"/prakse/primjene/{adoption.pk}/povlacenje/")
    assert response["Location"] == practice.get_absolute_url()
    assert "Počeli smo." not in client.get(practice.get_absolute_url()).content.decode()
