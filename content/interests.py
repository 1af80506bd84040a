"""Following a municipality, a theme or an organisation, and who follows what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from register.models import Municipality, Organisation

from .models import Interest, Subject, Theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from django.db.models import QuerySet

    Subjects = Mapping[Subject, Iterable[int | None]]
    """By the kind of subject its rows; what an entry has none of may stand as None."""


Followable = Municipality | Organisation | Theme


@transaction.atomic
def choose_interests(by: User, wanted: Iterable[Followable]) -> int:
    """Follow exactly these municipalities, themes and organisations; returns how many came or went."""
    _alone(by)
    held = {(one.kind, getattr(one, f"{one.kind}_id")): one.pk for one in Interest.objects.of(by)}
    asked = {(Subject(str(one._meta.model_name)), one.pk) for one in wanted}
    new = asked - held.keys()
    Interest.objects.bulk_create([Interest(user=by, **{f"{kind}_id": number}) for kind, number in sorted(new)])
    gone = [number for subject, number in held.items() if subject not in asked]
    Interest.objects.filter(pk__in=gone).delete()
    return len(new) + len(gone)


@transaction.atomic
def set_interest(by: User, subject: Followable, on: bool) -> bool:
    """Follow one, or no longer; True if that changed something."""
    _alone(by)
    kind = Subject(str(subject._meta.model_name))
    rows = Interest.objects.filter(user=by, **{kind.value: subject})
    if not on:
        return bool(rows.delete()[0])
    if rows.exists():
        return False
    Interest.objects.create(user=by, **{kind.value: subject})
    return True


def _alone(by: User) -> None:
    """Two forms of one person at once: one after the other."""
    User.objects.select_for_update().only("pk").get(pk=by.pk)


def in_any(subjects: Subjects) -> Q:
    """Of interests: those in one of these."""
    found = Q(pk=None)
    for kind, numbers in subjects.items():
        if listed := {one for one in numbers if one is not None}:
            found |= Q(**{f"{kind.value}__in": listed})
    return found


def followers_of(subjects: Subjects) -> dict[int, Interest]:
    """For each person who follows one of these, the interest nearest to them. One query."""
    rows = Interest.objects.filter(in_any(subjects)).order_by("pk")
    nearest: dict[int, Interest] = {}
    order = list(Subject)
    for one in rows:
        known = nearest.get(one.user_id)
        if known is None or order.index(one.kind) < order.index(known.kind):
            nearest[one.user_id] = one
    return nearest


def names_of(subjects: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """What the reader calls them, in the language that is active; one query for each kind. Those that are gone are missing."""
    asked = set(subjects)
    names: dict[tuple[str, int], str] = {}
    for kind, rows in ROWS.items():
        if numbers := {number for one, number in asked if one == kind}:
            names |= {(kind.value, pk): str(one) for pk, one in rows().in_bulk(numbers).items()}
    return names


ROWS: dict[Subject, Callable[[], QuerySet[Any]]] = {
    Subject.MUNICIPALITY: lambda: Municipality.objects.select_related("type", "entity"),
    Subject.ORGANISATION: Organisation.objects.all,
    Subject.THEME: Theme.objects.all,
}
