"""Changes with consequences: confirming mandates."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from .models import Mandate, User


def confirm(mandates: QuerySet[Mandate], by: User) -> int:
    """Confirm what is not confirmed yet, except one's own; returns how many. Twice does nothing the second time."""
    with transaction.atomic():
        waiting = mandates.filter(confirmed_on=None).exclude(user=by).select_for_update(of=("self",))
        numbers = list(waiting.order_by("pk").values_list("pk", flat=True))
        return Mandate.objects.filter(pk__in=numbers).update(confirmed_by=by, confirmed_on=timezone.localdate())


def is_last_administrator(mandate: Mandate) -> bool:
    """True when nobody else is administrator today, so that this mandate must not be touched."""
    if mandate.role != Mandate.Role.ADMINISTRATOR or not mandate.is_active():
        return False
    others = Mandate.objects.active().filter(role=Mandate.Role.ADMINISTRATOR, user__is_active=True)
    return not others.exclude(user=mandate.user_id).exists()
