"""Where in the files of what was found the words stand: looked up only for what a page shows, in one statement, and only
where the text that a file is attached to lacks one of the words.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import reduce
from operator import add
from typing import TYPE_CHECKING

from django.db.models import BooleanField, Case, F, Func, IntegerField, Value, When

from content.models import FilePart

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

    from .query import Query


COMPARED = 2_000  # parts: of long files that have the words everywhere the first ones


class Fits(Func):
    """Whether a tsvector fits a tsquery; stands where a condition stands."""

    template = "(%(expressions)s::tsquery)"
    arg_joiner = " @@ "
    arity = 2
    output_field = BooleanField()


def parts_with(query: Query, entries: Collection[int], user: User | AnonymousUser) -> dict[int, FilePart]:
    """For each of these entries the part of its files that has most of the words, the first of them, if one has any."""
    asked = [group.wide for group in query.required] + query.quoted
    if not entries or not asked:
        return {}
    fitting = (
        FilePart.objects.visible_to(user)
        .filter(Fits(F("search"), Value(" | ".join(asked))), attachment__entry__in=entries)
        .exclude(Fits(F("attachment__entry__search"), Value(" & ".join(asked))))
        .order_by("attachment__entry", "attachment", "place")[:COMPARED]
    )
    each = (Case(When(Fits(F("search"), Value(one)), then=1), default=0, output_field=IntegerField()) for one in asked)
    parts = (
        FilePart.objects.filter(pk__in=fitting.values("pk"), attachment__entry__in=entries)
        .annotate(words=reduce(add, each))
        .order_by("attachment__entry", "-words", "attachment", "place")
        .distinct("attachment__entry")
        .select_related("attachment")
        .defer("search")
    )
    return {part.attachment.entry_id: part for part in parts}
