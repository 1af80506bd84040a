"""What the page of a network says, and its programme of work: kept by its coordinator or the association behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from .joining import hold
from .models import Network, Topic
from .policy import can_keep

if TYPE_CHECKING:
    from collections.abc import Sequence

    from accounts.models import User


class Changed(Exception):  # noqa: N818 - not a fault: somebody else was faster
    """It was saved in another window since this one was opened."""


@transaction.atomic
def change(network: Network, by: User, version: int | None, values: dict[str, Any]) -> None:
    """Other words on its page. Raises Changed, PermissionDenied."""
    hold(network)
    network.refresh_from_db()
    if not can_keep(by, network):
        raise PermissionDenied
    if version != network.version:
        raise Changed
    for name, value in values.items():
        setattr(network, name, value)
    network.version += 1
    network.save()


@transaction.atomic
def plan(network: Network, by: User, year: int, topics: Sequence[tuple[str, str]]) -> None:
    """The programme of a year, as (when, what). Raises PermissionDenied. What stands as it stood is not written again."""
    hold(network)
    if not can_keep(by, network):
        raise PermissionDenied
    held = network.topics.filter(year=year)
    if list(held.values_list("planned", "title")) == list(topics):
        return
    held.delete()
    Topic.objects.bulk_create(
        Topic(network=network, year=year, position=position, planned=planned, title=title)
        for position, (planned, title) in enumerate(topics, 1)
    )
