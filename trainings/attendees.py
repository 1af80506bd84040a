"""The people of a session by surname, as whoever ticks them off and whoever signs the printed sheet look for themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from text.alphabet import SCRIPTS
from text.languages import current
from text.sort import sort_key

from .lists import place_of
from .models import Answer, Attendance, Question, Registration, Session, SignUp
from .models.signups import RegistrationQuerySet

_LETTER = re.compile("[a-z]~*")
_OURS = {sort_key(latin): (latin.capitalize(), cyrillic.upper()) for latin, cyrillic in SCRIPTS}


@dataclass
class Attendee:
    """One line: who, from where, whether they were ticked; what they answered that trainers may read."""

    one: Registration
    attendance: Attendance | None = None
    answers: list[tuple[Question, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """The surname is the last word."""
        *given, self.surname = self.one.name.split() or [""]
        self.given, self.place = " ".join(given), place_of(self.one)
        self.key = (not self.surname, sort_key(self.surname), sort_key(self.given), self.one.pk)

    @property
    def came(self) -> bool:
        return self.attendance is not None and self.attendance.came

    @property
    def is_expected(self) -> bool:
        """Has a seat; who waits for one may come all the same."""
        return self.one.state == Registration.State.CONFIRMED

    @property
    def letter(self) -> str:
        """Under which the line stands, in the script of the page: a single I or V would pass for a numeral and stay Latin."""
        found = _LETTER.match(self.key[1])
        if found is None:
            return "–"
        return _OURS.get(found[0], (found[0].upper(),) * 2)[current().script == "Cyrl"]


def expected(sign_up: SignUp, *, answers: bool) -> list[Attendee]:
    """Who has a seat, by surname, for the printed sheet: with the answers that trainers may read, where `answers` says so."""
    rows = _people(sign_up).filter(state=Registration.State.CONFIRMED)
    lines = {one.pk: Attendee(one) for one in rows}
    told = Answer.objects.filter(registration__in=lines, question__shown=Question.Shown.TRAINERS)
    for answer in told.select_related("question").order_by("question__position") if answers else ():
        lines[answer.registration_id].answers.append((answer.question, answer.said))
    return _sorted(lines.values())


def attendees(sign_up: SignUp, session: Session) -> list[Attendee]:
    """Who may be ticked, by surname: first those with a seat, then those who wait for one. Whoever was there stays."""
    ticked = {one.registration_id: one for one in session.attendances.select_related("by__profile")}
    there = [number for number, one in ticked.items() if one.came]
    rows = _people(sign_up).alive() | _people(sign_up).filter(pk__in=there)
    return _sorted(Attendee(one, ticked.get(one.pk)) for one in rows)


def by_letter(lines: Iterable[Attendee]) -> list[tuple[str, list[Attendee]]]:
    """Under headings of one letter each."""
    return [(letter, list(several)) for letter, several in groupby(lines, lambda one: one.letter)]


def _people(sign_up: SignUp) -> RegistrationQuerySet:
    places = ("municipality__type", "municipality__entity", "community__municipality")
    return Registration.objects.filter(sign_up=sign_up).select_related(*places)


def _sorted(lines: Iterable[Attendee]) -> list[Attendee]:
    return sorted(lines, key=lambda one: (not one.is_expected, *one.key))
