"""What a practice holds beside the spine, when its author left and took it along."""

from __future__ import annotations

from collections.abc import Collection

from django.db import models

from .models import CostPart, Practice, Step

KEPT = {"adoption_count", "outcome"}
"""What others made of it, and what may not be empty."""


def empty(numbers: Collection[int]) -> None:
    """Of practices that stay as empty places: no step, no part of the cost, every column as if it had just been begun."""
    Step.objects.filter(practice__in=numbers).delete()
    CostPart.objects.filter(practice__in=numbers).delete()
    own = [field for field in Practice._meta.local_concrete_fields if not field.primary_key and field.name not in KEPT]
    Practice.objects.filter(pk__in=numbers).update(**{field.name: _nothing(field) for field in own})


def _nothing(field: models.Field) -> object:  # type: ignore[type-arg]
    return None if field.null else field.get_default()
