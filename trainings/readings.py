"""Rows of trainings for pages that are read most, by statements that are worked out once."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from accounts.models import User
from content.policy import can_see
from content.visibility import any_member, is_any_member
from ui.kept import values_of
from ui.paging import PER_PAGE
from ui.prepared import Prepared

from .beside import beside_rows
from .filters import rows_for
from .models import Registration, Training
from .models.materials import material_rows
from .models.signups import ALIVE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .look import Look

Chosen = tuple[tuple[str, str], ...]
STATEMENTS = 200  # of lists that each process keeps: filters, pages and days in all their combinations have no end

_training: Prepared[Training] = Prepared(
    lambda pk: (
        Training.objects.filter(pk=pk).with_sessions().annotate(**material_rows(), **beside_rows()).defer("search")
    ),
    (-1,),
)
_own: Prepared[Registration] = Prepared(
    lambda person, number: Registration.objects.filter(person=person, sign_up=number, state__in=ALIVE), (-1, -2)
)


def read(number: int, user: User | AnonymousUser) -> Training:
    """With all that its page shows, in one query; 404 for whom it is not there."""
    found = _training(number)
    if not found or not can_see(user, found[0]):
        raise Http404
    return found[0]


def own_of(user: User | AnonymousUser, training: Training) -> Registration | None:
    """Where somebody stands with it, as long as they do; a query for whoever has signed in, where one signs up here."""
    if training.signing_up is None or not isinstance(user, User):
        return None
    return next(iter(_own(user.pk, training.pk)), None)


def count(chosen: Mapping[str, str], user: User | AnonymousUser, today: date, now: Look) -> int:
    """How many fit, as of the last look: it says how many pages there are."""
    if isinstance(user, User) and not is_any_member(user):
        return int(_fitting(tuple(chosen.items()), user, today).count())
    # Of what members read beside what everyone does, nearly nothing depends on who they are.
    kind = any_member(0) if isinstance(user, User) else user
    key = f"count {kind.is_authenticated} {sorted(chosen.items())} {today}"
    return now.remembered(key, lambda: int(_fitting(tuple(chosen.items()), kind, today).count()))


def page(chosen: Mapping[str, str], number: int, user: User | AnonymousUser, today: date) -> list[Training]:
    """Those of one page, from 1, with what a list shows."""
    found = tuple(sorted(chosen.items()))
    if not isinstance(user, User):
        return _listed(found, number, today, False)()
    if is_any_member(user):
        return _listed(found, number, today, True)(user.pk)
    return list(_page(_fitting(found, user, today), number))


def said_of(training: Training) -> list[Any]:
    """All that was read of it, as plain values, for pages that are kept."""
    return [values_of(training), values_of(training.signing_up) if training.signing_up else None]


def _fitting(chosen: Chosen, user: User | AnonymousUser, today: date) -> Any:
    return rows_for(dict(chosen), Training.objects.published().visible_to(user), today)


def _page(rows: Any, number: int) -> Any:
    """Which they are is found first: else what stands in other tables would be read for every row that fits."""
    numbers = rows.values("pk")[(number - 1) * PER_PAGE : number * PER_PAGE]
    return Training.objects.filter(pk__in=numbers).for_lists().order_by(*rows.query.order_by)


@lru_cache(STATEMENTS)
def _listed(chosen: Chosen, number: int, today: date, is_member: bool) -> Prepared[Training]:
    """The day stands in the text: with a day that it does not know, PostgreSQL would plan each time anew."""
    if is_member:
        return Prepared(lambda left: _page(_fitting(chosen, any_member(left), today), number), (-1,))
    return Prepared(lambda: _page(_fitting(chosen, AnonymousUser(), today), number), ())
