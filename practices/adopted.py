"""The section "Primijenili i u …": who took a practice over, as a tree in words, and what it came to together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from django.urls import reverse

from accounts.models import Mandate, User
from content.models import Photo
from text.partial_dates import partial_date

from .models import Adoption

if TYPE_CHECKING:
    from .look import Look
    from .models import Practice


DEPTH = 3  # levels; on a phone there is no room for more, so what is deeper stands beside its parent, which it names


@dataclass
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
    photos: Sequence[Photo]
    is_confirmed: bool
    is_sample: bool
    own: bool  # the reader wrote it
    may_confirm: bool  # the reader sits in that council
    seen_at: str = ""  # the place where they saw it
    below: list[Branch] = field(default_factory=list)  # who saw it there


@dataclass(frozen=True)
class Tree:
    """Those who took it over from the practice itself, each with who saw it there; the sums of those that count."""

    branches: Sequence[Branch]
    people: int
    cost: Decimal


class Rights(NamedTuple):
    """Of one reader, by numbers of adoptions."""

    own: tuple[int, ...] = ()  # the reader wrote them
    may_confirm: tuple[int, ...] = ()  # the reader sits in that council


def rights_of(practice: Practice, reader: Any) -> Rights:
    """What the reader may do below a practice. No query: the mandates are the reader's."""
    if not isinstance(reader, User) or not practice.adoptions:
        return Rights()
    councils = {one.community_id for one in reader.active_mandates if one.role in Mandate.COMMUNITY_ROLES}
    return Rights(
        own=tuple(row["id"] for row in practice.adoptions if row["author_id"] == reader.pk),
        may_confirm=tuple(
            row["id"] for row in practice.adoptions if row["confirmed_on"] is None and row["community_id"] in councils
        ),
    )


def tree_of(practice: Practice, now: Look, rights: Rights) -> Tree:
    """No query: the rows came with the practice, the municipalities are known."""
    branches = [_branch(row, now, rights) for row in practice.adoptions]
    counted = [one for one in branches if one.is_confirmed and one.state != Adoption.State.ABANDONED]
    return Tree(
        _grown(branches, practice.adoption_seen_at),
        sum(one.people or 0 for one in counted),
        sum((one.cost or Decimal(0) for one in counted), Decimal(0)),
    )


def _grown(branches: Sequence[Branch], seen_at: dict[int, int]) -> list[Branch]:
    """Each below the nearest that is shown of those above it. An earlier one has a lower number: there are no rings."""
    shown: dict[int, tuple[Branch, int]] = {}
    grown: list[Branch] = []
    siblings: dict[int, list[Branch]] = {}
    for one in sorted(branches, key=lambda branch: branch.pk):
        above = seen_at.get(one.pk)
        while above is not None and above not in shown:
            above = seen_at.get(above)
        if above is None:
            level, beside = 1, grown
        else:
            parent, level = shown[above]
            one.seen_at = parent.place
            beside = parent.below if level < DEPTH else siblings[above]
            level = min(level + 1, DEPTH)
        beside.append(one)
        shown[one.pk], siblings[one.pk] = (one, level), beside
    return grown


def _branch(row: dict[str, Any], now: Look, rights: Rights) -> Branch:
    municipality = now.municipalities.get(row["municipality"])
    name = f"{row['name']} ({row['qualifier']})" if row["qualifier"] else row["name"]
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
        photos=[Photo(**photo) for photo in row["photos"]],
        is_confirmed=row["confirmed_on"] is not None,
        is_sample=row["is_sample"],
        own=row["id"] in rights.own,
        may_confirm=row["id"] in rights.may_confirm,
    )
