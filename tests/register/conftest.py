"""A register of a handful of rows that the tests of this folder break in turn."""

import pytest
from django.utils import translation

from register.models import Indicator, LegalStatus
from tests.register_data import real_register

__all__ = ["real_register"]

WORDS = {f"name_{code}": "x" for code in ("bs", "hr", "sr", "en")}


@pytest.fixture
def indicator(db):
    return Indicator.objects.create(
        code="population", **WORDS, group="stanovnistvo", unit="osoba", for_municipalities=True, for_communities=True
    )


@pytest.fixture
def small_register(indicator, statuses):
    """The places of the tests, with the indicators that columns of their files stand for."""
    for code in ("area", "council_members"):
        Indicator.objects.create(
            code=code, **WORDS, group="podrucje", unit="km2", decimals=2, for_municipalities=True, for_communities=True
        )


@pytest.fixture
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def statuses(places):
    return {
        code: LegalStatus.objects.create(code=code.lower(), entity=entity, basis="Zakon", **WORDS)
        for code, entity in {"FBiH": places.fbih, "RS": places.rs}.items()
    }


@pytest.fixture
def desk(staff_client_of, admin):
    """A browser in which the administrator is signed in."""
    return staff_client_of(admin)
