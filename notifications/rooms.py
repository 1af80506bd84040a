"""Mails whose facts a room above looks up when they leave. `MAIL_ROOMS` in settings says which module knows which event."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Protocol, cast

from django.conf import settings

from .models import OutgoingMail


class Room(Protocol):
    """What such a module answers, at the moment of sending and in the language of the reader."""

    def why_not(self, mail: OutgoingMail) -> str:
        """Why it is of no concern to its reader any more; empty if it may leave."""

    def reading(self, mail: OutgoingMail) -> dict[str, Any]:
        """What its templates know."""

    def attachments(self, mail: OutgoingMail) -> list[tuple[str, bytes, str]]:
        """Name, content and type of each file that goes with it."""


def room_of(mail: OutgoingMail) -> Room | None:
    """The module that knows this event; None where the row itself says everything."""
    path = settings.MAIL_ROOMS.get(mail.event)
    return cast("Room", import_module(path)) if path else None
