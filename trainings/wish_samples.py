"""Three wishes of the sample accounts with votes, marked as samples; a training came of one of them.

They exist on a sample site alone.
"""

from __future__ import annotations

from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction

from accounts.models import User
from content.models import Entry, Theme, Useful
from moderation.actions import publish
from notifications.models import Notification, OutgoingMail
from register.models import Municipality

from . import wishes
from .models import Training, Wish

TOLD: tuple[dict[str, Any], ...] = (
    {
        "by": "clan",
        "title": "vođenju zapisnika sa sjednice savjeta",
        "lead": "Sekretari i sekretarke mjesnih zajednica",
        "body": "Svako piše kako zna. Trebaju nam primjer i vježba: šta mora stajati, šta ne treba i gdje se čuva.",
        "themes": ("ucesce-gradjana",),
        "place": "tesanj",
        "wanted": ("koordinator", "sused", "urednik"),
    },
    {
        "by": "sused",
        "title": "finansijskom izvještaju male mjesne zajednice",
        "lead": "Predsjednici savjeta i oni koji vode blagajnu",
        "body": "Općina traži izvještaj, a niko nam nije pokazao kako se piše kad imate tri računa u godini.",
        "themes": ("budzet",),
        "place": "laktasi",
        "wanted": ("clan",),
    },
    {
        "by": "koordinator",
        "title": "pisanju prijedloga projekta",
        "lead": "Svako ko u mjesnoj zajednici piše projekte",
        "body": "",
        "themes": ("budzet",),
        "place": "tesanj",
        "wanted": ("clan", "sused"),
        "training": "Kako napisati prijedlog projekta za mjesnu zajednicu",
    },
)


def make() -> int:
    """Make what is missing and leave the rest alone; returns how many are new."""
    people = {one.email.partition("@")[0]: one for one in User.objects.filter(is_sample=True)}
    if not {"clan", "sused", "koordinator", "urednik", "moderator"} <= people.keys():
        return 0
    standing = set(Wish.objects.filter(is_sample=True).values_list("title", flat=True))
    missing = [told for told in TOLD if told["title"] not in standing]
    for told in missing:
        with transaction.atomic():
            _make(told, people)
    return len(missing)


def _make(told: dict[str, Any], people: dict[str, User]) -> None:
    """Nobody waited for these, so nobody is told."""
    values = {name: told[name] for name in ("title", "lead", "body")} | {"is_sample": True}
    municipality = Municipality.objects.filter(slug=told["place"]).values_list("pk", flat=True)
    lists = {
        "themes": list(Theme.objects.filter(slug__in=told["themes"])),
        "places": [(number, None, "") for number in municipality],
    }
    once = uuid5(NAMESPACE_URL, f"primjer želja {told['title']}")
    wish = wishes.propose(people[told["by"]], once, "bs", values, lists)
    if wish.status == Entry.Status.PENDING:
        publish(wish, people["moderator"])
    Useful.objects.bulk_create(Useful(user=people[one], entry=wish) for one in told["wanted"])
    training = Training.objects.filter(is_sample=True, title=told.get("training", "")).first()
    if training is not None:
        wishes.answer(wish, people["urednik"], training)
    _quiet(wish)


def _quiet(wish: Wish) -> None:
    for rows in (Notification.objects.filter(entry=wish), Notification.objects.filter(facts__wish=wish.pk)):
        OutgoingMail.objects.filter(notification__in=rows).delete()
        rows.delete()
