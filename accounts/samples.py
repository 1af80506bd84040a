"""The accounts of a sample site: who they are, and how they get there. Their password is printed in the manual.

They are marked `is_sample`, and such an account signs in nowhere but on a sample site (`User.can_sign_in`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction

from register.models import Community, Municipality, Organisation

from .models import Mandate, Profile, User

PASSWORD = "primjer-2026-mz"  # noqa: S105 - public on purpose
SINCE = date(2025, 1, 1)
Scope = Community | Municipality | Organisation


@dataclass(frozen=True)
class Sample:
    """One account; `scopes` name the places of its mandate as (municipality, community) or as an organisation."""

    email: str
    who: str
    name: str
    role: str = ""
    places: tuple[tuple[str, ...], ...] = ()
    organisations: tuple[str, ...] = ()
    language: str = "bs"
    municipality: str = ""
    about: str = ""  # what stands on their page, which is there for those who say something


ACCOUNTS = (
    Sample("admin@primjer.ba", "administrator", "Jasna Perić (primjer)", "administrator"),
    Sample("moderator@primjer.ba", "moderator", "Goran Marić (primjer)", "moderator"),
    Sample(
        "koordinator@primjer.ba", "coordinator of Tešanj", "Lejla Begić (primjer)", "coordinator",
        places=(("tesanj",),), municipality="tesanj",
    ),
    Sample(
        "koordinator2@primjer.ba", "coordinator of Laktaši", "Dragan Savić (primjer)", "coordinator",
        places=(("laktasi",),), language="sr-latn", municipality="laktasi",
    ),
    Sample(
        "urednik@primjer.ba", "editor of the associations' networks, trainings, news", "Ivana Lukić (primjer)", "editor",
        organisations=("savez-opstina-i-gradova-rs", "savez-opcina-i-gradova-fbih"),
    ),
    Sample(
        "clan@primjer.ba", "president of the council of MZ Jelah, Tešanj", "Amra Hodžić (primjer)", "president",
        places=(("tesanj", "jelah"),), municipality="tesanj",
        about="U savjetu od 2025. Najradije pišem o onome što smo uradili sami, s malo novca.",
    ),
    Sample(
        "sused@primjer.ba", "president of the council of MZ Klašnice, Laktaši", "Милан Кнежевић (пример)", "president",
        places=(("laktasi", "klasnice"),), language="sr", municipality="laktasi",
        about="Предсједник савјета, по струци електричар. Питајте ме о соларној расвјети.",
    ),
    Sample("novi@primjer.ba", "member without a mandate", "Edin Kovač (primjer)"),
)  # fmt: skip


def make(say: Callable[[str], object]) -> int:
    """Make what is missing and leave the rest alone; returns how many accounts are new. `say` hears what is not right."""
    password = ""
    made = 0
    with transaction.atomic():
        for sample in ACCOUNTS:
            user = User.objects.filter(email=sample.email).first()
            if user is None:
                password = password or make_password(PASSWORD)  # slow on purpose, so once
                user = _account(sample, password)
                made += 1
            for scope in _scopes(sample, say):
                _mandate(user, sample, scope)
    return made


def _account(sample: Sample, password: str) -> User:
    municipality = Municipality.objects.filter(slug=sample.municipality).first()
    seen = Profile.Visibility.EVERYONE if sample.about else Profile.Visibility.NOBODY
    profile = Profile(
        display_name=sample.name,
        language=sample.language,
        municipality=municipality,
        about=sample.about,
        visibility=seen,
    )
    user = User.objects.create_user(sample.email, profile=profile, is_sample=True)
    User.objects.filter(pk=user.pk).update(password=password)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    return user


def _mandate(user: User, sample: Sample, scope: Scope | None) -> None:
    column = {Community: "community", Municipality: "municipality", Organisation: "organisation"}
    where = {column[type(scope)]: scope} if scope is not None else {}
    if user.mandate_set.filter(role=sample.role, **where).exists():
        return
    by = None if sample.role == Mandate.Role.ADMINISTRATOR else User.objects.get(email=ACCOUNTS[0].email)
    user.mandate_set.create(role=sample.role, starts=SINCE, confirmed_by=by, confirmed_on=SINCE, **where)


def _scopes(sample: Sample, say: Callable[[str], object]) -> list[Scope | None]:
    """What the mandate is for, as far as the register has it."""
    if not sample.role:
        return []
    if sample.role in Mandate.PLATFORM_ROLES:
        return [None]
    found: list[Scope | None] = []
    for slug in sample.organisations:
        if organisation := Organisation.objects.filter(slug=slug).first():
            found.append(organisation)
        else:
            say(f"{sample.email}: the register has no organisation {slug}, so it gets no mandate there.")
    for municipality, *community in sample.places:
        place = _place(municipality, community[0] if community else "")
        if place is None:
            say(
                f"{sample.email}: the register has no {'/'.join((municipality, *community))}, so it gets no mandate there."
            )
        elif community and place.slug != community[0]:
            say(f"{sample.email}: {municipality} has no community {community[0]}; {place} stands in.")
        found += [place] if place is not None else []
    return found


def _place(municipality: str, community: str) -> Community | Municipality | None:
    if not community:
        return Municipality.objects.filter(slug=municipality).first()
    there = Community.objects.filter(municipality__slug=municipality)
    return there.filter(slug=community).first() or there.in_order().first()
