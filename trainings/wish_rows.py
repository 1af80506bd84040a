"""Wishes as a list: what a reader may choose, and how a row looks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from accounts.models import User
from content.models import EntryPlace
from content.models.marks import marked_by
from content.policy import can_mark_useful, can_see, is_author
from search.finding import nearest

from .look import Look
from .models import Training, Wish

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Reader = User | AnonymousUser

ANSWERED = "odgovorene"
SELECTS = ("tema", "mjesto")
SIMILAR = 5


@dataclass(frozen=True)
class Row:
    """What a list shows of one wish."""

    pk: int
    url: str
    title: str
    lead: str
    places: list[str]
    themes: list[str]
    wanted: int
    is_sample: bool
    is_answered: bool
    training: Training | None  # that came of it, where the reader may see it
    is_own: bool
    is_wanted: bool  # by the reader
    may_want: bool


def choices(look: Look) -> dict[str, list[tuple[str, str]]]:
    """What each parameter may be, with its words. Places are those of wishes that everyone may read: entities, then towns."""
    named: list[int] = look.remembered("places of wishes", _places)
    towns = [one for one in look.municipalities.values() if one.pk in set(named)]
    entities = {one.entity_id for one in towns}
    areas = [(one.code.lower(), str(one.name)) for one in look.entities if one.pk in entities]
    return {
        "stanje": [(ANSWERED, _("Answered"))],
        "tema": [(one.slug, str(one.name)) for one in look.themes],
        "mjesto": [*areas, *((one.slug, one.full_name) for one in towns)],
    }


def _places() -> list[int]:
    shown = Wish.objects.published().visible_to(AnonymousUser())
    rows = EntryPlace.objects.filter(entry__in=shown.values("pk")).order_by().distinct()
    return list(rows.values_list("municipality", flat=True))


def rows_for(chosen: Mapping[str, str], user: Reader, look: Look) -> Any:
    """The wishes that fit, the most wanted first."""
    rows = Wish.objects.published().visible_to(user)
    rows = rows.answered() if chosen.get("stanje") == ANSWERED else rows.still_open()
    if theme := chosen.get("tema"):
        rows = rows.filter(themes__slug=theme)
    if place := chosen.get("mjesto"):
        is_area = place in {one.code.lower() for one in look.entities}
        where = {"municipality__entity__code__iexact" if is_area else "municipality__slug": place}
        rows = rows.filter(Exists(EntryPlace.objects.filter(entry=OuterRef("pk"), **where)))
    return rows.most_wanted_first()


def shown(rows: Any, user: Reader) -> Any:
    """With all that a row shows, in one query."""
    rows = rows.with_lists()
    return rows.annotate(**marked_by(user.pk)) if isinstance(user, User) else rows


def drawn(rows: Iterable[Wish], user: Reader, look: Look) -> list[Row]:
    """No query where they were read as `shown`."""
    themes = {one.pk: str(one.name) for one in look.themes}
    return [
        Row(
            pk=one.pk,
            url=one.get_absolute_url(),
            title=one.title,
            lead=one.lead,
            places=list(
                dict.fromkeys(look.municipality(place.municipality_id).full_name for place in one.shown_places)
            ),
            themes=[themes[theme] for theme in one.shown_themes if theme in themes],
            wanted=one.wanted,
            is_sample=one.is_sample,
            is_answered=one.is_answered,
            training=training_of(one, user),
            is_own=is_author(user, one),
            is_wanted=bool(vars(one).get("is_useful")),
            may_want=can_mark_useful(user, one),
        )
        for one in rows
    ]


def training_of(wish: Wish, user: Reader) -> Training | None:
    """The training that came of it, as long as it stands on the site and the reader may see it."""
    training = wish.answered_by
    return training if training is not None and training.is_published and can_see(user, training) else None


def similar_to(title: str, user: Reader, look: Look) -> list[Row]:
    """Up to five that say the same, the nearest first; those of which something came are worth seeing too."""
    numbers = nearest(title, Wish.Kind.WISH, SIMILAR)
    found = {one.pk: one for one in shown(Wish.objects.published().visible_to(user).filter(pk__in=numbers), user)}
    return drawn([found[one] for one in numbers if one in found], user, look)


def address(base: str, chosen: Mapping[str, str], *without: str, **changed: str) -> str:
    """The list with something taken away or changed."""
    kept = {name: value for name, value in chosen.items() if name not in without} | changed
    return f"{base}?{urlencode(kept)}" if kept else base
