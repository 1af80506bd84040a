"""What a sample site has inside the networks: members who are samples, what they know, somebody who asks to join, and a
talk among members. They exist on a sample site alone.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import Mandate, User
from register.models import Municipality

from .models import Card, JoinRequest, Network

SINCE = date(2025, 3, 1)
COORDINATED = ("mreza-koordinatora-rs", "mreza-koordinatora-fbih", "mreza-prakticara-za-mz")
MEMBERS: tuple[dict[str, Any], ...] = (
    {
        "who": "koordinator", "network": "mreza-koordinatora-fbih", "municipality": "tesanj", "shows_name": True,
        "function": "koordinatorica za mjesne zajednice",
        "skills": "Statuti i pravila mjesnih zajednica, izbor savjeta, forumi građana",
    },
    {
        "who": "koordinator2", "network": "mreza-koordinatora-rs", "municipality": "laktasi", "shows_name": True,
        "function": "koordinator za rad sa mjesnim zajednicama",
        "skills": "Imovina mjesnih zajednica: upis domova u katastar i korištenje prostora",
    },
    {
        "who": "koordinator", "network": "mreza-prakticara-za-mz", "municipality": "tesanj", "shows_name": False,
        "function": "koordinatorica za mjesne zajednice", "skills": "Forumi građana",
    },
)  # fmt: skip
ASKS = {
    "who": "sused", "network": "mreza-koordinatora-rs", "municipality": "laktasi",
    "function": "predsjednik savjeta MZ Klašnice", "skills": "Solarna rasvjeta",
    "words": "Htio bih pratiti šta mreža zaključuje o imovini mjesnih zajednica.",
}  # fmt: skip


def make() -> int:
    """Make what is missing and leave the rest alone; returns how many memberships are new."""
    people = {one.email.partition("@")[0]: one for one in User.objects.filter(is_sample=True)}
    networks = {one.slug: one for one in Network.objects.select_related("organisation")}
    if (
        not {"urednik", "koordinator", "koordinator2", "sused"} <= people.keys()
        or not set(COORDINATED) <= networks.keys()
    ):
        return 0
    with transaction.atomic():
        made = sum(_appoint(people["urednik"], networks[slug]) for slug in COORDINATED)
        made += sum(_admit(people[one["who"]], networks[one["network"]], one, people["urednik"]) for one in MEMBERS)
        asked, network = people[ASKS["who"]], networks[ASKS["network"]]
        if made and not network.requests.filter(person=asked).exists():
            _card(asked, network, ASKS)
            JoinRequest.objects.create(network=network, person=asked, words=ASKS["words"])
    return made


def _appoint(person: User, network: Network) -> bool:
    return _mandate(person, network, Mandate.Role.EDITOR, None, None)


def _admit(person: User, network: Network, told: dict[str, Any], by: User) -> bool:
    if not _mandate(person, network, Mandate.Role.NETWORK_MEMBER, by, SINCE if told["shows_name"] else None):
        return False
    _card(person, network, told)
    return True


def _mandate(person: User, network: Network, role: str, by: User | None, name_since: date | None) -> bool:
    if person.mandate_set.filter(role=role, organisation=network.pk).exists():
        return False
    person.mandate_set.create(
        role=role, organisation_id=network.pk, starts=SINCE, confirmed_by=by, confirmed_on=SINCE, name_since=name_since
    )
    return True


def _card(person: User, network: Network, told: dict[str, Any]) -> None:
    municipality = Municipality.objects.filter(slug=told["municipality"]).first()
    Card.objects.create(
        network=network, person=person, municipality=municipality, function=told["function"], skills=told["skills"]
    )
