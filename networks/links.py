"""The address of an invitation: its number, signed, so that nobody guesses it. The row says whether it still works."""

from __future__ import annotations

from django.core import signing
from django.urls import reverse

from .models import Invitation

_of_invitation = signing.Signer(salt="networks.invitation")


def invitation_url(invitation: Invitation) -> str:
    """Where whoever was invited says yes."""
    return reverse("networks:accept", args=[_of_invitation.sign_object(invitation.pk)])


def invitation_of(key: str) -> Invitation | None:
    """Whose address it is; None where we have not signed it or the row is gone."""
    try:
        number = _of_invitation.unsign_object(key)
    except signing.BadSignature:
        return None
    rows = Invitation.objects.select_related("network__organisation", "network__association")
    return rows.filter(pk=number).first()
