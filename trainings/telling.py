"""Telling those who signed up: people with an account on the site and by mail, others by mail alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from accounts.models import User
from notifications.actions import notify
from notifications.models import Kind, OutgoingMail

from .models import Registration


def tell(
    to: Sequence[Registration], outcome: str, *, by: User | None = None, is_pressing: bool = True, **facts: Any
) -> None:
    """All of one training, inside the transaction of what happened. What the mail says of it is looked up as it leaves.

    What does not press waits for the mail of the day or the week, where somebody wants it so.
    """
    if not to:
        return
    training = to[0].sign_up.training
    told = {"outcome": outcome, **facts}
    people = [one.person for one in to if one.person is not None]
    notify(Kind.TRAINING, people, entry=training, actor=by, facts=told, is_pressing=is_pressing)
    OutgoingMail.objects.bulk_create(
        OutgoingMail(
            recipient=one.email, language=one.language, event="training", context=told | {"registration": one.pk}
        )
        for one in to
        if one.person is None and one.email
    )
