"""Wishes in tests: what a browser sends, people by the dozen from somewhere."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from accounts.models import Profile, User
from tests import factories
from trainings.models import Training

URL = "/obuke/zelje/"


def typed(**fields: Any) -> dict[str, Any]:
    """The whole form; a field that is None is left out."""
    data: dict[str, Any] = {"title": "vođenju zapisnika", "once": str(uuid4())} | fields
    return {name: value for name, value in data.items() if value is not None}


def url(wish: Any, what: str = "") -> str:
    return f"{URL}{wish.pk}/{what}" if what else wish.get_absolute_url()


def editor_of(organisation: Any, number: int = 1) -> User:
    made = factories.make_user(f"urednik{number}@example.ba", name=f"Urednik {number}")
    factories.make_mandate(made, "editor", organisation)
    return made


def to_come(organisation: Any, **fields: Any) -> Training:
    """A training of theirs in so many days."""
    days = fields.pop("days", 20)
    training = factories.make_training(None, days=[timezone.localdate() + timedelta(days=days)], **fields)
    training.organisers.set([organisation])
    return training


def crowd(number: int, municipality: Any = None) -> list[User]:
    """So many people who live there."""
    at = User.objects.count()
    users = User.objects.bulk_create(User(email=f"ljudi{at + one}@example.ba") for one in range(number))
    Profile.objects.bulk_create(
        Profile(user=one, display_name=f"Osoba {one.pk}", municipality=municipality) for one in users
    )
    return users
