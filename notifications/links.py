"""The link in a mail that ends this kind of mail: signed, so that it works without signing in, for ever, for one person.

What it ends is a kind, or the mail of the day or the week as a whole.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from accounts.models import User

from .models import Digested, Kind

SUBJECTS = (*Kind.values, *Digested.values)


def _signer() -> Signer:
    return Signer(salt="notifications.unsubscribe")


@dataclass(frozen=True)
class Subscription:
    """Whose mail, and which."""

    user: User
    subject: str

    @property
    def label(self) -> str:
        """What it ends, in words."""
        return str(Kind(self.subject).label if self.subject in Kind.values else Digested(self.subject).label)

    @property
    def is_digest(self) -> bool:
        return self.subject in Digested.values


def unsubscribe_url(user: User, subject: str) -> str:
    """With the host, in the language that is active."""
    token = _signer().sign(f"{user.pk}.{subject}")
    return settings.SITE_URL + reverse("notifications:unsubscribe", args=[token])


def find(token: str) -> Subscription | None:
    """What a link ends; None for one that we did not write, or whose person is gone."""
    try:
        number, _, subject = _signer().unsign(token).partition(".")
    except BadSignature:  # compared in constant time
        return None
    user = User.objects.filter(pk=int(number)).select_related("profile").first()
    return Subscription(user, subject) if user and subject in SUBJECTS else None
