"""The people of a session by surname, as whoever ticks them off and whoever signs the printed sheet look for themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from django.db.models import Q

from text.alphabet import SCRIPTS
from text.languages import current
from text.sort import sort_key

from .lists import place_of
from .models import ALIVE, Answer, Attendance, Question, Registration, Session, SignUp
from .models.signups import RegistrationQuerySet

PLACES = ("municipality__type", "municipality__entity", "community__municipality")
_LETTER = re.compile("[a-z]~*")
_OURS = {sort_key(latin): (latin.capitalize(), cyrillic.upper()) for latin, cyrillic in SCRIPTS}


@dataclass
class Attendee:
    """One line: who, from where, whether they were ticked; what they answered that trainers may read."""

    one: Registration
    attendance: Attendance | None = None
    answers: list[tuple[Question, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """The surname is the last word; what stands in brackets behind it is none."""
        words, bracket, more = self.one.name.partition(" (")
        *given, self.surname = words.split() or [""]
        self.given, self.place = " ".join(given) + bracket + more, place_of(self.one)
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
    rows = sign_up.registrations.filter(state=Registration.State.CONFIRMED).select_related(*PLACES)
    lines = {one.pk: Attendee(one) for one in rows}
    told = Answer.objects.filter(registration__in=lines, question__shown=Question.Shown.TRAINERS)
    for answer in told.select_related("question").order_by("question__position") if answers else ():
        lines[answer.registration_id].answers.append((answer.question, answer.said))
    return _sorted(lines.values())


def attendees(sign_up: SignUp, session: Session) -> list[Attendee]:
    """Who may be ticked, by surname: first those with a seat, then those who wait for one. Whoever was there stays."""
    ticked = {one.registration_id: one for one in session.attendances.select_related("by__profile")}
    rows = people_of(sign_up.pk, [number for number, one in ticked.items() if one.came])
    return _sorted(Attendee(one, ticked.get(one.pk)) for one in rows.select_related(*PLACES))


def people_of(number: int, came: Iterable[int]) -> RegistrationQuerySet:
    """Of a training, by its number: who is on the list, and whoever came, also if they left it since."""
    return Registration.objects.filter(Q(state__in=ALIVE) | Q(pk__in=came), sign_up=number)


def by_letter(lines: Iterable[Attendee]) -> list[tuple[str, list[Attendee]]]:
    """Under headings of one letter each."""
    return [(letter, list(several)) for letter, several in groupby(lines, lambda one: one.letter)]


def _sorted(lines: Iterable[Attendee]) -> list[Attendee]:
    return sorted(lines, key=lambda one: (not one.is_expected, *one.key))
