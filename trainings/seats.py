"""Who gets a seat. Everything that gives, frees or counts seats happens while the row of the sign-up is held, and a trigger
refuses what breaks the rules whoever writes (`trainings.models.signups`).

A seat that becomes free is offered to the first on the waiting list whom the rules allow it, with a moment until which it
waits for an answer; then it goes on to the next.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils import timezone

from .models import Registration, SignUp

State = Registration.State
PATIENCE = timedelta(hours=48)
"""So long an offer waits, where there is time."""
HURRY = timedelta(hours=1)
"""So long it waits at least, unless the training starts before."""


def hold(number: int) -> SignUp | None:
    """The sign-up of a training, for us alone until the transaction ends; None where one does not sign up here."""
    rows = SignUp.objects.select_related("training").select_for_update(of=("self",))
    return rows.filter(pk=number).first()


def answer_by(now: datetime, starts: datetime | None) -> datetime:
    """Until when an offer waits: 48 hours, near the training half of the time that is left, at least an hour."""
    if starts is None:
        return now + PATIENCE
    patience = max(HURRY, min(PATIENCE, (starts - now) / 2))
    return min(now + patience, starts)


@dataclass
class Counts:
    """Who holds the seats of a sign-up, as far as its rules ask."""

    sign_up: SignUp
    taken: int
    women: int = 0
    municipalities: Counter[int | None] = field(default_factory=Counter)
    communities: Counter[tuple[int | None, int | None]] = field(default_factory=Counter)

    @classmethod
    def of(cls, sign_up: SignUp) -> Counts:
        """As it stands; the row must be held. Only rules need more than the number."""
        if not sign_up.has_rules:
            return cls(sign_up, sign_up.registrations.holding().count())
        counts = cls(sign_up, 0)
        for row in sign_up.registrations.holding().only("municipality", "community", "gender"):
            counts.add(row)
        return counts

    def add(self, registration: Registration) -> None:
        self.taken += 1
        self.women += registration.gender == Registration.Gender.WOMAN
        self.municipalities[registration.municipality_id] += 1
        self.communities[registration.municipality_id, registration.community_id] += 1

    def why_not(self, one: Registration) -> str:
        """The rule that keeps this person from a seat; empty if there is a seat. The twin of the trigger."""
        rules = self.sign_up
        if self.taken >= rules.seats:
            return "full"
        if rules.per_municipality is not None and (
            one.municipality_id is None or self.municipalities[one.municipality_id] >= rules.per_municipality
        ):
            return "municipality"
        there = self.communities[one.municipality_id, one.community_id]
        if rules.per_community is not None and there >= rules.per_community:
            return "unnamed" if one.community_id is None else "community"
        is_woman = one.gender == Registration.Gender.WOMAN
        if not is_woman and rules.holds_for_women(timezone.localdate()):
            kept = max(0, rules.for_women - self.women)
            return "women" if rules.seats - self.taken <= kept else ""
        return ""


def enter(sign_up: SignUp, new: Registration) -> str:
    """Give whoever signs up a seat, or a place at the end of the waiting list; the rule that was in the way, or nothing.

    Nobody passes those who wait: `give` comes first, so what is free then none of them may have.
    """
    why = Counts.of(sign_up).why_not(new)
    new.state = State.WAITING if why else State.CONFIRMED
    new.save()
    return why


def give(sign_up: SignUp) -> list[Registration]:
    """Take back offers that nobody answered, and offer every free seat to the first who may have it; the row must be held.

    Returns those that changed: lapsed ones and offered ones.
    """
    now, training = timezone.now(), sign_up.training
    starts = training.starts
    if training.cancelled is not None or not training.is_published or (starts is not None and starts <= now):
        return []  # whoever was offered a seat keeps it: nobody comes after them
    changed = []
    for late in sign_up.registrations.filter(state=State.OFFERED, offered_until__lte=now).order_by("queued", "pk"):
        late.state, late.offered_until, late.changed = State.LAPSED, None, now
        late.save(update_fields=["state", "offered_until", "changed"])
        changed.append(late)
    counts = Counts.of(sign_up)
    if counts.taken >= sign_up.seats:
        return changed
    for first in sign_up.registrations.waiting().iterator(chunk_size=50):
        if counts.taken >= sign_up.seats:
            break
        if counts.why_not(first):
            continue
        counts.add(first)
        first.state, first.offered_until, first.changed = State.OFFERED, answer_by(now, starts), now
        first.save(update_fields=["state", "offered_until", "changed"])
        changed.append(first)
    return changed


def hasten(people: list[Registration]) -> None:
    """Offers of a training that was moved wait no longer than they would if they were made now; the row must be held."""
    now = timezone.now()
    for one in people:
        until = answer_by(now, one.sign_up.training.starts)
        if one.offered_until is not None and now < until < one.offered_until:
            one.offered_until = until
            one.save(update_fields=["offered_until"])
