"""Where a practice happened, as links: each community, then the municipality."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from content.models import EntryPlace

    from .look import Look
    from .models import Practice


@dataclass(frozen=True)
class Place:
    """A name with its page (none where the register does not know it), and what stands before it."""

    label: str
    url: str
    before: str


def places_of(practice: Practice, look: Look) -> list[Place]:
    """Communities in the order of the source, then each municipality once. Costs no query."""
    rows = practice.shown_places
    named = [row for row in rows if row.community_name]
    last = len(named) - 1
    places = [
        Place(
            label=_("MZ %(name)s") % {"name": row.community_name},
            url=_page_of(row, look),
            before="" if not number else f" {_('and')} " if number == last else ", ",
        )
        for number, row in enumerate(named)
    ]
    for municipality in dict.fromkeys(look.municipality_of(row) for row in rows):
        places.append(Place(municipality.full_name, municipality.get_absolute_url(), ", " if places else ""))
    return places


def _page_of(row: EntryPlace, look: Look) -> str:
    """The address of the community, where the register has it."""
    if row.community is None:
        return ""
    return reverse("communities:detail", args=[look.municipality_of(row).slug, row.community.slug])
