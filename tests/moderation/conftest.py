from datetime import date

import pytest
from allauth.mfa.models import Authenticator

from accounts.models import User
from content.models import Entry
from tests import factories


@pytest.fixture
def draft(member) -> Entry:
    return factories.make_entry(member)


@pytest.fixture
def waiting(newcomer) -> Entry:
    """Sent by somebody without a mandate."""
    return factories.make_entry(newcomer, status="pending")


@pytest.fixture
def published(newcomer) -> Entry:
    return factories.make_entry(newcomer, status="published")


def with_second_factor(user: User) -> User:
    Authenticator.objects.get_or_create(user=user, type=Authenticator.Type.TOTP, defaults={"data": {"secret": ""}})
    return user


@pytest.fixture
def moderator(moderator) -> User:
    """As everywhere, with the second factor without which nobody moderates."""
    return with_second_factor(moderator)


@pytest.fixture
def colleague(db) -> User:
    """A second moderator."""
    user = factories.make_user("mod2@example.ba", name="Azra Delić")
    factories.make_mandate(user, "moderator")
    return with_second_factor(user)


@pytest.fixture
def time_machine_at(monkeypatch):
    """`time_machine_at(day)`: what Django calls today; the database keeps its own clock."""

    def go(day: date) -> None:
        monkeypatch.setattr("django.utils.timezone.localdate", lambda *_ignored: day)

    return go
