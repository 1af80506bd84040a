"""Meetings of the sample accounts, marked as samples: one that was held, with who was there, its adopted minutes and what
became of its conclusions; and one to come.

They exist on a sample site alone.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from moderation.actions import submit
from register.models import Municipality, Organisation

from .models import AgendaItem, Attendee, Coming, Conclusion, Meeting, Minutes, Network, Reply
from .models.meetings import SARAJEVO

NETWORK = "mreza-koordinatora-rs"
TOLD: tuple[dict[str, Any], ...] = (
    {
        "title": "Imovina mjesnih zajednica: ko je upisan i ko održava",
        "lead": "Tri opštine pokazuju kako su domove upisale u katastar i ko plaća struju.",
        "held_in": "Doboj, sala Gradske uprave",
        "in_days": -40,
        "hours": (time(10), time(13)),
        "agenda": (
            ("Šta je bilo s prošlim zaključcima", "Ivana Lukić", 15),
            ("Upis domova u katastar: primjer Laktaša", "Dragan Savić", 40),
            ("Ko plaća struju i ko održava dom", "", 45),
            ("Zaključci", "", 30),
        ),
        "minutes": (
            "1. Šta je bilo s prošlim zaključcima\n"
            "Na dva od tri zaključka je odgovoreno. Treći se ponavlja.\n\n"
            "2. Upis domova u katastar: primjer Laktaša\n"
            "Upis traje četiri mjeseca, a najviše vremena odnosi pribavljanje starih rješenja.\n\n"
            "3. Ko plaća struju i ko održava dom\n"
            "- gdje je vlasnik opština, račun plaća opština\n"
            "- gdje vlasnik nije upisan, račun ne plaća niko\n\n"
            "4. Zaključci\n"
            "Usvojena su četiri zaključka, jednoglasno."
        ),
        "conclusions": (
            {
                "title": "Propisati rok za upis domova mjesnih zajednica u katastar",
                "body": "Bez roka upis čeka godinama, a bez upisa niko ne održava zgradu.",
                "to": "ministarstvo-uprave-i-lokalne-samouprave-rs", "sent": -36, "deadline": -6,
            },
            {
                "title": "Odlukom urediti ko održava dom i ko plaća račune",
                "to": "laktasi", "sent": -36, "deadline": 10, "responsible": "koordinator2",
                "reply": ("accepted", "Gradska uprava, dopis 02-12/26", "Odluka ide na prvu narednu sjednicu skupštine."),
            },
            {
                "title": "U model statuta unijeti odredbu o imovini",
                "to": "savez-opstina-i-gradova-rs", "sent": -30, "deadline": 20,
            },
            {"title": "Prikupiti primjere ugovora o održavanju domova", "to": NETWORK, "responsible": "koordinator2"},
        ),
        "guests": (("Mirjana Tadić", "f", "Gradiška"), ("Zoran Petrović", "m", "Ministarstvo uprave")),
    },
    {
        "title": "Statuti mjesnih zajednica poslije izmjena zakona",
        "lead": "Šta u statutima treba promijeniti i do kada.",
        "body": "Ponesite statut jedne svoje mjesne zajednice.\n\n- koje odredbe više ne važe\n- ko usvaja izmjene",
        "held_in": "Banja Luka, Savez opština i gradova RS",
        "link": "https://sastanak.example.ba/mreza",
        "in_days": 16,
        "hours": (time(10), time(12)),
        "agenda": (
            ("Šta se u zakonu promijenilo", "", 30),
            ("Model statuta: šta je obavezno, šta slobodno", "Ivana Lukić", 45),
            ("Dogovor o rokovima", "", 15),
        ),
    },
)  # fmt: skip


def make() -> int:
    """Make what is missing and leave the rest alone; returns how many are new."""
    people = {one.email.partition("@")[0]: one for one in User.objects.filter(is_sample=True)}
    network = Network.objects.filter(organisation__slug=NETWORK).select_related("organisation").first()
    if network is None or not {"urednik", "koordinator2"} <= people.keys():
        return 0
    missing = [told for told in TOLD if not Meeting.objects.filter(once=_once(told["title"])).exists()]
    with transaction.atomic():
        for told in missing:
            _make(network, told, people)
    return len(missing)


def _once(title: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"meeting:{title}")


def _make(network: Network, told: dict[str, Any], people: dict[str, User]) -> None:
    day = _working_day(timezone.localdate() + timedelta(days=told["in_days"]))
    starts, finishes = (datetime.combine(day, hour, SARAJEVO) for hour in told["hours"])
    texts = {name: told[name] for name in ("title", "lead", "body", "held_in", "link") if name in told}
    meeting = Meeting.objects.create(
        kind="meeting", author=people["urednik"], once=_once(told["title"]), network=network, day=day, starts=starts,
        finishes=finishes, is_sample=True, **texts,
    )  # fmt: skip
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, position=position, title=title, speaker=speaker, minutes=minutes)
        for position, (title, speaker, minutes) in enumerate(told["agenda"], 1)
    )
    submit(meeting, people["urednik"])
    if told["in_days"] > 0:
        Coming.objects.create(meeting=meeting, person=people["koordinator2"], says="yes")
        return
    here = [people["urednik"], people["koordinator2"]]
    Attendee.objects.bulk_create(
        Attendee(
            meeting=meeting, person=one, name=one.profile.display_name, gender=one.profile.gender,
            municipality=one.profile.municipality,
        )
        for one in here
    )  # fmt: skip
    Attendee.objects.bulk_create(
        Attendee(meeting=meeting, name=name, gender=gender, comes_from=where) for name, gender, where in told["guests"]
    )
    Meeting.objects.filter(pk=meeting.pk).update(attended=timezone.now())
    _adopt(meeting, told["minutes"], people["urednik"])
    for number, one in enumerate(told["conclusions"], 1):
        _conclude(meeting, number, one, people)


def _adopt(meeting: Meeting, text: str, by: User) -> None:
    """By the moves of the database: open for seven days, then adopted."""
    minutes = Minutes.objects.create(meeting=meeting, text=text)
    rows, opened = Minutes.objects.filter(pk=minutes.pk), timezone.now() - timedelta(days=35)
    rows.update(state="open", opened=opened)
    rows.update(state="adopted", adopted=opened + timedelta(days=8), adopted_by=by, is_public=True)


def _conclude(meeting: Meeting, number: int, told: dict[str, Any], people: dict[str, User]) -> None:
    town = Municipality.objects.filter(slug=told["to"]).first()
    made = Conclusion.objects.create(
        kind="conclusion", author=people["urednik"], adopted_at=meeting, number=number, title=told["title"],
        body=told.get("body", ""), is_sample=True, to_municipality=town,
        to_organisation=None if town else Organisation.objects.get(slug=told["to"]),
        responsible=people[told["responsible"]] if "responsible" in told else None,
        **{name: timezone.localdate() + timedelta(days=told[name]) for name in ("sent", "deadline") if name in told},
    )  # fmt: skip
    submit(made, people["urednik"])
    if "reply" in told:
        outcome, letter, words = told["reply"]
        day = timezone.localdate() - timedelta(days=12)
        Reply.objects.create(
            conclusion=made, day=day, outcome=outcome, letter=letter, words=words, by=people["urednik"]
        )


def _working_day(day: date) -> date:
    """That day, or the Monday after a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
