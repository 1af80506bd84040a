"""What becomes of a training: kept as a draft, announced, changed, cancelled, or thrown away before anybody knew of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from accounts.policy import holders_of
from content.erasing import files_of, remove
from content.files import store
from content.held import hold
from content.models import Entry, EntryPlace
from content.policy import is_author
from moderation.actions import renew, submit
from moderation.models import Decision

from . import seats
from .attendance import fixed
from .models import Registration, Session, Training
from .policy import can_announce, can_cancel, can_change, can_drop
from .telling import tell

Places = Sequence[tuple[int, int | None, str]]


class Changed(Exception):  # noqa: N818 - not a fault: somebody else was faster
    """It was saved in another window since this one was opened."""


class Attended(Exception):  # noqa: N818 - not a fault: it has been held
    """Of these sessions it is known who was there, so they stay on their days."""

    def __init__(self, sessions: list[Session]) -> None:
        self.sessions = sessions


@transaction.atomic
def announce(by: User, once: UUID, language: str, values: dict[str, Any], lists: dict[str, Any]) -> Training:
    """A new training, on the site at once. `lists` has organisers, themes, places and sessions.

    Raises PermissionDenied, `moderation.actions.NotReady`.
    """
    made = begin(by, once, language, values, lists)
    submit(made, by)
    return made


def begin(by: User, once: UUID, language: str, values: dict[str, Any], lists: dict[str, Any]) -> Training:
    """A draft, of which only its author knows. Raises PermissionDenied.

    Sent again from a page that was gone back to, the form is that draft, with what it says now; what is announced stays.
    """
    if not can_announce(by) or not set(lists["organisers"]) <= set(holders_of(by)):
        raise PermissionDenied
    try:
        with transaction.atomic():
            made = Training.objects.create(kind="training", author=by, once=once, language=language, **values)
            _store(made, lists)
            return made
    except IntegrityError as error:
        if "entry_sent_once" not in str(error):
            raise
    found = Training.objects.get(author=by, once=once)
    with transaction.atomic():
        hold(found.pk)
        found.refresh_from_db()
        if found.status == Training.Status.DRAFT:
            _write(found, by, values, lists)
    return found


@transaction.atomic
def change(
    training: Training,
    by: User,
    version: int | None,
    values: dict[str, Any],
    lists: dict[str, Any],
    *,
    is_announced: bool = False,
) -> None:
    """Other words, days, places. Each change is a later version, so that calendars take it over. A draft may be announced.

    Raises Attended, Changed, PermissionDenied, `moderation.actions.NotReady`.
    """
    seats.hold(training.pk)  # first, as whoever signs up does, and then points at the entry
    hold(training.pk)
    training.refresh_from_db()
    if not can_change(by, training):
        raise PermissionDenied
    if version != training.version:
        raise Changed
    before, days = _told(training), _days(training)
    _write(training, by, values, lists)
    if is_announced:
        submit(training, by)
    if _told(training) != before:
        people = _people(training)
        seats.hasten(people)
        left = _days(training)
        tell(people, "training_changed", dropped=[one for one in days.items() if one[0] not in left])


@transaction.atomic
def cancel(training: Training, by: User, why: str) -> bool:
    """It does not take place. False if that is said already. Raises PermissionDenied."""
    seats.hold(training.pk)
    hold(training.pk)
    training.refresh_from_db()
    if training.cancelled is not None:
        return False
    if not can_cancel(by, training):
        raise PermissionDenied
    next_version(training, by)
    training.edited = training.cancelled = timezone.now()
    training.cancelled_why = why
    training.save()
    tell(_people(training), "training_cancelled")
    return True


@transaction.atomic
def drop(training: Training, by: User) -> None:
    """Throw a draft away, with its files and its earlier versions. Raises Gone, PermissionDenied."""
    hold(training.pk)
    training.refresh_from_db()
    if not can_drop(by, training):
        raise PermissionDenied
    files = files_of([training.pk])
    remove([training.pk])
    transaction.on_commit(partial(store.remove, files))


def _write(training: Training, by: User, values: dict[str, Any], lists: dict[str, Any]) -> None:
    next_version(training, by)
    training.edited = timezone.now()
    for name, value in values.items():
        setattr(training, name, value)
    training.save()
    _store(training, lists)


def _told(training: Training) -> tuple[Any, ...]:
    """What those who come plan by: when it changes, they are told."""
    rows = training.sessions.order_by("position").values_list("day", "starts", "finishes", "venue", "address", "link")
    return (training.held_in, training.day_note, *rows)


def _days(training: Training) -> dict[int, str]:
    """The day of each session by its number."""
    return {number: day.isoformat() for number, day in training.sessions.values_list("pk", "day")}


def _people(training: Training) -> list[Registration]:
    """Who has a seat or waits for one. The sign-up is held, so that nobody comes in between and is not told."""
    held = seats.hold(training.pk)
    return [] if held is None else list(held.registrations.alive().select_related("sign_up__training", "person"))


def next_version(training: Entry, by: User) -> None:
    """The next version, on the mandate of its author or reviewed by the moderator who writes it."""
    if is_author(by, training):
        renew(training, by)
        return
    training.version += 1
    Decision.objects.create(
        entry=training, kind=Decision.Kind.REVIEW, outcome=Decision.Outcome.PUBLISHED, by=by, version=training.version
    )


def _store(training: Training, lists: dict[str, Any]) -> None:
    training.themes.set(lists["themes"])
    # Whom this editor does not speak for stays an organiser.
    training.organisers.set(
        [*training.organisers.exclude(pk__in=[one.pk for one in lists["offered"]]), *lists["organisers"]]
    )
    places: Places = lists["places"]
    if list(training.places.values_list("municipality", "community", "name")) != list(places):
        training.places.all().delete()
        EntryPlace.objects.bulk_create(
            EntryPlace(entry=training, municipality_id=municipality, community_id=community, name=name)
            for municipality, community, name in places
        )
    _store_sessions(training, lists["sessions"])


def _store_sessions(training: Training, rows: Sequence[dict[str, Any]]) -> None:
    """By their place in the order: a session that moves to another day is the same event in calendars. One of which somebody
    knows who was there stays on its day, wherever that now stands in the order. Raises Attended.
    """
    standing = list(training.sessions.select_for_update().order_by("position"))
    kept = _kept(list(fixed(training.sessions.order_by("position"))), rows)
    others = iter([one for one in standing if one not in kept.values()])
    for place, row in enumerate(rows):
        session = kept.get(place) or next(others, None) or Session(training=training)
        session.position = place + 1
        for name, value in row.items():
            setattr(session, name, value)
        session.save()
    Session.objects.filter(pk__in=[one.pk for one in others]).delete()


def _kept(sessions: list[Session], rows: Sequence[dict[str, Any]]) -> dict[int, Session]:
    """Which row is which of the sessions that must stay: that of the same day, of several that of the same hour."""
    found: dict[int, Session] = {}
    for names in (("day", "starts"), ("day",)):
        for session in [one for one in sessions if one not in found.values()]:
            said = [getattr(session, name) for name in names]
            places = (at for at, row in enumerate(rows) if at not in found and [row[name] for name in names] == said)
            if (place := next(places, None)) is not None:
                found[place] = session
    if lost := [one for one in sessions if one not in found.values()]:
        raise Attended(lost)
    return found
