"""What an editor decides on news that somebody proposed: they stand on the site, or go back with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from accounts.policy import editor_for
from moderation import actions as moves

if TYPE_CHECKING:
    from accounts.models import Mandate, User
    from moderation.models import Decision, Reason

    from .models import News


def publish(news: News, by: User, version: int | None = None) -> Decision | None:
    """It stands, as it was read. Raises PermissionDenied, `moderation.actions.Overtaken`."""
    return moves.publish(news, by, version=version, ground=_ground(news, by))


def send_back(news: News, by: User, words: str, reason: Reason | None = None) -> Decision | None:
    """Back to whoever proposed it, who reads why. Raises the same."""
    return moves.send_back(news, by, words, reason, ground=_ground(news, by))


def _ground(news: News, by: User) -> Mandate:
    if (ground := editor_for(by, news.published_for_id)) is None:
        raise PermissionDenied
    return ground
