"""A practice as a card, in a feed, or among similar ones: the few words that are said of it everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any, NamedTuple, TypedDict

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Value
from django.db.models.functions import Coalesce, JSONObject, NullIf, Substr
from django.template.defaultfilters import floatformat
from django.template.loader import get_template, render_to_string
from django.urls import reverse
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from content.models import EntryPlace, Photo, Theme
from content.visibility import top_rows_visible_to
from text.excerpts import READ, excerpt
from text.languages import current
from text.script import settled, still
from text.slugs import slugify
from ui.arrays import IsOneOf
from ui.prepared import Prepared

from .filters import Options
from .look import BANDS, Look, public
from .models import Practice

NAMED = 2  # places; more are counted


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
    picture: Photo | None  # in every size
    year: str
    is_lesson: bool
    is_sample: bool
    useful: str  # in words
    adopted: str


class Said(NamedTuple):
    """What is looked up once for all cards of a page, in the language of the request."""

    list_url: str
    themes: dict[int, Theme]
    municipalities: dict[int, str]
    community: str

    @classmethod
    def of(cls, look: Look) -> Said:
        """From the look."""

        def said() -> Said:
            names = {pk: one.full_name for pk, one in look.municipalities.items()}
            return cls(reverse("practices:index"), {one.pk: one for one in look.themes}, names, _("MZ %(name)s"))

        return look.rendered("said", said)


def _told(practices: Any) -> Any:
    """The rows of cards, with places, themes and photo."""
    themes = Practice.themes.through.objects.filter(entry=OuterRef("pk")).order_by("theme__position")
    places = EntryPlace.objects.filter(entry=OuterRef("pk")).order_by("pk")
    named = {"community": "community__name", "qualifier": "community__qualifier"}
    photos = Photo.objects.shown().filter(entry=OuterRef("pk")).order_by("position", "pk")[:1]
    short = Coalesce(NullIf(F("body"), Value("")), F("problem"))
    plain = ("pk", "title", "lead", "cost", "ended", "began", "outcome", "is_sample")
    return practices.values_list(
        *plain, "useful_count", "adoption_count", Substr(short, 1, READ),
        ArraySubquery(themes.values("theme")),
        ArraySubquery(places.values(row=JSONObject(name="name", municipality="municipality", **named))),
        ArraySubquery(photos.values(row=JSONObject(id="id", variants="variants"))),
    )  # fmt: skip


def _facts(ids: list[int]) -> Any:
    """Those of these numbers, in no order."""
    return _told(Practice.objects.filter(IsOneOf(F("pk"), ids)))


def _public_facts(ids: list[int]) -> Any:
    """The same, of those that everyone may read."""
    return _facts(ids).filter(top_rows_visible_to(AnonymousUser()))


_statements = {is_public: Prepared(query, ([-1, -2],)) for is_public, query in ((False, _facts), (True, _public_facts))}


def facts(ids: Sequence[int], *, public: bool = False) -> list[Any]:
    """The rows of cards in the order of their numbers; with `public`, of those that everyone may read. One query."""
    if not ids:
        return []
    rows = {row[0]: row for row in _statements[public](list(ids))}
    return [rows[pk] for pk in ids if pk in rows]


NEWEST = 4  # for the home page
newest: Prepared[Any] = Prepared(lambda: _told(public().newest_first())[:NEWEST], ())
"""Rows of the newest that everyone may read now. One query."""


def row_of(practice: Practice) -> tuple[Any, ...]:
    """The same row of a practice that is at hand."""
    text = practice.body or practice.problem
    places = [
        {"name": one.name, "municipality": one.municipality_id}
        | {name: getattr(one.community, of, None) for name, of in (("community", "name"), ("qualifier", "qualifier"))}
        for one in practice.shown_places
    ]
    photos = [{"id": one.pk, "variants": one.variants} for one in practice.shown_photos[:1]]
    return (
        practice.pk, practice.title, practice.lead, practice.cost, practice.ended, practice.began, practice.outcome,
        practice.is_sample, practice.useful_count, practice.adoption_count, text[:READ], practice.shown_themes, places, photos,
    )  # fmt: skip


def cards_of(rows: Iterable[Any], look: Look, options: Options) -> list[Card]:
    """Cards for rows of `facts`. No query: names of municipalities come from the look."""
    said = Said.of(look)
    return [_card(row, look, options, said) for row in rows]


def drawn_cards(rows: Iterable[Any], look: Look, options: Options, *, small: bool = False) -> list[str]:
    """The same, drawn. What a card says is its key, so it is drawn once for all lists and all readers."""
    said, script = Said.of(look), current().script
    template = get_template("practices/small_card.html" if small else "practices/card.html")

    def draw(row: Any) -> str:
        return settled(template.render({"card": _card(row, look, options, said)}), script)

    return [look.remembered(f"card {small} {row!r}", partial(draw, row)) for row in rows]


def card_of(practice: Practice, look: Look, options: Options) -> Card:
    """The card of a practice that is at hand, before it is published too."""
    (card,) = cards_of([row_of(practice)], look, options)
    return card


def _card(row: Any, look: Look, options: Options, said: Said) -> Card:
    pk, title, lead, cost, ended, began, outcome, is_sample, useful, adopted, text = row[:11]
    places = [(_name(one), one["municipality"]) for one in row[12] or ()]
    communities, municipality = where(places, look, said)
    themes = [said.themes[one] for one in row[11] or () if one in said.themes]
    band = options["trosak"].get(band_of(cost))
    drawing = _drawing_of(themes, look)
    picture = Photo(**row[13][0]) if row[13] else None
    return {
        "pk": pk,
        "url": f"{said.list_url}{pk}-{slugify(title) or 'praksa'}/",
        "title": title,
        "text": lead or excerpt(text),
        "communities": communities,
        "municipality": municipality,
        "themes": themes,
        "drawing": drawing,
        "ill": look.rendered(
            f"drawing {drawing}", lambda: still(render_to_string("practices/ill.html", {"name": drawing}))
        ),
        "band": band.label if band else "",
        "photo": picture.smallest["url"] if picture else "",
        "picture": picture,
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
    }


def _name(place: dict[str, Any]) -> str:
    """As `EntryPlace.community_name` says it."""
    name = place["community"] or place["name"]
    return f"{name} ({place['qualifier']})" if place["qualifier"] else name


def _drawing_of(themes: list[Theme], look: Look) -> str:
    """That of the rarest theme, which tells most about the practice."""
    return min(themes, key=lambda one: look.counts["theme"][one.pk]).drawing if themes else "klupa"


def where(places: list[tuple[str, int]], look: Look, said: Said) -> tuple[str, str]:
    """The communities in words ("MZ Kerep and MZ Mionica III", "10 local communities"), and the municipality.

    `places` are names, empty where only the municipality is known, with ids of municipalities.
    """
    names = [said.community % {"name": name} for name, _municipality in places if name]
    ids = dict.fromkeys(pk for _name, pk in places)
    municipalities = [said.municipalities.get(pk) or look.municipality(pk).full_name for pk in ids]
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


def figure_of(practice: Practice) -> str:
    """The one figure that is said where there is room for no other: the cost where it is known, else the people."""
    if practice.cost is not None:
        return f"{floatformat(practice.cost, '-2g')} KM" if practice.cost else _("without cost")
    if practice.people:
        people = ngettext("%(number)s person", "%(number)s people", practice.people)
        return people % {"number": floatformat(practice.people, "0g")}
    return ""
