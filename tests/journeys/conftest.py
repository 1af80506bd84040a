"""The register as it is shipped, and somebody in front of it."""

from __future__ import annotations

import pytest

from communities import country
from tests.journeys.person import Person
from tests.register_data import real_register  # noqa: F401


@pytest.fixture(autouse=True)
def _fresh_look() -> None:
    """Nobody sees the country of another test."""
    country.forget()


@pytest.fixture
def person(real_register) -> Person:  # noqa: F811
    return Person()
