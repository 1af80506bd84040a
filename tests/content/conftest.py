import pytest

from content.models import Entry
from tests import factories


@pytest.fixture
def entry(member) -> Entry:
    """A published practice of `member`."""
    return factories.make_entry(member, status="published")
