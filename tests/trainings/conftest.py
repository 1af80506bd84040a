"""The real register, for the trainings that were collected; who holds trainings, and about what."""

import pytest

from content.models import Theme
from tests.register_data import real_register as real_register  # noqa: PLC0414 - a fixture


@pytest.fixture
def theme():
    return Theme.objects.order_by("position").first()
