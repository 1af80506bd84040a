"""What sample people follow: on a sample site alone. What was loaded with it is no news to them."""

from __future__ import annotations

from accounts.models import User
from content.interests import choose_interests
from content.models import Announced, Entry, Interest, Theme
from register.models import Municipality, Organisation

FOLLOWED: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "clan": (("tesanj",), ("ministarstvo-pravde-fbih",), ("infrastruktura",)),
    "sused": (("laktasi",), ("mreza-koordinatora-rs",), ("budzet",)),
}
"""Municipalities, organisations and themes by the name of a sample account."""


def make() -> int:
    """Where a sample person follows nothing yet; returns how many interests are new."""
    made = 0
    for one in User.objects.filter(is_sample=True, email__in=[f"{name}@primjer.ba" for name in FOLLOWED]):
        if not Interest.objects.of(one).exists():
            places, bodies, themes = FOLLOWED[one.email.partition("@")[0]]
            wanted = [
                *Municipality.objects.filter(slug__in=places),
                *Organisation.objects.filter(slug__in=bodies),
                *Theme.objects.filter(slug__in=themes),
            ]
            made += choose_interests(one, wanted)
    if made:
        loaded = Entry.objects.published().filter(root=None).values_list("pk", flat=True)
        Announced.objects.bulk_create((Announced(entry_id=pk) for pk in loaded), ignore_conflicts=True)
    return made
