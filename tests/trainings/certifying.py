"""Certificates in tests: a training that is over, with people who were there."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from tests.trainings.signing import opened
from trainings import certificates
from trainings.models import Attendance, Certificate, Registration, SignUp


class GoesOn:
    """A run of the worker that nobody stops, or that is killed after so many pieces."""

    def __init__(self, pieces: int = 10_000) -> None:
        self.left = pieces

    def goes_on(self) -> bool:
        self.left -= 1
        return self.left >= 0


def over(organiser: Any = None, *, people: int = 0, came: int | None = None, **fields: Any) -> SignUp:
    """A training of three days ago with its attendance closed; of the people without account the first so many came."""
    sign_up = opened(organiser, seats=max(people, 1), days=-3, **fields)
    sign_up.training.sessions.update(closed=timezone.now())
    made = Registration.objects.bulk_create(
        Registration(sign_up=sign_up, name=f"Osoba {number}", email=f"o{number}@example.ba", state="confirmed")
        for number in range(people)
    )
    attend(made[: people if came is None else came])
    sign_up.refresh_from_db()
    return sign_up


def attend(registrations: list[Registration]) -> None:
    """At all sessions."""
    Attendance.objects.bulk_create(
        Attendance(registration=one, session=session, came=True)
        for one in registrations
        for session in one.sign_up.training.sessions.all()
    )


def issued(sign_up: SignUp, by: Any = None) -> list[Certificate]:
    """As the worker issues what was ordered."""
    sign_up.orders.create(by=by)
    certificates.issue_all(GoesOn())  # type: ignore[arg-type]
    return list(Certificate.objects.filter(registration__sign_up=sign_up).order_by("number"))


def make_certificate(**fields: Any) -> Certificate:
    """Of somebody without an account, or with these columns of the registration."""
    sign_up = over(people=1)
    Registration.objects.filter(sign_up=sign_up).update(**fields)
    return issued(sign_up)[0]
