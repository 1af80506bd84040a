"""The section "Primijenili i u …": who took a practice over, as a tree in words, and what it came to together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from accounts.models import Mandate, User
from text.partial_dates import partial_date

from .models import Adoption

if TYPE_CHECKING:
    from .look import Look
    from .models import Practice


@dataclass(frozen=True)
class Branch:
    """One community that took it over."""

    pk: int
    place: str
    municipality: str
    url: str
    state: str
    label: str
    when: str
    text: str
    result: str
    cost: Decimal | None
    people: int | None
    is_confirmed: bool
    is_sample: bool
    own: bool  # the reader wrote it
    may_confirm: bool  # the reader sits in that council


@dataclass(frozen=True)
class Tree:
    """All branches, and the sums of those that count."""

    branches: Sequence[Branch]
    people: int
    cost: Decimal

    def __len__(self) -> int:
        return len(self.branches)


def tree_of(practice: Practice, now: Look, reader: Any) -> Tree:
    """No query: the rows came with the practice, the municipalities are known, the mandates are the reader's."""
    person = reader if isinstance(reader, User) else None
    councils = {
        mandate.community_id
        for mandate in (person.active_mandates if person else ())
        if mandate.role in Mandate.COMMUNITY_ROLES
    }
    branches = [_branch(row, now, person, councils) for row in practice.adoptions]
    counted = [one for one in branches if one.is_confirmed and one.state != Adoption.State.ABANDONED]
    return Tree(
        branches, sum(one.people or 0 for one in counted), sum((one.cost or Decimal(0) for one in counted), Decimal(0))
    )


def _branch(row: dict[str, Any], now: Look, person: User | None, councils: set[int | None]) -> Branch:
    municipality = now.municipalities.get(row["municipality"])
    name = f"{row['name']} ({row['qualifier']})" if row["qualifier"] else row["name"]
    confirmed = row["confirmed_on"] is not None
    return Branch(
        pk=row["id"],
        place=f"MZ {name}",
        municipality=municipality.full_name if municipality else "",
        url=reverse("communities:detail", args=[municipality.slug, row["slug"]]) if municipality else "",
        state=row["state"],
        label=str(Adoption.State(row["state"]).label),
        when=" – ".join(filter(None, (partial_date(row["since"]), partial_date(row["until"])))),
        text=row["body"],
        result=row["result"],
        cost=Decimal(row["cost"]) if row["cost"] is not None else None,
        people=row["people"],
        is_confirmed=confirmed,
        is_sample=row["is_sample"],
        own=person is not None and row["author_id"] == person.pk,
        may_confirm=not confirmed and row["community_id"] in councils,
    )
