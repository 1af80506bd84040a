"""Standing answers as their pages show them: the page itself, its sources, the list by theme, where else they are named."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.models import User
from content.models.lists import lists_of
from content.models.marks import marked_by
from content.policy import is_unnamed
from text.sort import sort_key

from .holding import CHANGED
from .models import Answer, Question, Standing
from .readings import Act, role_of, roles_of
from .similar import standing_answers_to

if TYPE_CHECKING:
    from .look import Look


class Source(NamedTuple):
    """One answer that a standing answer rests on, as its own thread shows it."""

    url: str
    body: str
    where: str
    name: str
    role: str
    is_asker: bool  # without a name
    day: datetime


class Line(NamedTuple):
    """A standing answer where it is named: in the list, above its thread, among similar questions."""

    url: str
    title: str
    where: str
    is_doubted: bool


def read(number: int, user: User | AnonymousUser) -> Standing:
    """With all that stands in its row; 404 for whom it is not there."""
    rows: Any = Standing.objects.visible_to(user).filter(pk=number)
    rows = rows.annotate(**lists_of(), **(marked_by(user.pk) if isinstance(user, User) else {}))
    found: Standing | None = rows.select_related("edited_for", "thread").defer("search", "place_names").first()
    if found is None:
        raise Http404
    return found


def sources_of(standing: Standing, user: User | AnonymousUser, look: Look) -> list[Source]:
    """The answers that still stand on the site below a question that does: nobody reads here what is hidden there."""
    rows: Any = Answer.objects.visible_to(user).published().annotate(role_rows=roles_of())
    rows = rows.filter(standings=standing, about__status="published", about__withdrawn=None)
    rows = rows.select_related("author__profile", "about").defer("search", "place_names").order_by("published", "pk")
    return [_source(one, look) for one in rows]


def _source(one: Answer, look: Look) -> Source:
    profile = one.author.profile if one.author and not one.is_unnamed else None
    return Source(
        url=one.get_absolute_url(),
        body=one.body,
        where=look.place_label(one),
        name=profile.display_name if profile else "",
        role=role_of(one, look) if profile else "",
        # What was moved here from elsewhere is not of whoever asked here.
        is_asker=is_unnamed(one.author, one.about),
        day=one.published or one.created,
    )


def acts_of(standing: Standing) -> list[Act]:
    """Its acts, each with what became of it."""
    words = {state.value: str(state.label) for state in CHANGED}
    return [
        Act(one.title, one.gazette, one.source_url, words.get(one.state, ""), one.note)
        for one in standing.acts.order_by("pk")
    ]


def thread_of(standing: Standing) -> Question | None:
    """Its question, while that stands on the site; whoever reads the one reads the other."""
    thread = standing.thread
    return thread if thread is not None and thread.is_published else None


def standings_of(question: Question, look: Look) -> list[Line]:
    """What came with the row. No query: names come from the look."""
    return [_line(Standing(**row), look) for row in vars(question).get("standing_rows") or ()]


def _line(one: Standing, look: Look) -> Line:
    return Line(one.get_absolute_url(), one.title, look.place_label(one), not one.is_confirmed)


def by_theme(user: User | AnonymousUser, look: Look) -> list[tuple[str, list[Line]]]:
    """All that somebody may read, each below its first theme; those without one at the end. One query."""
    rows = Standing.objects.published().visible_to(user).annotate(**lists_of()).defer("body", "search", "place_names")
    groups: dict[int | None, list[Line]] = {}
    for one in sorted(rows, key=lambda row: (sort_key(row.title), row.pk)):
        groups.setdefault(next(iter(one.shown_themes), None), []).append(_line(one, look))
    named = [(one.name, groups.get(one.pk, [])) for one in look.themes]
    return [(name, lines) for name, lines in [*named, (_("Other themes"), groups.get(None, []))] if lines]


def similar_to(title: str, look: Look) -> tuple[list[Line], set[int | None]]:
    """The standing answers to a question in these words, for everyone, and the questions of which they were made."""
    numbers = standing_answers_to(title, look)
    rows = Standing.objects.published().visible_to(AnonymousUser()).in_bulk(numbers)
    found = [rows[pk] for pk in numbers if pk in rows]
    return [_line(one, look) for one in found], {one.thread_id for one in found}
