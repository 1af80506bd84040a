"""History as the triggers wrote it, made readable: who, when, by what means, each field before and after."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models
from django.utils.formats import localize
from django.utils.html import format_html
from django.utils.translation import gettext as _

ADDRESSES = (models.SlugField, models.URLField, models.EmailField)
"""Fields whose values stay in their letters on Cyrillic pages too."""
MOST = 1000
"""So many events of an object can be looked at; the table holds them all."""
FEW = 20
"""So many are told to somebody who was overtaken."""


WHICH = {"Figure": "indicator", "Contact": "kind"}
"""What tells the rows of one place apart, by the name of their model."""


@dataclass
class Change:
    """One event for a reader."""

    at: datetime
    what: str
    who: str
    how: str
    fields: list[tuple[str, str, str]] = field(default_factory=list)
    """Name, before, after."""


def event_model(model: type[models.Model]) -> type[models.Model]:
    """Where the events of a model are."""
    return apps.get_model(model._meta.app_label, f"{model.__name__}Event")


def events_of(model: type[models.Model], pk: str, includes: Sequence[tuple[str, str]]) -> list[Any]:
    """The events of an object and of what belongs to it, the latest first."""
    if not str(pk).isdecimal():
        return []
    events = [event for kind in _kinds(model, pk, includes) for event in kind]
    return sorted(events, key=lambda event: (event.pgh_created_at, event.pgh_id), reverse=True)[:MOST]


def newest(model: type[models.Model], pk: str, includes: Sequence[tuple[str, str]]) -> str:
    """The number of the newest event of each kind, as one mark: it changes with everything that is saved.

    Numbers and not times: of two transactions the one that began first may be the last to save.
    """
    if not pk.isdecimal():
        return ""
    numbers = [events.aggregate(newest=models.Max("pgh_id"))["newest"] for events in _kinds(model, pk, includes)]
    return "-".join(str(number or 0) for number in numbers)


def newer_than(model: type[models.Model], pk: str, includes: Sequence[tuple[str, str]], mark: str) -> list[Any]:
    """The events since `newest` gave that mark, the latest first; all of them for a mark that is none."""
    numbers = [int(number) for number in mark.split("-") if number.isdecimal()] if len(mark) < MOST else []
    kinds = _kinds(model, pk, includes)
    if len(numbers) != len(kinds):
        numbers = [0] * len(kinds)
    found = [event for events, number in zip(kinds, numbers, strict=True) for event in events if event.pgh_id > number]
    return sorted(found, key=lambda event: (event.pgh_created_at, event.pgh_id), reverse=True)[:FEW]


def _kinds(model: type[models.Model], pk: str, includes: Sequence[tuple[str, str]]) -> list[models.QuerySet[Any]]:
    """The events of an object and of each kind of rows that belong to it; none where a table has no history."""
    if f"{model.__name__}Event".lower() not in apps.all_models[model._meta.app_label]:
        return []
    others = [_events(apps.get_model(model._meta.app_label, name), **{f"{key}_id": pk}) for name, key in includes]
    return [_events(model, pgh_obj_id=pk), *others]


def _events(model: type[models.Model], **where: Any) -> models.QuerySet[Any]:
    return event_model(model)._default_manager.filter(**where).order_by("-pgh_id")[:MOST]


def changes(events: Iterable[Any], name: Callable[[Any], str] = str) -> list[Change]:
    """The events with names instead of numbers; costs one query for each kind of row that they name.

    `name` says how a person is called: by their address for administrators, else by the name that they chose.
    """
    events = list(events)
    before = _earlier(events)
    names = _names([*events, *before.values()])
    people = _people(events, name)
    return [
        Change(
            at=event.pgh_created_at,
            what=_what(event, names),
            who=people.get((event.pgh_context or {}).get("user"), ""),
            how=str((event.pgh_context or {}).get("source") or (event.pgh_context or {}).get("url") or ""),
            fields=list(_fields(event, before.get((type(event), event.pgh_id)), names)),
        )
        for event in events
    ]


def _what(event: Any, names: dict[Any, str]) -> str:
    """`Local community: changed`, `Figure (Population): added`."""
    words = {"insert": _("added"), "update": _("changed"), "delete": _("deleted")}
    model = event.pgh_tracked_model
    name = str(model._meta.verbose_name)
    which = ""
    if column := WHICH.get(model.__name__):
        field = next(each for each in _tracked(event) if each.name == column)
        which = f" ({_shown(field, getattr(event, field.attname), names)})"
    return f"{name[:1].upper()}{name[1:]}{which}: {words.get(event.pgh_label, event.pgh_label)}"


def _earlier(events: Iterable[Any]) -> dict[tuple[type, int], Any]:
    """For each event the one before it of the same object."""
    wanted: dict[type[Any], set[int]] = {}
    for event in events:
        wanted.setdefault(type(event), set()).add(event.pgh_obj_id)
    earlier: dict[tuple[type, int], Any] = {}
    for model, objects in wanted.items():
        last: dict[int, Any] = {}
        for event in model._default_manager.filter(pgh_obj_id__in=objects).order_by("pgh_id"):
            if event.pgh_obj_id in last:
                earlier[model, event.pgh_id] = last[event.pgh_obj_id]
            last[event.pgh_obj_id] = event
    return earlier


def _tracked(event: Any) -> Iterator[models.Field[Any, Any]]:
    """The fields of the object that the event holds."""
    return (each for each in event._meta.fields if not each.name.startswith("pgh_") and each.name != "id")


def _fields(event: Any, before: Any, names: dict[Any, str]) -> Iterator[tuple[str, str, str]]:
    """What is different; of a new object all that is filled in, of a deleted one nothing."""
    if event.pgh_label == "delete":
        return
    differs = False
    for each in _tracked(event):
        old, new = (getattr(row, each.attname) if row else None for row in (before, event))
        if old != new and (before is not None or new not in (None, "")):
            differs = True
            label = str(event.pgh_tracked_model._meta.get_field(each.name).verbose_name)
            yield label, _shown(each, old, names) if before else "", _shown(each, new, names)
    if before is not None and not differs:
        yield _("contents"), "", _("changed; history does not keep them")


def _shown(each: models.Field[Any, Any], value: Any, names: dict[Any, str]) -> str:
    """A value as a person reads it."""
    if value in (None, ""):
        return "–"
    if each.is_relation:
        return names.get((each.related_model, value), f"#{value}")
    if each.choices:
        return str(dict(each.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(each, ADDRESSES) or each.name == "code":
        return format_html('<span translate="no">{}</span>', value)
    return str(localize(value)) if isinstance(value, date) else str(value)


def _names(events: Iterable[Any]) -> dict[Any, str]:
    """What the rows are called that the events point to; those that are gone are missing."""
    wanted: dict[type[models.Model], set[int]] = {}
    for event in events:
        for each in _tracked(event):
            if isinstance(each.related_model, type) and (value := getattr(event, each.attname)) is not None:
                wanted.setdefault(each.related_model, set()).add(value)
    return {(model, row.pk): str(row) for model, pks in wanted.items() for row in _labelled(model).filter(pk__in=pks)}


def _labelled(model: type[models.Model]) -> models.QuerySet[Any]:
    """The rows of a model with what their names need."""
    rows = model._default_manager.all()
    return rows.with_places() if hasattr(rows, "with_places") else rows


def _people(events: Iterable[Any], name: Callable[[Any], str]) -> dict[Any, str]:
    """Who they were, as far as their accounts still exist; the events hold numbers alone."""
    pks = {pk for event in events if (pk := (event.pgh_context or {}).get("user")) is not None}
    people = get_user_model()._default_manager.select_related("profile").filter(pk__in=pks)
    return {user.pk: name(user) for user in people}
