"""Trainings of the sample accounts, marked as samples: three to come (one in a hall, one by a link, one of two days), and one
that is over, with people who were there and their certificates.

They exist on a sample site alone.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from content.models import Entry, EntryPlace, Theme
from moderation.actions import publish, submit
from notifications.models import Notification
from register.models import Municipality, Organisation

from . import certificates, feedback, quizzes, registering
from .models import Attendance, Material, Registration, Session, SignUp, Training
from .models.training import SARAJEVO

TOLD: tuple[dict[str, Any], ...] = (
    {
        "title": "Obuka za facilitatore foruma mjesnih zajednica",
        "lead": "Za dva dana naučite kako voditi forum na kojem svako dođe do riječi i koji završi listom prioriteta.",
        "body": "- Zašto forum, koga pozvati i kako objaviti teme unaprijed\n"
        "- Od problema do liste prioriteta: vježba u grupama\n- Zapisnik koji svi razumiju",
        "for_whom": "Koordinatori i koordinatorice, članovi i članice savjeta koji vode forume",
        "languages": "bosanski, znakovni jezik",
        "held_in": "Dom kulture Jelah",
        "place": "tesanj",
        "themes": ("ucesce-gradjana",),
        "seats": {"seats": 20, "per_community": 3},
        "asks": "Koliko ste foruma do sada vodili?",
        "days": (20, 21),
        "hours": (time(10), time(16)),
        "address": "Titova bb, Jelah",
        "is_accessible": True,
        "parking": "uz zgradu",
        "material": (
            "Pripremite se za forum",
            "Za prvi dan ponesite dvije stvari iz svoje mjesne zajednice.\n\n"
            "- jedan zapisnik sa zbora ili sjednice\n- tri problema o kojima se najviše govori\n\n"
            "Na obuci od njih pravimo listu prioriteta.",
        ),
    },
    {
        "title": "Kako napisati prijedlog projekta za mjesnu zajednicu",
        "lead": "Od ideje do prijave za jedno popodne, s primjerom koji je dobio novac.",
        "body": "- Šta donator traži\n- Budžet i vlastito učešće\n- Najčešće greške",
        "for_whom": "Svako ko u mjesnoj zajednici piše projekte",
        "held_in": "Preko interneta",
        "place": "banja-luka",
        "themes": ("budzet",),
        # Two seats and three people: here one sees the waiting list.
        "seats": {"seats": 2},
        "people": ("koordinator", "sused", "novi"),
        # And a quiz, which those with a seat can answer already.
        "quiz": (
            (
                "Šta u prijedlogu projekta dolazi prvo?",
                ("budžet", "problem koji rješavate", "biografija predsjednika"),
                (2,),
                "Donator prvo pita šta ne valja i kome to smeta. Budžet slijedi iz toga.",
            ),
            (
                "Šta može biti vlastito učešće mjesne zajednice?",
                ("rad volontera", "prostor koji već imate", "obećanje da ćete se truditi", "novac iz budžeta"),
                (1, 2, 4),
                "Sve što se može izmjeriti: sati, prostor, novac.",
            ),
            (
                "Kada se prijava šalje?",
                ("zadnji sat pred rok", "nekoliko dana prije roka"),
                (2,),
                "Portali pred rok zapinju, a za ispravku treba vremena.",
            ),
        ),
        "days": (34,),
        "hours": (time(17), time(19, 30)),
        "link": "https://primjer.ba/obuka",
    },
    {
        "title": "Žene u savjetima: prvi mandat",
        "lead": "Razgovor s onima koje su već bile u savjetu i vježba javnog nastupa.",
        "body": "- Šta savjet smije i mora\n- Kako doći do riječi\n- Ko pomaže kad zapne",
        "for_whom": "Žene u savjetima i one koje to žele biti",
        "held_in": "Društveni centar Laktaši",
        "place": "laktasi",
        "themes": ("zene",),
        "seats": {"seats": 30, "for_women": 20},
        "days": (62,),
        "hours": (time(11), time(15)),
        "is_accessible": True,
        "parking": "javni parking iza zgrade",
    },
    {
        "title": "Kako sazvati zbor građana na koji će ljudi doći",
        "lead": "Od poziva do zaključaka: šta ljude dovede na zbor i zbog čega dođu opet.",
        "body": "- Poziv koji se čita\n- Red glasa i vrijeme\n- Zaključci do istog dana",
        "for_whom": "Predsjednici i predsjednice, sekretari i sekretarke mjesnih zajednica",
        "held_in": "Društveni centar Laktaši",
        "place": "laktasi",
        "themes": ("ucesce-gradjana",),
        "seats": {"seats": 20},
        "days": (-12,),
        "hours": (time(10), time(14)),
        "is_accessible": True,
        # Who was there, with a mark from one to five and what was best; of the accounts some say nothing.
        "came": (
            ("clan", "m", None),
            ("koordinator", "m", None),
            ("Amra Hodžić", "f", (5, "Vježba s pozivom: napisala sam ga odmah.")),
            ("Мира Пушкар", "f", (5, "Примјер из Лакташа.")),
            ("Ljiljana Đurić", "f", (4, "Razgovor na kraju.")),
            ("Huso Čengić", "m", (4, "Kako voditi red glasa.")),
            ("Stjepan Marić", "m", (5, "Spisak za pripremu.")),
            ("Jelena Kovač", "f", (3, "")),
        ),
    },
)


def make() -> int:
    """Make what is missing and leave the rest alone; returns how many are new."""
    people = {one.email.partition("@")[0]: one for one in User.objects.filter(is_sample=True)}
    if not {"urednik", "moderator"} <= people.keys():
        return 0
    standing = set(Training.objects.filter(is_sample=True).values_list("title", flat=True))
    missing = [told for told in TOLD if told["title"] not in standing]
    for told in missing:
        with transaction.atomic():
            _make(told, people["urednik"], people["moderator"])
            _open(told, people)
    return len(missing)


def _open(told: dict[str, Any], people: dict[str, User]) -> None:
    """So that signing up can be tried. Nobody gets a mail about what was made here."""
    training = Training.objects.get(is_sample=True, title=told["title"])
    today = timezone.localdate()
    rules = told["seats"] | {"closes": today + timedelta(days=told["days"][0] - 3)}
    if "for_women" in rules:
        rules["women_until"] = today + timedelta(days=told["days"][0] - 14)
    asks = [{"text": told["asks"], "kind": "text"}] if "asks" in told else []
    registering.set_rules(training, people["urednik"], rules, asks)
    for name in told.get("people", ()):
        person = people[name]
        row = {"name": person.profile.display_name, "municipality": person.profile.municipality}
        registering.sign_up(training, person, row, {})
    names = ("text", "choices", "right", "explanation")
    questions = [dict(zip(names, map(_plain, one), strict=True)) for one in told.get("quiz", ())]
    quizzes.set_questions(training, people["urednik"], 60, questions, 0)
    if "came" in told:
        _hold(training.sign_up, told["came"], people)
    Notification.objects.filter(entry=training).delete()


def _hold(sign_up: SignUp, came: tuple[tuple[str, str, tuple[int, str] | None], ...], people: dict[str, User]) -> None:
    """It has been: who was there, their certificates, what they say of it."""
    session = sign_up.training.sessions.get()
    assert session.starts is not None, "as it is told"  # noqa: S101
    here = sign_up.training.places.get().municipality
    for name, gender, said in came:
        person = people.get(name)
        whose = {"person": person} if person else {}
        one = Registration.objects.create(
            sign_up=sign_up,
            name=person.profile.display_name if person else name,
            gender=gender,
            state=Registration.State.CONFIRMED,
            municipality=person.profile.municipality if person else here,
            queued=session.starts - timedelta(days=10),
            **whose,
        )
        Attendance.objects.create(registration=one, session=session, came=True, ticked=session.starts)
        if said:
            mark, best = said
            feedback.give(one, {"useful": mark, "clear": mark, "organised": 5, "best": best, "better": ""})
    Session.objects.filter(pk=session.pk).update(closed=session.finishes)
    certificates.issue(certificates.order(sign_up, people["urednik"]))


def _make(told: dict[str, Any], editor: User, moderator: User) -> None:
    plain = {name: told.get(name, "") for name in ("title", "lead", "body", "for_whom", "languages", "held_in")}
    training = Training.objects.create(kind="training", author=editor, is_sample=True, language="bs", **plain)
    training.organisers.set(Organisation.objects.filter(kind=Organisation.Kind.ASSOCIATION))
    training.themes.set(Theme.objects.filter(slug__in=told["themes"]))
    EntryPlace.objects.create(entry=training, municipality=Municipality.objects.get(slug=told["place"]))
    venue = "" if "link" in told else told["held_in"]
    facts = {name: told[name] for name in ("address", "is_accessible", "parking", "link") if name in told}
    for position, days in enumerate(told["days"], 1):
        day = timezone.localdate() + timedelta(days=days)
        starts, finishes = (moment(day, hour) for hour in told["hours"])
        Session.objects.create(
            training=training, position=position, day=day, starts=starts, finishes=finishes, venue=venue, **facts
        )
    if "material" in told:
        title, body = told["material"]
        Material.objects.create(training=training, when="before", position=1, title=title, body=body, once=uuid4())
    submit(training, editor)
    training.refresh_from_db()
    if training.status == Entry.Status.PENDING:
        publish(training, moderator)


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def moment(day: date, hour: time) -> datetime:
    """That hour of that day in Sarajevo."""
    return datetime.combine(day, hour, SARAJEVO)
