"""A published practice of the member, to comment on; the neighbour's mandate publishes at once, the newcomer waits."""

import pytest

from practices.models import Practice
from tests import factories


@pytest.fixture
def practice(member, places) -> Practice:
    return factories.make_practice(member, places=[places.jelah], status="published")
