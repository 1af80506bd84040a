"""Taking attendance in tests: a training that began an hour ago, people on its list, what a device sends."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django.utils import timezone

from tests import factories
from tests.trainings.signing import opened
from trainings import attendance
from trainings.attendance import Tick
from trainings.models import Registration, Session, SignUp

NAMES = ["Amra Žuljević", "Đorđe Šarić", "Ljiljana Lukić", "Ćamil Čaušević", "Neđo Njegovan", "Huso Čengić", "Ivo"]


def editor_of(organisation: Any, number: int = 1) -> Any:
    """Somebody who edits for it."""
    made = factories.make_user(f"urednik{number}@example.ba", name=f"Urednik {number}")
    factories.make_mandate(made, "editor", organisation)
    return made


def begun(organisation: Any, author: Any) -> SignUp:
    """A training that began an hour ago, or at midnight, and goes on."""
    made = opened(organisation, seats=30, days=0, author=author)
    now = timezone.now()
    starts = max(now - timedelta(hours=1), attendance.day_of(Session(day=timezone.localdate(now))))
    Session.objects.filter(training=made.pk).update(starts=starts, finishes=now + timedelta(days=1))
    return made


def listed(sign_up: SignUp) -> list[Registration]:
    """Seven people with a seat."""
    return [Registration.objects.create(sign_up=sign_up, name=name, state="confirmed") for name in NAMES]


def tick(one: Registration, came: bool = True, moment: Any = None) -> Tick:
    """Now, unless another moment is meant."""
    return Tick(one.pk, came, moment or timezone.now())


def url(session: Session, what: str = "") -> str:
    return f"/obuke/{session.training_id}/prisustvo/{session.pk}/{what}"


def there(session: Session) -> set[int]:
    """Who is said to have come."""
    return set(session.attendances.filter(came=True).values_list("registration", flat=True))


def sent(client: Any, user: Any, session: Session, ticks: Any, **fields: Any) -> Any:
    """As the script does it; `ticks` may be a text that no script would send."""
    text = ticks if isinstance(ticks, str) else json.dumps(ticks)
    data = {"user": user.pk if user else 1, "session": session.pk, "ticks": text} | fields
    return client.post("/obuke/prisustvo/slanje/", data)
