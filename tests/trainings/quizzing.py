"""Quizzes in tests: one of two questions, people who may answer it at each time, what a browser sends."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from tests.markup import valid
from trainings import quizzes
from trainings.models import Attendance, Quiz, Registration, Session, SignUp, Training
from trainings.models.training import SARAJEVO

ROWS: list[dict[str, Any]] = [
    {"text": "Ko bira savjet?", "choices": ["građani", "načelnik"], "right": [1], "explanation": "Na zboru građana."},
    {"text": "Šta savjet smije?", "choices": ["predlagati", "oporezovati", "sazvati zbor"], "right": [1, 3],
     "explanation": ""},
]  # fmt: skip
RIGHT = [[1], [1, 3]]
HALF = [[1], [1]]
WRONG = [[2], [2]]


def drawn(answer: Any) -> str:
    """A page whose markup is valid."""
    valid(answer)
    return str(answer.content.decode())


def make_quiz(number: int, *, percent: int = 60, rows: list[dict[str, Any]] | None = None) -> Quiz:
    """Of a training or a lesson."""
    made = quizzes.store(number, percent, ROWS if rows is None else rows, 0)
    assert made is not None
    return made


def given(quiz: Quiz, answers: list[list[int]]) -> dict[int, list[int]]:
    """As the form hands it over."""
    return {one.pk: chosen for one, chosen in zip(quiz.questions.all(), answers, strict=True)}


def sent(quiz: Quiz, answers: list[list[int]], **fields: Any) -> dict[str, Any]:
    """As a browser sends it."""
    return (
        {f"q{pk}": [str(one) for one in chosen] for pk, chosen in given(quiz, answers).items()}
        | {"once": str(uuid4())}
        | fields
    )


def coming(sign_up: SignUp, name: str = "Huso Husić", **fields: Any) -> Registration:
    """Somebody with a seat; without a person it is a guest."""
    return Registration.objects.create(sign_up=sign_up, name=name, **{"state": "confirmed"} | fields)


def held(sign_up: SignUp, *, days_ago: int = 1, hours: bool = True) -> None:
    """As if the training had been so many days ago."""
    day = timezone.localdate() - timedelta(days=days_ago)
    starts = datetime.combine(day, time(10), SARAJEVO)
    moments = (
        {"starts": starts, "finishes": starts + timedelta(hours=6)} if hours else {"starts": None, "finishes": None}
    )
    Session.objects.filter(training=sign_up.pk).update(day=day, **moments)
    sign_up.training = Training.objects.get(pk=sign_up.pk)


def under_way(sign_up: SignUp) -> None:
    """It began an hour ago and goes on tomorrow."""
    now = timezone.now()
    first = Session.objects.get(training=sign_up.pk)
    Session.objects.filter(pk=first.pk).update(day=timezone.localdate(now), starts=None, finishes=None)
    Session.objects.create(training=first.training, position=2, day=timezone.localdate(now) + timedelta(days=1))
    sign_up.training = Training.objects.get(pk=sign_up.pk)


def came(one: Registration) -> None:
    """To the first session."""
    session = Session.objects.filter(training=one.sign_up_id).first()
    Attendance.objects.create(registration=one, session=session, came=True)


def fresh(one: Registration) -> Registration:
    """As a request reads it."""
    return Registration.objects.select_related("sign_up__training").get(pk=one.pk)


def row(number: int, text: str, *choices: str, right: tuple[int, ...] = (1,), explanation: str = "") -> dict[str, str]:
    """One question in the form."""
    typed = {f"pitanje-{number}-text": text, f"pitanje-{number}-explanation": explanation}
    typed |= {f"pitanje-{number}-choice{place}": choice for place, choice in enumerate(choices, 1)}
    return typed | {f"pitanje-{number}-right{place}": "on" for place in right}


def form(*rows: dict[str, str], version: int = 0, **fields: Any) -> dict[str, Any]:
    """The whole form."""
    data: dict[str, Any] = {
        "pitanje-TOTAL_FORMS": str(len(rows)),
        "pitanje-INITIAL_FORMS": "0",
        "version": str(version),
    }
    data["pass_percent"] = "60"
    for one in rows:
        data |= one
    return data | fields
