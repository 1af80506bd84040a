"""Practices of the sample accounts, marked as samples: one that stands on the site with drawn photos, one that waits.

They exist on a sample site alone, so that every page has something to show and the moderators' desk something to decide.
"""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction

from accounts.models import User
from content.files.drawn import sample_photo
from content.models import EntryPlace, Theme
from moderation.actions import submit
from moderation.picturing import add_photo
from register.models import Community

from .adopting import adopt
from .models import Adoption, CostPart, Practice, Step


def make() -> int:
    """Make what is missing and leave the rest alone; returns how many are new."""
    made = 0
    for email, build in (("clan@primjer.ba", _lights), ("novi@primjer.ba", _benches)):
        author = User.objects.filter(email=email, is_sample=True).first()
        if author is not None and not Practice.objects.filter(author=author).exists():
            with transaction.atomic():
                practice = build(author)
            submit(practice, author)
            made += 1
    return made + _adoption()


def _adoption() -> int:
    """The neighbour took the lights over, so that the section can be seen."""
    neighbour = User.objects.filter(email="sused@primjer.ba", is_sample=True).first()
    lights = Practice.objects.published().filter(author__email="clan@primjer.ba", is_sample=True).first()
    community = Community.objects.filter(municipality__slug="laktasi", slug="klasnice").first()
    if not (neighbour and lights and community) or Adoption.objects.filter(author=neighbour).exists():
        return 0
    adoption = adopt(
        lights, neighbour, community, uuid5(NAMESPACE_URL, "primjer"), "sr",
        state=Adoption.State.RUNNING, since="2026-03", cost=Decimal("2100.00"), people=45,
        body="Исто, али са соларним лампама, па нема прикључка ни рачуна за струју.",
    )  # fmt: skip
    Adoption.objects.filter(pk=adoption.pk).update(is_sample=True)
    return 1


def _begin(author: User, place: tuple[str, str], themes: tuple[str, ...], **fields: object) -> Practice:
    practice = Practice.objects.create(kind="practice", author=author, is_sample=True, **fields)
    community = Community.objects.filter(municipality__slug=place[0], slug=place[1]).first()
    if community:
        EntryPlace.objects.create(entry=practice, municipality_id=community.municipality_id, community=community)
    practice.themes.set(Theme.objects.filter(slug__in=themes))
    return practice


def _lights(author: User) -> Practice:
    practice = _begin(
        author,
        ("tesanj", "jelah"),
        ("infrastruktura", "volonterizam"),
        title="Rasvjeta na stazi do škole",
        lead="Dvanaest lampi za jednu jesen: djeca više ne idu u školu po mraku.",
        problem="Stazom do škole ide šezdesetak djece, a od novembra do februara i u jednom i u drugom smjeru po mraku.",
        body="Na zboru smo izabrali stazu, popisali ko može šta dati i za tri subote postavili stubove i lampe.",
        result="Lampe rade od početka nastave, a roditelji djecu više ne prate svako jutro.",
        went_wrong="Prvi put smo kopali bez plana kablova, pa smo jedan dan čekali elektrodistribuciju.",
        would_repeat="Popis ko šta može dati, prije nego što se bilo šta kupi.",
        needs="Saglasnost za priključak, električar s dozvolom i desetak ljudi s alatom.",
        doers="Savjet MZ i mještani",
        cost=Decimal("4350.00"),
        paid_by="Općina, mještani i jedna firma",
        municipal_money=True,
        began="2025-09-06",
        ended="2025-09-27",
        duration="tri subote",
        people=60,
        people_note="učenika i njihovi roditelji",
        size=Practice.Size.LARGE,
    )
    steps = (
        ("Zbor građana", "Od pet prijedloga izabrana je staza, jer je najviše ljudi njome prolazilo po mraku."),
        ("Popis ko šta može dati", "Rad, alat, prevoz, stubovi. Kupljeno je samo ono što niko nije imao."),
        ("Saglasnost i plan kablova", "Traži se prije kopanja, a ne poslije, kao što smo mi uradili."),
        ("Tri radne subote", "Svaka s jednim zadatkom: temelji, stubovi, lampe."),
    )
    Step.objects.bulk_create(
        Step(practice=practice, position=number, title=title, text=text)
        for number, (title, text) in enumerate(steps, 1)
    )
    parts = (
        ("Općina", "kablovi i lampe", "2900.00"),
        ("Mještani", "stubovi i beton", "950.00"),
        ("Firma", "prevoz", "500.00"),
    )
    CostPart.objects.bulk_create(
        CostPart(practice=practice, position=number, payer=payer, what_for=what, amount=Decimal(amount))
        for number, (payer, what, amount) in enumerate(parts, 1)
    )
    for seed, motif, alt in ((1, "lamp", "Lampa uz stazu, crtež."), (2, "board", "Oglasna ploča s pozivom, crtež.")):
        add_photo(practice, author, BytesIO(sample_photo(seed, motif)), alt, "none")
    return practice


def _benches(author: User) -> Practice:
    return _begin(
        author,
        ("laktasi", "klasnice"),
        ("ekologija", "volonterizam"),
        title="Klupe od drveta koje je srušila oluja",
        lead="Četiri klupe za jedan vikend, bez ijedne kupljene daske.",
        problem="Poslije oluje je uz igralište ostalo srušeno drvo, a nije bilo gdje sjesti.",
        body="Dogovorili smo se s vlasnikom, stolar je izrezao daske, a mladi su klupe složili i obojili.",
        cost=Decimal(0),
        doers="Mladi iz mjesta i jedan stolar",
    )
