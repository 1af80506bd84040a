"""A news article as a row of a list, and what its page shows of when and where."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from notifications.wording import address_at
from text.partial_dates import partial_date

from .models import News

if TYPE_CHECKING:
    from collections.abc import Iterable

    from content.models import EntryPlace

    from .look import Look


@dataclass(frozen=True)
class Place:
    """Where it was or whom it concerns, with its page; none where the register does not know it."""

    label: str
    url: str


@dataclass(frozen=True)
class Row:
    """What a list shows."""

    url: str
    title: str
    lead: str
    dated: str
    day: str
    places: list[str]
    more_places: int
    holder: str
    is_sample: bool


@dataclass(frozen=True)
class Link:
    """Another article, as a page names it."""

    url: str
    title: str
    day: str


SHOWN_PLACES = 2


def row_of(news: News, look: Look) -> Row:
    """No query where it was read `for_lists`."""
    towns = list(dict.fromkeys(place.municipality_id for place in news.shown_places))
    return Row(
        url=news.get_absolute_url(),
        title=news.title,
        lead=news.lead,
        dated=news.dated,
        day=when(news) if news.key else partial_date(news.dated),
        places=[look.municipality(one).full_name for one in towns[:SHOWN_PLACES]],
        more_places=len(towns[SHOWN_PLACES:]),
        holder=news.holder,
        is_sample=news.is_sample,
    )


def by_year(rows: Iterable[Row]) -> list[tuple[str, list[Row]]]:
    """Rows below their year; last those of whose year nothing is known."""
    return [
        (year or _("The year is not known"), list(group)) for year, group in groupby(rows, lambda row: row.dated[:4])
    ]


def when(news: News) -> str:
    """When it was, as far as that is known: "19. 11. 2024 (dva dana, do 20. 11.)".

    Of what was collected it is said that the day is not known; of others nothing.
    """
    day = partial_date(news.happened)
    if day and news.day_note:
        return f"{day} ({news.day_note})"
    return day or news.day_note or (_("the day is not known") if news.key else "")


def places_of(news: News, look: Look) -> list[Place]:
    """Each community, then each municipality once, as links. Costs no query."""
    named = [place for place in news.shown_places if place.community_name]
    found = [Place(_("MZ %(name)s") % {"name": one.community_name}, _page_of(one, look)) for one in named]
    towns = dict.fromkeys(place.municipality_id for place in news.shown_places)
    return found + [Place(one.full_name, one.get_absolute_url()) for one in map(look.municipality, towns)]


def _page_of(place: EntryPlace, look: Look) -> str:
    if place.community is None:
        return ""
    return reverse("communities:detail", args=[look.municipality(place.municipality_id).slug, place.community.slug])


def related(news: News) -> list[Link]:
    """What is near to it; no query where it was read `with_all`."""
    return [
        Link(address_at(row["pk"], row["title"], News.Kind.NEWS), row["title"], partial_date(row["dated"]))
        for row in vars(news).get("related_rows", ())
    ]
