"""The parts of a cost as shares of the whole, for the bar and its list."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .models import Practice

COLOURS = 4  # more than four cannot be told apart by everybody


@dataclass(frozen=True)
class Share:
    """One part: whole percent, and its place on a bar of width 100 (as text, with a point)."""

    payer: str
    what_for: str
    amount: Decimal
    percent: int
    x: str
    width: str


def shares(practice: Practice) -> list[Share]:
    """The parts that a practice names, while there are few enough to be drawn; whole percents add up to 100."""
    parts = practice.shown_costs
    total = sum((part.amount for part in parts), Decimal())
    if not total or len(parts) > COLOURS:
        return []
    exact = [part.amount * 100 / total for part in parts]
    whole = [int(one) for one in exact]
    # What rounding down left over goes to the largest remainders (Hamilton's method).
    for index in sorted(range(len(parts)), key=lambda n: exact[n] - whole[n], reverse=True)[: 100 - sum(whole)]:
        whole[index] += 1
    return [
        Share(part.payer, part.what_for, part.amount, whole[n], f"{sum(exact[:n]):.2f}", f"{exact[n]:.2f}")
        for n, part in enumerate(parts)
    ]
