"""How documents touch each other and what rests on them: written down and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from content.held import hold

from .actions import tell_followers
from .models import Adopted, Resting, Touch
from .policy import can_change, can_say_it_rests, can_tell_of_adoption

if TYPE_CHECKING:
    from accounts.models import User
    from content.models import Entry
    from register.models import Municipality

    from .models import Document


M = TypeVar("M", Touch, Adopted, Resting)


class Twice(Exception):  # noqa: N818 - not a fault: it stands there already
    """It is written down already."""


@transaction.atomic
def touch(later: Document, earlier: Document, by: User, how: str, note: str) -> Touch:
    """An act changes, repeals or carries out another: the register then says of that one that it is changed or repealed.

    Raises Gone, PermissionDenied, Twice.
    """
    for number in sorted((later.pk, earlier.pk)):
        hold(number)
    later.refresh_from_db()
    earlier.refresh_from_db()
    if not (can_change(by, earlier) and later.is_published and later.is_binding and earlier.is_binding):
        raise PermissionDenied
    made = _once(Touch, "touch_once", later=later, earlier=earlier, how=how, note=note)
    tell_followers(earlier, by, "document_touched")
    return made


@transaction.atomic
def untouch(one: Touch, by: User) -> None:
    """It was a slip. What the register says of the act stays until somebody says otherwise. Raises Gone, PermissionDenied."""
    hold(one.earlier_id)
    if not can_change(by, one.earlier):
        raise PermissionDenied
    one.delete()


@transaction.atomic
def adopt(model: Document, municipality: Municipality, by: User, values: dict[str, Any]) -> Adopted:
    """A municipality adopted a model. Raises Gone, PermissionDenied, Twice."""
    hold(model.pk)
    model.refresh_from_db()
    _may_tell(model, municipality, by)
    made = _once(Adopted, "adopted_once", model=model, municipality=municipality, **values)
    tell_followers(model, by, "document_adopted")
    return made


@transaction.atomic
def unadopt(one: Adopted, by: User) -> None:
    """It was a slip. Raises Gone, PermissionDenied."""
    hold(one.model_id)
    _may_tell(one.model, one.municipality, by)
    one.delete()


@transaction.atomic
def rest(document: Document, entry: Entry, by: User) -> Resting:
    """An entry rests on a document. Raises Gone, PermissionDenied, Twice."""
    for number in sorted((document.pk, entry.pk)):
        hold(number)
    document.refresh_from_db()
    entry.refresh_from_db()
    if not can_say_it_rests(by, document, entry):
        raise PermissionDenied
    return _once(Resting, "resting_once", document=document, entry=entry)


@transaction.atomic
def unrest(one: Resting, by: User) -> None:
    """It does not. Raises Gone, PermissionDenied."""
    hold(one.document_id)
    if not can_say_it_rests(by, one.document, one.entry):
        raise PermissionDenied
    one.delete()


def _may_tell(model: Document, municipality: Municipality, by: User) -> None:
    own = can_tell_of_adoption(by, model)
    if own is None or (own and municipality not in own):
        raise PermissionDenied


def _once(kind: type[M], constraint: str, **values: Any) -> M:
    try:
        with transaction.atomic():
            return kind._default_manager.create(**values)
    except IntegrityError as error:
        if constraint not in str(error):
            raise
        raise Twice from None
