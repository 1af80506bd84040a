"""Practices of the sample accounts, marked as samples: one that stands on the site with drawn photos, with others who took
it over and a talk below it, and one that waits.

They exist on a sample site alone, so that every page has something to show and the moderators' desk something to decide.
"""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction

from accounts.models import User
from comments.actions import write
from content.files.drawn import sample_photo
from content.models import Entry, EntryPlace, Theme
from moderation.actions import publish, submit
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
    lights = Practice.objects.published().filter(author__email="clan@primjer.ba", is_sample=True).first()
    return made + (_taken_over(lights) + _talk(lights) if lights else 0)


def _person(name: str) -> User | None:
    return User.objects.filter(email=f"{name}@primjer.ba", is_sample=True).first()


def _place(where: tuple[str, str]) -> Community | None:
    return Community.objects.filter(municipality__slug=where[0], slug=where[1]).first()


def _taken_over(lights: Practice) -> int:
    """The neighbour took the lights over, and somebody who saw it there does the same: the section with its tree."""
    neighbour, newcomer, moderator = map(_person, ("sused", "novi", "moderator"))
    near = _place(("laktasi", "klasnice"))
    further = Community.objects.open().filter(municipality__slug="tesanj").exclude(slug="jelah").in_order().first()
    if not (neighbour and newcomer and moderator and near and further):
        return 0
    if Adoption.objects.filter(author=neighbour).exists():
        return 0
    first = adopt(
        lights, neighbour, near, _once("adoption"), "sr",
        state=Adoption.State.RUNNING, since="2026-03", cost=Decimal("2100.00"), people=45,
        body="Исто, али са соларним лампама, па нема прикључка ни рачуна за струју.",
    )  # fmt: skip
    for seed, motif, alt in ((3, "bench", "Клупа уз стазу, цртеж."), (4, "lamp", "Лампа уз стазу, цртеж.")):
        add_photo(first, neighbour, BytesIO(sample_photo(seed, motif)), alt, "none")
    second = adopt(
        lights, newcomer, further, _once("second"), "bs",
        state=Adoption.State.STARTED, since="2026-09", seen_at=first,
        body="Vidjeli smo kod komšija i popisali ko šta može dati. Počinjemo čim stignu stubovi.",
    )  # fmt: skip
    publish(second, moderator)
    return Entry.objects.filter(pk__in=[first.pk, second.pk]).update(is_sample=True)


def _talk(lights: Practice) -> int:
    """A question below the lights, and what their author answers."""
    author, neighbour = lights.author, _person("sused")
    if not (author and neighbour) or lights.below.filter(kind=Entry.Kind.COMMENT).exists():
        return 0
    question = write(lights, neighbour, "Колико дуго траје батерија зими, кад је облачно?", _once("question"), "sr")
    words = (
        "Kod nas su na struji, pa ne znamo. Pitajte u Klašnicama:\n\n- kod njih su sve solarne,\n- i rade drugu zimu."
    )
    answer = write(question, author, words, _once("answer"), "bs")
    return Entry.objects.filter(pk__in=[question.pk, answer.pk]).update(is_sample=True)


def _once(name: str) -> UUID:
    """The key of a form that nobody filled in: the same at every start."""
    return uuid5(NAMESPACE_URL, f"primjer {name}")


def _begin(author: User, place: tuple[str, str], themes: tuple[str, ...], **fields: object) -> Practice:
    practice = Practice.objects.create(kind="practice", author=author, is_sample=True, **fields)
    if community := _place(place):
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
