"""A training that is over in tests: who was there, who was not."""

from __future__ import annotations

from typing import Any

from tests.trainings.signing import opened, person
from trainings.models import Attendance, Registration, SignUp


class Run:
    """A line of the schedule that is stopped after so many pieces of work, if it is stopped at all."""

    def __init__(self, pieces: int = 1_000) -> None:
        self.left = pieces

    def goes_on(self) -> bool:
        self.left -= 1
        return self.left >= 0


def held(organiser: Any = None, *, days: int = 1, seats: int = 100, **rules: Any) -> SignUp:
    """It took place so many days ago, from ten to four."""
    return opened(organiser, days=-days, seats=seats, **rules)


def was_there(sign_up: SignUp, user: Any = None, *, came: bool | None = True, **fields: Any) -> Registration:
    """Somebody who had a seat, and came or did not; None: attendance was not taken."""
    told = {"name": user.profile.display_name if user else "Gost", "state": "confirmed"} | fields
    one = Registration.objects.create(sign_up=sign_up, person=user, **told)
    if came is not None:
        Attendance.objects.create(registration=one, session=sign_up.training.sessions.first(), came=came)
    return one


def all_there(sign_up: SignUp, number: int, *, since: int = 0) -> list[Registration]:
    """So many people with an account."""
    return [was_there(sign_up, person(one)) for one in range(since, since + number)]
