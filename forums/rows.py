"""A question as a row of a list: on the page of all questions, among similar ones, on the home page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial
from typing import Any, TypedDict

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef
from django.db.models.functions import JSONArray, JSONObject, Substr
from django.template.loader import get_template
from django.urls import reverse
from django.utils.translation import gettext as _

from content.models import EntryPlace, Theme
from content.visibility import top_rows_visible_to
from text.excerpts import READ, excerpt
from text.languages import current
from text.script import settled
from text.slugs import slugify
from ui.arrays import IsOneOf
from ui.prepared import Prepared

from .look import Look, public
from .models import Answer, Question


class Row(TypedDict):
    """What a list shows of one question."""

    url: str
    title: str
    text: str
    place: str
    themes: list[Theme]
    answers: int
    is_solved: bool
    is_confirmed: bool
    is_closed: bool
    is_sample: bool
    day: Any
    is_inside: bool


def _told() -> tuple[Any, ...]:
    """What a row tells, as columns."""
    themes = Question.themes.through.objects.filter(entry=OuterRef("pk")).order_by("theme__position")
    places = EntryPlace.objects.filter(entry=OuterRef("pk")).order_by("pk")[:1]
    named = {"community": "community__name", "qualifier": "community__qualifier"}
    confirmed = Answer.objects.published().filter(about=OuterRef("pk"), confirmed_on__isnull=False, doubted_on=None)
    return (
        "pk", "title", Substr("body", 1, READ), "answer_count", "is_solved", Exists(confirmed), "closed_on", "is_sample",
        "listed", ArraySubquery(themes.values("theme")),
        ArraySubquery(places.values(row=JSONObject(name="name", municipality="municipality", **named))), "audience",
    )  # fmt: skip


def _facts(ids: list[int]) -> Any:
    """Those of these numbers, in no order."""
    return Question.objects.filter(IsOneOf(F("pk"), ids)).values_list(*_told())


def _public(ids: list[int]) -> Any:
    """Of these numbers those that everyone may read."""
    return Question.objects.filter(top_rows_visible_to(AnonymousUser()), IsOneOf(F("pk"), ids))


_statements = {
    False: Prepared(_facts, ([-1, -2],)),
    True: Prepared(lambda ids: _public(ids).values_list(*_told()), ([-1, -2],)),
}


def public_rows(ids: list[int]) -> ArraySubquery:
    """An annotation: the same as `facts`, of those that everyone may read, as JSON; `rows_of` reads it."""
    return ArraySubquery(_public(ids).values(row=JSONArray(*_told())))


def rows_of(told: Iterable[list[Any]] | None, ids: Sequence[int]) -> list[Any]:
    """What came so with another row, in the order of the numbers."""
    rows = {row[0]: (*row[:8], datetime.fromisoformat(row[8]), *row[9:]) for row in told or ()}
    return [rows[pk] for pk in ids if pk in rows]


def facts(ids: Sequence[int], *, public: bool = False) -> list[Any]:
    """The rows of these numbers in their order; with `public`, of those that everyone may read. One query."""
    if not ids:
        return []
    rows = {row[0]: row for row in _statements[public](list(ids))}
    return [rows[pk] for pk in ids if pk in rows]


FEW = 4  # on the home page
unanswered: Prepared[Any] = Prepared(lambda: public().listed_first().unanswered().values_list(*_told())[:FEW], ())
newest: Prepared[Any] = Prepared(lambda: public().listed_first().values_list(*_told())[:FEW], ())
"""Rows of the newest that everyone may read now, of those that nobody has answered and of all. One query each."""


def drawn_rows(rows: Iterable[Any], look: Look) -> list[str]:
    """Drawn once for all lists and all readers: what a row says is its key."""
    script = current().script
    template = get_template("forums/row.html")

    def draw(row: Any) -> str:
        return settled(template.render({"row": row_of(row, look)}), script)

    return [look.remembered(f"row {row!r}", partial(draw, row)) for row in rows]


def row_of(told: Any, look: Look) -> Row:
    """For a row of `facts`. No query: names come from the look."""
    pk, title, text, answers, is_solved, is_confirmed, closed_on, is_sample, day, theme_ids, places, audience = told
    themes = {one.pk: one for one in look.themes}
    return {
        "url": f"{reverse('forums:index')}{pk}-{slugify(title) or 'pitanje'}/",
        "title": title,
        "text": excerpt(text),
        "place": _place(places[0], look) if places else "",
        "themes": [themes[one] for one in theme_ids or () if one in themes],
        "answers": answers,
        "is_solved": is_solved,
        "is_confirmed": is_confirmed,
        "is_closed": closed_on is not None,
        "is_sample": is_sample,
        "day": day,
        "is_inside": audience == Question.Audience.ORGANISATION,
    }


def _place(place: dict[str, Any], look: Look) -> str:
    municipality = look.municipality(place["municipality"]).full_name
    name = place["community"] or place["name"]
    if not name:
        return municipality
    qualified = f"{name} ({place['qualifier']})" if place["qualifier"] else name
    return f"{_('MZ %(name)s') % {'name': qualified}}, {municipality}"
