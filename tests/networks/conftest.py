"""A network of coordinators: who answers for it, a member, and people who do not belong to it."""

from __future__ import annotations

import pytest

from tests import factories
from tests.register_data import real_register as real_register  # noqa: PLC0414 - a fixture

NAME = "Mreža koordinatora"
SLUG = "mreza-koordinatora"


@pytest.fixture
def leader(db):
    return factories.make_user("vodi@example.ba", name="Vedrana Vodić")


@pytest.fixture
def network(leader, coordinator, places):
    """On request; `leader` answers for it, `coordinator` (of Tešanj) is a member."""
    return factories.make_network(
        NAME, coordinator, coordinator=leader, association=places.savez, purpose="Da se iskustva čuju.", area="FBiH"
    )


@pytest.fixture
def url(network):
    return f"/mreze/{SLUG}/"


@pytest.fixture
def desk(client_of, leader, network):
    """A browser of whoever answers for it."""
    return client_of(leader)


@pytest.fixture
def inside(client_of, coordinator, network):
    """A browser of a member."""
    return client_of(coordinator)


@pytest.fixture
def outside(client_of, member, network):
    """A browser of somebody who does not belong to it."""
    return client_of(member)
