"""A practice as a card, in a feed, or among similar ones: the few words that are said of it everywhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .filters import Options
from .look import BANDS, Look

if TYPE_CHECKING:
    from content.models import Photo, Theme

    from .models import Practice

NAMED = 2  # places; more are counted
EXCERPT = 150  # characters


@dataclass(frozen=True)
class Card:
    """What a list shows of one practice."""

    practice: Practice
    url: str
    title: str
    text: str
    communities: str
    municipality: str
    themes: list[Theme]
    drawing: str
    band: str
    photo: Photo | None


def cards_of(practices: Iterable[Practice], look: Look, options: Options) -> list[Card]:
    """Cards for practices that come with places and themes."""
    return [card_of(practice, look, options) for practice in practices]


def card_of(practice: Practice, look: Look, options: Options) -> Card:
    """One card; names of municipalities come from the look and cost nothing."""
    communities, municipality = where(practice, look)
    by_id = {theme.pk: theme for theme in look.themes}
    themes = [by_id[pk] for pk in practice.theme_ids if pk in by_id]  # type: ignore[attr-defined]
    band = options["trosak"].get(band_of(practice))
    return Card(
        practice=practice,
        url=practice.get_absolute_url(),
        title=practice.title,
        text=practice.lead or Truncator(practice.body or practice.problem).chars(EXCERPT),
        communities=communities,
        municipality=municipality,
        themes=themes,
        drawing=_drawing(themes, look),
        band=band.label if band else "",
        photo=next(iter(practice.photos.all()), None),
    )


def _drawing(themes: list[Theme], look: Look) -> str:
    """That of the rarest theme, which tells most about the practice."""
    return min(themes, key=lambda one: look.counts["theme"][one.pk]).drawing if themes else "klupa"


def where(practice: Practice, look: Look) -> tuple[str, str]:
    """The communities in words ("MZ Kerep and MZ Mionica III", "10 local communities"), and the municipality."""
    places = list(practice.places.all())
    names = [_("MZ %(name)s") % {"name": name} for place in places if (name := place.community_name)]
    municipalities = list(dict.fromkeys(look.municipality_of(place).full_name for place in places))
    if len(names) > NAMED:
        text = ngettext("%(number)s local community", "%(number)s local communities", len(names))
        communities = text % {"number": len(names)}
    else:
        communities = f" {_('and')} ".join(names)
    if len(municipalities) > NAMED:
        text = ngettext("%(number)s municipality", "%(number)s municipalities", len(municipalities))
        return communities, text % {"number": len(municipalities)}
    return communities, ", ".join(municipalities)


def band_of(practice: Practice) -> str:
    """The cost band of `look.BANDS` that a practice is in; empty where the cost is not known."""
    if practice.cost is None:
        return ""
    limits = {"bez-troska": 0, "do-1000": 1000, "do-10000": 10_000, "do-50000": 50_000}
    return next((name for name, limit in limits.items() if practice.cost <= limit), list(BANDS)[-1])
