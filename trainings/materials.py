"""What becomes of the materials of a training: added, changed, put in order, taken away, as any other change of it.

The document of a material is a file beside the training, so that it is judged, kept, shown and erased as all of these are.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from content.held import Gone, hold
from moderation.attaching import Written, away, beside, written

from .actions import Changed, next_version
from .models import Material, Training
from .models.materials import MOST
from .policy import can_manage_materials

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from accounts.models import User
    from content.models import Attachment


class Full(Exception):  # noqa: N818 - not a fault: there are as many as there may be
    """No further material fits."""


class Taken(Exception):  # noqa: N818 - not a fault: the same file was chosen twice
    """The document stands beside another material of this training."""


def add(training: Training, by: User, once: UUID, values: dict[str, Any], file: UploadedFile[Any] | None) -> Material:
    """A further one at the end. The same form sent twice is one.

    Raises Full, Taken, `moderation.attaching.Full`, `content.files.refusals.Refused`, PermissionDenied.
    """
    with _judged(file) as kept, transaction.atomic():
        training = _held(training.pk, by)
        if found := training.materials.filter(once=once).first():
            return found
        if training.materials.count() >= MOST:
            raise Full
        last = training.materials.aggregate(last=Max("position"))["last"] or 0
        made = Material(training=training, once=once, position=last + 1, **values)
        if kept is not None:
            made.document = _document(made, kept)
        made.save()
        _renewed(training, by)
    return made


def change(
    material: Material,
    by: User,
    version: int | None,
    values: dict[str, Any],
    file: UploadedFile[Any] | None,
    *,
    is_without: bool = False,
) -> None:
    """Other words, another document or (`is_without`) none. Raises Gone, Changed, and what `add` does but for Full."""
    with _judged(file) as kept, transaction.atomic():
        training = _held(material.training_id, by)
        _refreshed(material)
        if version != material.version:
            raise Changed
        old = material.document
        if old is not None and (is_without if kept is None else kept.document.sha256 != old.sha256):
            material.document = None
            away(old)
        if kept is not None:
            material.document = _document(material, kept)
        for name, value in values.items():
            setattr(material, name, value)
        material.version += 1
        material.save()
        _renewed(training, by)


@transaction.atomic
def move(material: Material, by: User) -> bool:
    """One place up among those that are read at the same time. False where it is the first. Raises Gone, PermissionDenied."""
    training = _held(material.training_id, by)
    _refreshed(material)
    above = training.materials.filter(when=material.when, position__lt=material.position).order_by("position").last()
    if above is None:
        return False
    material.position, above.position = above.position, material.position
    for one in (material, above):
        one.save(update_fields=["position"])
    _renewed(training, by)
    return True


@transaction.atomic
def remove(material: Material, by: User) -> None:
    """With its document. Raises Gone, PermissionDenied."""
    training = _held(material.training_id, by)
    _refreshed(material)
    document = material.document
    material.delete()
    if document is not None:
        away(document)
    _renewed(training, by)


def _judged(file: UploadedFile[Any] | None) -> AbstractContextManager[Written | None]:
    return nullcontext() if file is None else written(file, file.name or "")


def _held(number: int, by: User) -> Training:
    """The training as it is now, for us alone until the transaction ends."""
    hold(number)
    training = Training.objects.get(pk=number)
    if not can_manage_materials(by, training):
        raise PermissionDenied
    return training


def _refreshed(material: Material) -> None:
    try:
        material.refresh_from_db()
    except Material.DoesNotExist:
        raise Gone from None


def _renewed(training: Training, by: User) -> None:
    """What readers see of it is another version."""
    next_version(training, by)
    training.edited = timezone.now()
    training.save(update_fields=["version", "edited"])


def _document(material: Material, kept: Written) -> Attachment:
    document = beside(material.training, kept)
    if Material.objects.filter(document=document).exclude(pk=material.pk).exists():
        raise Taken
    return document
