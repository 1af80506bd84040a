"""News of the sample accounts, marked as samples: what the coordinator proposes waits, the editor has begun a draft.

They exist on a sample site alone.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction

from accounts.models import User
from accounts.policy import holders_of
from content.models import Theme

from . import actions
from .models import News
from .policy import organisations_for

if TYPE_CHECKING:
    from register.models import Organisation


def make() -> int:
    """Make what is missing and leave the rest alone; returns how many are new."""
    people = {one.email.partition("@")[0]: one for one in User.objects.filter(is_sample=True)}
    made = 0
    for name, build in (("koordinator", _proposal), ("urednik", _draft)):
        person = people.get(name)
        if person is None or not organisations_for(person) or News.objects.filter(once=_once(name)).exists():
            continue
        with transaction.atomic():
            build(person)
        made += 1
    return made


def _proposal(coordinator: User) -> None:
    values = _values(
        "Zbor građana o rasvjeti u Jelahu",
        "Savjet MZ Jelah poziva na zbor o javnoj rasvjeti, u domu u 18 sati.",
        "Na dnevnom redu su dvije ponude za rasvjetu i prijedlog da se prvo postave lampe na putu do škole.\n\n"
        "Ko ne može doći, prijedlog može ostaviti u kutiji u domu.",
        organisations_for(coordinator)[0],
    )
    towns = [one.municipality_id for one in coordinator.active_mandates if one.municipality_id]
    lists = {"themes": _themes("ucesce-gradjana"), "places": [(town, None, "") for town in towns]}
    actions.send(coordinator, _once("koordinator"), "bs", values, lists)


def _draft(editor: User) -> None:
    values = _values(
        "Priprema se sastanak obje mreže",
        "Mreže koordinatora oba saveza dogovaraju zajednički sastanak.",
        "Dnevni red i mjesto objavljujemo čim budu poznati.",
        min(holders_of(editor), key=attrgetter("slug")),
    )
    actions.begin(editor, _once("urednik"), "bs", values, {"themes": _themes(), "places": []})


def _values(title: str, lead: str, body: str, published_for: Organisation) -> dict[str, Any]:
    told = {"title": title, "lead": lead, "body": body, "published_for": published_for, "is_sample": True}
    return told | dict.fromkeys(("happened", "day_note", "source", "source_url"), "")


def _themes(*slugs: str) -> list[Theme]:
    return list(Theme.objects.filter(slug__in=slugs))


def _once(name: str) -> UUID:
    """The key of a form that nobody filled in: the same at every start."""
    return uuid5(NAMESPACE_URL, f"primjer vijest {name}")
