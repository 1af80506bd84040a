"""What an author does with a practice: begin it, save a step of it. Sending and withdrawing are `moderation.actions`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from content.held import hold
from content.models import Entry, EntryPlace
from content.policy import can_edit
from moderation.actions import renew
from notifications.wording import address_of

from .models import CostPart, Practice, Step

if TYPE_CHECKING:
    from uuid import UUID

    from accounts.models import User

    from .writing.forms import StepForm


class Changed(Exception):  # noqa: N818 - not a fault: somebody saved in between
    """The step holds something else than when the form was opened."""


def seen(form: StepForm) -> str:
    """What the database held for a step when its form was opened, as a short token that the form carries."""
    return hashlib.sha256(repr(sorted(form.stored().items())).encode()).hexdigest()[:16]


def begin(author: User, form: StepForm, once: UUID, language: str, base: Entry | None = None) -> Practice:
    """A new draft from its first step. The same form sent twice, even at the same moment, is one draft.

    With the answer on which it is `base`d, what was asked is its problem, and what was answered what was done. With a
    training it begins with where one learned it.
    """
    texts = _begun_with(base) if base else {}
    try:
        with transaction.atomic():
            practice = Practice.objects.create(
                kind=Entry.Kind.PRACTICE, author=author, once=once, language=language, **texts, **form.values()
            )
            _store_lists(practice, form.lists())
            return practice
    except IntegrityError as error:
        if "entry_sent_once" not in str(error):
            raise
        return Practice.objects.get(author=author, once=once)


def _begun_with(base: Entry) -> dict[str, str]:
    if base.kind == Entry.Kind.TRAINING:
        words = _("We learned how at the training “%(title)s”.") % {"title": base.title}
        return {"body": f"{words}\n{settings.SITE_URL}{address_of(base)}"}
    return {"problem": base.root.body if base.root else "", "body": base.body}


@transaction.atomic
def save_step(practice: Practice, by: User, form: StepForm, token: str, make: Callable[[Practice], StepForm]) -> bool:
    """Store one step. False if nothing is different; raises Changed, PermissionDenied, `moderation.actions.NeedsReview`.

    `make` opens the form of this step on the row as it is now, to see whether it still holds what the author saw.
    """
    hold(practice.pk)
    practice.refresh_from_db()
    if not can_edit(by, practice):
        raise PermissionDenied
    now = make(practice)
    values, lists = form.values(), form.lists()
    if not _differs(practice, values, lists, now):
        return False  # sent again, since no answer came
    if token != seen(now):
        raise Changed
    renew(practice, by)
    practice.edited = timezone.now()
    store(practice, values, lists)
    return True


def store(practice: Practice, values: dict[str, Any], lists: dict[str, Any]) -> None:
    """Write columns and lists of the locked practice, whose version and day of change are set already."""
    for name, value in values.items():
        setattr(practice, name, value)
    practice.save()
    _store_lists(practice, lists)


def _differs(practice: Practice, values: dict[str, Any], lists: dict[str, Any], now: StepForm) -> bool:
    if any(bool(getattr(practice, name) != value) for name, value in values.items()):
        return True
    stored = now.stored()
    if "places" in lists:
        held = list(practice.places.values_list("municipality", "community", "name"))
        return bool(held != lists["places"])
    return any(list(stored[name]) != value for name, value in lists.items())


def _store_lists(practice: Practice, lists: dict[str, Any]) -> None:
    """Places, themes, steps and parts as they are given; a list that is not given stays."""
    if "themes" in lists:
        practice.themes.set(lists["themes"])
    if "places" in lists:
        practice.places.all().delete()
        EntryPlace.objects.bulk_create(
            EntryPlace(entry=practice, municipality_id=municipality, community_id=community, name=name)
            for municipality, community, name in lists["places"]
        )
    if "steps" in lists:
        practice.steps.all().delete()
        Step.objects.bulk_create(
            Step(practice=practice, position=position, title=title, text=text)
            for position, (title, text) in enumerate(lists["steps"], 1)
        )
    if "parts" in lists:
        practice.cost_parts.all().delete()
        CostPart.objects.bulk_create(
            CostPart(practice=practice, position=position, payer=payer, what_for=what_for, amount=amount)
            for position, (payer, what_for, amount) in enumerate(lists["parts"], 1)
        )
