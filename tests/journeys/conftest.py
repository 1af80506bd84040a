"""The register as it is shipped, and somebody in front of it."""

from __future__ import annotations

import pytest

from tests.journeys.person import Person
from tests.register_data import real_register  # noqa: F401


@pytest.fixture
def person(real_register) -> Person:  # noqa: F811
    return Person()
