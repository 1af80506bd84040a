"""The mail of an invitation, looked up when it leaves: by then it may be used, withdrawn or too late."""

from __future__ import annotations

from typing import Any

from notifications.models import OutgoingMail

from .links import invitation_url
from .models import Invitation


def why_not(mail: OutgoingMail) -> str:
    """As `notifications.rooms.Room` says."""
    invitation = _invitation(mail)
    return "" if invitation is not None and invitation.is_open else "The invitation cannot be used any more."


def reading(mail: OutgoingMail) -> dict[str, Any]:
    """As `notifications.rooms.Room` says."""
    invitation = _invitation(mail)
    assert invitation is not None, "`why_not` asked before"  # noqa: S101
    return {
        "invitation": invitation,
        "network": invitation.network,
        "by": invitation.by.profile.display_name if invitation.by else "",
        "url": invitation_url(invitation),
    }


def attachments(mail: OutgoingMail) -> list[tuple[str, bytes, str]]:  # noqa: ARG001
    """As `notifications.rooms.Room` says: none."""
    return []


def _invitation(mail: OutgoingMail) -> Invitation | None:
    rows = Invitation.objects.select_related("network__organisation", "by__profile")
    return rows.filter(pk=mail.context["invitation"]).first()
