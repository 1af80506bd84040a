"""Who signed up, as the organiser reads it: on the page and as a table for Excel."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from content.files.documents import TYPES

from .models import Answer, Attendance, Registration, Session, SignUp
from .models.questions import YES_NO
from .sheets import workbook

State = Registration.State
YES = dict(YES_NO)["yes"]
XLSX = TYPES["xlsx"]


class People:
    """All registrations of one training, read at once: three queries, however many people there are.

    What people need and answer, and their addresses, are for whoever `is_told`: the organisers.
    """

    def __init__(self, sign_up: SignUp, *, is_told: bool) -> None:
        rows = sign_up.registrations.select_related(
            "municipality__type", "municipality__entity", "community__municipality", "person", "by__profile"
        ).order_by("queued", "pk")
        self.rows, self.is_told = list(rows), is_told
        self.questions = list(sign_up.questions.all()) if is_told else []
        self.answers: dict[int, dict[int, Answer]] = {}
        for answer in Answer.objects.filter(question__in=self.questions if is_told else []).select_related("question"):
            self.answers.setdefault(answer.registration_id, {})[answer.question_id] = answer
        self.sign_up = sign_up

    def was_there(self) -> dict[Session, set[int]]:
        """Of each session for which attendance was taken, who came."""
        there: dict[Session, set[int]] = {}
        rows = Attendance.objects.filter(session__training=self.sign_up.pk).select_related("session")
        for one in rows.order_by("session__position"):
            there.setdefault(one.session, set()).update([one.registration_id] if one.came else [])
        return there

    @property
    def coming(self) -> list[dict[str, Any]]:
        return self._in(State.CONFIRMED)

    @property
    def offered(self) -> list[dict[str, Any]]:
        return self._in(State.OFFERED)

    @property
    def waiting(self) -> list[dict[str, Any]]:
        return self._in(State.WAITING)

    @property
    def gone(self) -> list[dict[str, Any]]:
        return self._in(State.WITHDRAWN, State.LAPSED, State.REMOVED)

    @property
    def needs(self) -> list[str]:
        """How many of those who come need what; only for whom it is told to."""
        if not self.is_told:
            return []
        told = Counter(need for one in self.rows if one.state == State.CONFIRMED for need in needs_of(one))
        return [f"{need}: {number}" for need, number in told.items()]

    def _in(self, *states: str) -> list[dict[str, Any]]:
        return [self._line(one) for one in self.rows if one.state in states]

    def _line(self, one: Registration) -> dict[str, Any]:
        answers = self.answers.get(one.pk, {})
        return {
            "one": one,
            "place": place_of(one),
            "by": one.by.profile.display_name if one.by and one.by_id != one.person_id else "",
            "needs": [*needs_of(one), *filter(None, [one.note])] if self.is_told else [],
            "answers": [(answer.question, answer.said) for answer in answers.values()],
        }


def place_of(one: Registration) -> str:
    """The local community with its municipality, or the municipality."""
    if one.community is not None:
        return f"{_('MZ %(name)s') % {'name': one.community.label}}, {one.municipality}"
    return str(one.municipality or "")


def needs_of(one: Registration) -> list[str]:
    """In words, without the note."""
    fields = Registration._meta
    return [str(fields.get_field(name).verbose_name) for name in Registration.NEEDS[:-1] if getattr(one, name)]  # type: ignore[union-attr]


def table_of(people: People) -> bytes:
    """A workbook with a row for each person, in the script of the page. Whatever people write is text, never a formula."""
    heads = [_("Name"), _("Place"), _("Gender"), _("State"), _("Signed up"), _("E-mail")]
    heads += [_("Needs")] if people.is_told else []
    there = people.was_there()
    heads += [question.text for question in people.questions]
    heads += [_("Came on %(day)s") % {"day": date_format(one.day, "SHORT_DATE_FORMAT")} for one in there]
    rows = (
        [*_values(people, one), *(str(YES) if one.pk in those else "" for those in there.values())]
        for one in people.rows
    )
    return workbook((_("Who comes"), heads, rows))


def _values(people: People, one: Registration) -> list[str]:
    answers = people.answers.get(one.pk, {})
    needs = ["; ".join([*needs_of(one), *filter(None, [one.note])])] if people.is_told else []
    return [
        one.name,
        place_of(one),
        str(one.get_gender_display()) if one.gender else "",
        str(one.get_state_display()),
        f"{timezone.localtime(one.queued):%d. %m. %Y. %H:%M}",
        (one.email or (one.person.email if one.person and one.is_alive else "")) if people.is_told else "",
        *needs,
        *(answers[question.pk].said if question.pk in answers else "" for question in people.questions),
    ]
