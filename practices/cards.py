"""A practice as a card, in a feed, or among similar ones: the few words that are said of it everywhere."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypedDict

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, BooleanField, F, Func, OuterRef, Value
from django.db.models.functions import Coalesce, JSONObject, NullIf, Substr
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import localize
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from content.models import EntryPlace, Photo, Theme
from text.script import still
from text.slugs import slugify
from ui.prepared import Prepared

from .filters import Options
from .look import BANDS, Look
from .models import Practice

NAMED = 2  # places; more are counted
EXCERPT = 150  # characters
READ = 2 * EXCERPT  # of a text that is cut to one; marks that combine with the letter before do not count


class Card(TypedDict):
    """What a list shows of one practice. A dictionary, because a template reads its keys at a third of the cost."""

    pk: int
    url: str
    title: str
    text: str
    communities: str
    municipality: str
    themes: list[Theme]
    drawing: str
    ill: str  # the drawing as it stands in a list
    band: str
    photo: str  # the address of its smallest file
    year: str
    is_lesson: bool
    is_sample: bool
    useful: str  # in words
    adopted: str
    published: datetime | None
    edited: datetime


def _facts(ids: list[int]) -> Any:
    """The rows of cards, with places, themes and photo, whatever their order."""
    array = Value(ids, output_field=ArrayField(BigIntegerField()))
    one_of = Func(F("pk"), array, arg_joiner=" = ANY(", template="%(expressions)s)", output_field=BooleanField())
    themes = Practice.themes.through.objects.filter(entry=OuterRef("pk")).order_by("theme__position")
    places = EntryPlace.objects.filter(entry=OuterRef("pk")).order_by("pk")
    named = {"community": "community__name", "qualifier": "community__qualifier"}
    photos = Photo.objects.filter(entry=OuterRef("pk")).order_by("position", "pk")[:1]
    short = Coalesce(NullIf(F("body"), Value("")), F("problem"))
    plain = ("pk", "title", "lead", "cost", "ended", "began", "outcome", "is_sample")
    return Practice.objects.filter(one_of).values_list(
        *plain, "useful_count", "adoption_count", "published", "edited", Substr(short, 1, READ),
        ArraySubquery(themes.values("theme")),
        ArraySubquery(places.values(row=JSONObject(name="name", municipality="municipality", **named))),
        ArraySubquery(photos.values(row=JSONObject(id="id", variants="variants"))),
    )  # fmt: skip


facts = Prepared(_facts, ([-1, -2],))


def cards_of(ids: Iterable[int], look: Look, options: Options) -> list[Card]:
    """Cards for practices in their order; one query, and names of municipalities come from the look."""
    wanted = list(ids)
    index, themes = reverse("practices:index"), {theme.pk: theme for theme in look.themes}
    found = {row[0]: _card(row, look, options, index, themes) for row in facts(wanted)} if wanted else {}
    return [found[pk] for pk in wanted if pk in found]


def _card(row: Any, look: Look, options: Options, index: str, by_id: dict[int, Theme]) -> Card:
    pk, title, lead, cost, ended, began, outcome, is_sample, useful, adopted, published, edited, text = row[:13]
    places = [(_name(one), one["municipality"]) for one in row[14] or ()]
    communities, municipality = where(places, look)
    themes = [by_id[one] for one in row[13] or () if one in by_id]
    band = options["trosak"].get(band_of(cost))
    drawing = _drawing_of(themes, look)
    return {
        "pk": pk,
        "url": f"{index}{pk}-{slugify(title) or 'praksa'}/",
        "title": title,
        "text": lead or Truncator(text).chars(EXCERPT),
        "communities": communities,
        "municipality": municipality,
        "themes": themes,
        "drawing": drawing,
        "ill": look.rendered(
            f"drawing {drawing}", lambda: still(render_to_string("practices/ill.html", {"name": drawing}))
        ),
        "band": band.label if band else "",
        "photo": Photo(**row[15][0]).smallest["url"] if row[15] else "",
        "year": (ended or began)[:4],
        "is_lesson": outcome == Practice.Outcome.LESSON,
        "is_sample": is_sample,
        "useful": ngettext("useful to %(number)s person", "useful to %(number)s people", useful)
        % {"number": localize(useful)}
        if useful
        else "",
        "adopted": ngettext("taken over once", "taken over %(number)s times", adopted) % {"number": localize(adopted)}
        if adopted
        else "",
        "published": published,
        "edited": edited,
    }


def _name(place: dict[str, Any]) -> str:
    """As `EntryPlace.community_name` says it."""
    name = place["community"] or place["name"]
    return f"{name} ({place['qualifier']})" if place["qualifier"] else name


def card_of(practice: Practice, look: Look, options: Options) -> Card:
    """The card of a practice that is at hand, before it is published too."""
    (card,) = cards_of([practice.pk], look, options)
    return card


def _drawing_of(themes: list[Theme], look: Look) -> str:
    """That of the rarest theme, which tells most about the practice."""
    return min(themes, key=lambda one: look.counts["theme"][one.pk]).drawing if themes else "klupa"


def where(places: list[tuple[str, int]], look: Look) -> tuple[str, str]:
    """The communities in words ("MZ Kerep and MZ Mionica III", "10 local communities"), and the municipality.

    `places` are names, empty where only the municipality is known, with ids of municipalities.
    """
    names = [_("MZ %(name)s") % {"name": name} for name, _municipality in places if name]
    municipalities = [look.municipality(pk).full_name for pk in dict.fromkeys(pk for _name, pk in places)]
    if len(names) > NAMED:
        text = ngettext("%(number)s local community", "%(number)s local communities", len(names))
        communities = text % {"number": len(names)}
    else:
        communities = f" {_('and')} ".join(names)
    if len(municipalities) > NAMED:
        text = ngettext("%(number)s municipality", "%(number)s municipalities", len(municipalities))
        return communities, text % {"number": len(municipalities)}
    return communities, ", ".join(municipalities)


def band_of(cost: Any) -> str:
    """The cost band of `look.BANDS`; empty where the cost is not known."""
    if cost is None:
        return ""
    limits = {"bez-troska": 0, "do-1000": 1000, "do-10000": 10_000, "do-50000": 50_000}
    return next((name for name, limit in limits.items() if cost <= limit), list(BANDS)[-1])
