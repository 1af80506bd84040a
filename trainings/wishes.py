"""What becomes of a wish for a training: proposed, corrected before it stands, answered by a training, open again.

"I want it too" is `content.actions.mark_useful`; sending, withdrawing and hiding are `moderation.actions`.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from content.held import Gone, hold
from content.models import Entry, EntryPlace
from moderation.actions import renew, submit
from notifications.actions import notify, settle
from notifications.models import Kind, Notification

from .models import Training, Wish
from .policy import can_answer_wish, can_change_wish, can_reopen_wish, trainings_for_wishes

ANSWERED = "wish_answered"


def propose(by: User, once: UUID, language: str, values: dict[str, Any], lists: dict[str, Any]) -> Wish:
    """A wish: published at once on a mandate or good standing, else it waits. The same form sent twice is one."""
    try:
        with transaction.atomic():
            wish = Wish.objects.create(kind=Entry.Kind.WISH, author=by, once=once, language=language, **values)
            _store(wish, lists)
            submit(wish, by)
            return wish
    except IntegrityError as error:
        if "entry_sent_once" not in str(error):
            raise
    return Wish.objects.get(author=by, once=once)


@transaction.atomic
def correct(wish: Wish, by: User, values: dict[str, Any], lists: dict[str, Any]) -> None:
    """Other words, and it is sent (again). Raises Gone, PermissionDenied, also where it was published meanwhile."""
    wish = _held(wish)
    if not can_change_wish(by, wish):
        raise PermissionDenied
    renew(wish, by)
    wish.edited = timezone.now()
    for name, value in values.items():
        setattr(wish, name, value)
    wish.save()
    _store(wish, lists)
    submit(wish, by)


@transaction.atomic
def answer(wish: Wish, by: User, training: Training) -> bool:
    """This training came of it: whoever wants it is told, once for each training. False if one did already.

    Raises Gone, PermissionDenied. The training is held first, as whoever erases an author holds theirs.
    """
    hold(training.pk, no_key=True)
    wish = _held(wish)
    if wish.is_answered:
        return False
    if not can_answer_wish(by, wish) or not trainings_for_wishes(by).filter(pk=training.pk).exists():
        raise PermissionDenied
    Wish.objects.filter(pk=wish.pk).update(answered_by=training, answered_on=timezone.now())
    wants = User.objects.filter(Q(useful_marks__entry=wish.pk) | Q(pk=wish.author_id)).distinct()
    told = Notification.objects.filter(entry=training.pk, facts__contains=_facts(wish))
    people = wants.exclude(pk__in=told.values("user")).select_related("profile")
    notify(Kind.FOLLOWED, people, entry=training, actor=by, facts=_facts(wish), is_pressing=True)
    return True


@transaction.atomic
def reopen(wish: Wish, by: User) -> bool:
    """No training came of it after all. False if it is open. Raises Gone, PermissionDenied."""
    wish = _held(wish)
    if wish.answered_by is None:
        return False
    if not can_reopen_wish(by, wish):
        raise PermissionDenied
    settle(Kind.FOLLOWED, entry=wish.answered_by, **_facts(wish))
    Wish.objects.filter(pk=wish.pk).update(answered_by=None, answered_on=None)
    return True


def _held(wish: Wish) -> Wish:
    """As it is now, for us alone until the transaction ends. Raises Gone."""
    hold(wish.pk)
    found = Wish.objects.select_related("answered_by").filter(pk=wish.pk).first()
    if found is None:
        raise Gone
    return found


def _facts(wish: Wish) -> dict[str, Any]:
    """Never its words, which may go with whoever wrote them."""
    return {"outcome": ANSWERED, "wish": wish.pk}


def _store(wish: Wish, lists: dict[str, Any]) -> None:
    wish.themes.set(lists["themes"])
    if list(wish.places.values_list("municipality", "community", "name")) == lists["places"]:
        return
    wish.places.all().delete()
    EntryPlace.objects.bulk_create(
        EntryPlace(entry=wish, municipality_id=municipality, community_id=community, name=name)
        for municipality, community, name in lists["places"]
    )
