import pytest

from content.models import Theme
from practices.models import Practice
from tests import factories
from tests.register_data import real_register

__all__ = ["real_register"]


@pytest.fixture
def theme() -> Theme:
    return Theme.objects.get(slug="infrastruktura")


@pytest.fixture
def draft(newcomer, places, theme) -> Practice:
    """Of somebody without a mandate, ready to be sent."""
    return factories.make_practice(newcomer, places=[places.jelah], themes=[theme])


@pytest.fixture
def practice(member, places, theme) -> Practice:
    """A published practice of the member, in Jelah."""
    return factories.make_practice(member, places=[places.jelah], themes=[theme], status="published")
