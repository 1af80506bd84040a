"""Signing up in tests: a training that is open, what a browser sends, people by the dozen."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from tests import factories
from trainings import registering
from trainings.models import Registration, SignUp, Training


def opened(organiser: Any = None, *, seats: int = 2, days: int = 30, author: Any = None, **rules: Any) -> SignUp:
    """A training in so many days, with seats."""
    day = timezone.localdate() + timedelta(days=days)
    training = factories.make_training(author, title="Obuka za savjete", days=[day], held_in="Jelah")
    training.organisers.set([organiser] if organiser else [])
    return SignUp.objects.create(training=training, seats=seats, **rules)


def person(number: int, **fields: Any) -> Any:
    """Somebody with an account."""
    return factories.make_user(f"osoba{number}@example.ba", name=f"Osoba {number}", **fields)


def enter(sign_up: SignUp, user: Any, **values: Any) -> Registration:
    """As the page does it."""
    training = Training.objects.get(pk=sign_up.pk)
    return registering.sign_up(training, user, {"name": user.profile.display_name, **values}, {})


def typed(place: Any, **fields: Any) -> dict[str, Any]:
    """The whole form; a field that is None is left out."""
    data: dict[str, Any] = {"name": "Amra Hodžić", "places": [f"c{place.pk}"], "gender": "f", "consent": "on"} | fields
    return {name: value for name, value in data.items() if value is not None}


def states(sign_up: SignUp) -> list[str]:
    """In the order in which people came."""
    return list(sign_up.registrations.order_by("queued", "pk").values_list("state", flat=True))


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)
