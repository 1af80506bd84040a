"""Addresses that only one person has: of a registration, and of the calendar of one's own trainings. Signed, so that nobody
guesses them; the calendar's can be taken back.
"""

from __future__ import annotations

from django.core import signing
from django.urls import reverse

from accounts.models import User

from .models import Certificate, Feed, Registration

# Without a time: a guest's address is the same in each mail, and works for ever.
_of_guest = signing.Signer(salt="trainings.guest")
_of_feed = signing.Signer(salt="trainings.feed")


def own_url(registration: Registration) -> str:
    """Where whoever signed up sees it and can withdraw."""
    return _page(registration, "own", "guest")


def feedback_url(registration: Registration) -> str:
    """Where they say what they think of it."""
    return _page(registration, "feedback", "guest_feedback")


def applied_url(registration: Registration) -> str:
    """Where they say whether they applied it."""
    return _page(registration, "applied", "guest_applied")


def _page(registration: Registration, own: str, guest: str) -> str:
    if registration.person_id is not None:
        return reverse(f"trainings:{own}", args=[registration.pk])
    return reverse(f"trainings:{guest}", args=[_of_guest.sign_object(registration.pk)])


def paper_url(certificate: Certificate) -> str:
    """Where whose it is gets the PDF."""
    registration = certificate.registration
    if registration.person_id is not None:
        return reverse("trainings:paper", args=[certificate.pk])
    return reverse("trainings:guest_paper", args=[_of_guest.sign_object(registration.pk)])


def quiz_url(registration: Registration) -> str:
    """Where they answer the quiz of the training."""
    return f"{own_url(registration)}kviz/"


def of_guest(key: str) -> Registration | None:
    """Whose link it is; None where we have not signed it, or it is that of somebody with an account."""
    try:
        number = _of_guest.unsign_object(key)
    except signing.BadSignature:
        return None
    return Registration.objects.select_related("sign_up__training").filter(pk=number, person=None).first()


def feed_url(feed: Feed) -> str:
    """Of the calendar, as long as the feed stands as it is."""
    return reverse("trainings:feed", args=[_of_feed.sign(f"{feed.person_id}.{feed.serial}")])


def of_feed(key: str) -> User | None:
    """Whose calendar an address is; None for one that we have not signed, or that was taken back."""
    try:
        person, serial = _of_feed.unsign(key).split(".")
    except (signing.BadSignature, ValueError):
        return None
    feed = Feed.objects.select_related("person").filter(person=int(person), serial=int(serial), is_on=True).first()
    return feed.person if feed and feed.person.can_sign_in else None
