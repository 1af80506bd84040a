"""What the tests of this room share: a fresh look at the country, and the words of an indicator."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import Claim
from communities import country
from register.models import Figure, Indicator
from tests.communities.desk import SENT, mz
from tests.selection_plugin import chromium
from ui import kept


class _NothingKept(kept._Kept):
    def keep(self, key: str, page: bytes) -> None:
        """A page from memory would have no context for a test to look at."""


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch) -> None:
    """No test sees a page that another left in memory (see `test_kept_pages` for that)."""
    monkeypatch.setattr(kept, "_kept", _NothingKept())


@pytest.fixture
def make_indicator(db) -> Callable[..., Indicator]:
    """`make_indicator("population", "Residents")`: an indicator; one that a migration made is taken as it is."""

    def make(code: str, name: str = "", **fields: Any) -> Indicator:
        words = {f"name_{language}": name or code for language in ("bs", "hr", "sr", "en")}
        defaults = {"group": "stanovnistvo", "unit": "broj", "decimals": 2, "for_municipalities": True}
        fields = {**defaults, **words, **fields}
        country.forget()  # indicators are read once for each look
        return Indicator.objects.get_or_create(code=code, defaults=fields)[0]

    return make


@pytest.fixture
def make_figure(make_indicator) -> Callable[..., Figure]:
    """`make_figure(jelah, "population", 3200, 2013)`: a figure with a source."""

    def make(place: Any, code: str, value: Any, year: int | None = 2013, **fields: Any) -> Figure:
        subject = {place._meta.model_name: place}
        fields = {"source": "Census 2013", "source_url": "https://example.ba/popis", **fields}
        return Figure.objects.create(**subject, indicator=make_indicator(code), value=value, year=year, **fields)

    return make


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """The system's Chromium; Playwright's driver keeps an event loop in this thread, which Django must not mind."""
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    return {**browser_type_launch_args, "executable_path": chromium(), "args": ["--no-sandbox", "--disable-gpu"]}


@pytest.fixture
def claim(newcomer, client_of, coordinator, places):
    client_of(newcomer).post(mz(places.jelah), SENT)
    return Claim.objects.get()


@pytest.fixture
def desk(client_of, coordinator):
    return client_of(coordinator)


@pytest.fixture
def population(db):
    names = {f"name_{language}": "Stanovništvo" for language in ("bs", "hr", "sr", "en")}
    fields = {"unit": "osoba", "group": "stanovnistvo", "expected": True, **names}
    return Indicator.objects.get_or_create(code="population", defaults=fields)[0]
