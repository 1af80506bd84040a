"""Training records: who was trained, for a person and for the coordinator of a municipality.

Somebody was trained in a training when they were at one of its sessions at least. Trainings that were cancelled or that do not
stand on the site do not count. A training belongs to the year in which it began.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Case, CharField, Count, Max, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce, Concat, ExtractYear, Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from content.models import Theme
from register.models import Community, Municipality
from text.languages import Language
from text.script import convert

from . import links
from .certificates import names_of
from .models import Attendance, Certificate, Registration, Session, Training, TrainingQuerySet
from .rows import when
from .suppressing import LEAST

# Who has an account, or an address, is one person however often they come; of the others each registration is one.
PERSON = Case(
    When(person__isnull=False, then=Concat(Value("p"), Cast("person", CharField()))),
    When(~Q(email=""), then=Concat(Value("e"), Lower("email"))),
    default=Concat(Value("r"), Cast("pk", CharField())),
    output_field=CharField(),
)
YEAR = ExtractYear("sign_up__training__begins")
# Who came from a local community that was merged since is one of that which it was merged into.
STANDING = Coalesce("community__merged_into__merged_into", "community__merged_into", "community")


def counted() -> TrainingQuerySet[Training]:
    """Trainings of which records tell."""
    return Training.objects.published().filter(cancelled=None)


def trained() -> QuerySet[Any]:
    """Registrations of whoever was there, with the `year` and `who` it was."""
    rows = Registration.objects.came().filter(sign_up__training__in=counted())
    return rows.annotate(year=YEAR, who=PERSON)


# -- of a person -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Attended:
    """One training of a person's record."""

    training: Training
    registration: Registration
    sessions: list[Session]
    there: frozenset[int]
    certificate: Certificate | None

    @property
    def year(self) -> int:
        return self.training.begins.year if self.training.begins else 0

    @property
    def when(self) -> str:
        return when(self.training, self.sessions)

    @property
    def organised_by(self) -> str:
        return ", ".join(self.training.organised_by)

    @property
    def attendance(self) -> str:
        text = ngettext("%(number)s of %(total)s session", "%(number)s of %(total)s sessions", len(self.sessions))
        return text % {"number": len(self.there), "total": len(self.sessions)}

    @cached_property
    def time(self) -> timedelta | None:
        """That of the sessions at which they were; None where the hours of one are not known."""
        spans = [one.local and one.local[1] - one.local[0] for one in self.sessions if one.pk in self.there]
        return None if None in spans else sum((span for span in spans if span), timedelta())

    @property
    def hours(self) -> str:
        return spelled(self.time) if self.time is not None else ""

    @property
    def paper_url(self) -> str:
        return links.paper_url(self.certificate) if self.certificate else ""


@dataclass(frozen=True)
class Record:
    """All that somebody attended, the latest first."""

    person: User
    rows: list[Attended]

    @property
    def years(self) -> list[tuple[str, list[Attended]]]:
        return [(str(year), list(rows)) for year, rows in groupby(self.rows, lambda one: one.year)]

    @property
    def hours(self) -> str:
        """Together, of those that are known; empty where none is."""
        spans = [one.time for one in self.rows if one.time is not None]
        return spelled(sum(spans, timedelta())) if spans else ""

    @property
    def some_hours_are_unknown(self) -> bool:
        return any(one.time is None for one in self.rows)

    def name_in(self, language: Language) -> str:
        """As the person writes it in that script: on certificates, else in the profile."""
        certificate = next((one.certificate for one in self.rows if one.certificate), None)
        if certificate is not None:
            return certificate.name_in(language.script)
        registration = next((one.registration for one in self.rows if one.registration.name), None)
        if registration is not None:
            return names_of(registration)[language.script == "Cyrl"]
        return convert(self.person.profile.display_name, language.script)


def record_of(user: User) -> Record:
    """Four queries."""
    registrations = list(trained().filter(person=user).order_by("-pk"))
    trainings = counted().visible_to(user).with_sessions().in_bulk([one.sign_up_id for one in registrations])
    there: dict[int, set[int]] = {}
    ticks = Attendance.objects.filter(registration__in=registrations, came=True)
    for number, session in ticks.values_list("registration__sign_up", "session"):
        there.setdefault(number, set()).add(session)
    certificates = Certificate.objects.valid().filter(registration__in=registrations)
    valid = {one.registration_id: one for one in certificates.select_related("registration")}
    issued = {one.sign_up_id: valid[one.pk] for one in registrations if one.pk in valid}
    rows = [
        Attended(
            training=trainings[number],
            registration=registration,
            sessions=trainings[number].sessions_shown,
            there=frozenset(there[number]),
            certificate=issued.get(number),
        )
        for number, registration in {one.sign_up_id: one for one in registrations}.items()
        if number in trainings
    ]
    return Record(
        user, sorted(rows, key=lambda one: (one.training.begins or timezone.localdate(), one.training.pk))[::-1]
    )


def spelled(span: timedelta) -> str:
    """In words: "6 hours 30 minutes"."""
    hours, minutes = divmod(int(span.total_seconds()) // 60, 60)
    told = [ngettext("%(number)s hour", "%(number)s hours", hours) % {"number": hours}] if hours or not minutes else []
    if minutes:
        told.append(ngettext("%(number)s minute", "%(number)s minutes", minutes) % {"number": minutes})
    return " ".join(told)


# -- of a municipality -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """A local community: whether somebody was trained, when last, in what. `people` is None where it is not told."""

    community: Community
    is_trained: bool = False
    people: int | None = None
    latest: int | None = None
    themes: tuple[Theme, ...] = ()

    @property
    def said(self) -> str:
        """A number from five on."""
        if not self.is_trained:
            return _("nobody")
        if self.people is None:
            return _("somebody")
        return ngettext("%(number)s person", "%(number)s people", self.people) % {"number": self.people}


@dataclass(frozen=True)
class OfMunicipality:
    """Every local community that exists today, by the alphabet; and what one may choose from."""

    lines: list[Line]
    trainings: list[Training]
    themes: list[Theme]
    has_others: bool
    """Whether people were trained who named the municipality alone."""

    @property
    def years(self) -> list[int]:
        return sorted({one.begins.year for one in self.trainings if one.begins}, reverse=True)

    @property
    def covered(self) -> int:
        return sum(one.is_trained for one in self.lines)

    @property
    def without(self) -> list[Community]:
        return [one.community for one in self.lines if not one.is_trained]


def of_municipality(municipality: Municipality) -> QuerySet[Any]:
    """Who was trained of those who are from there."""
    return trained().filter(municipality=municipality)


def trainings_of(people: QuerySet[Any]) -> list[Training]:
    """Those at which they were, the latest first, with their themes."""
    rows = counted().filter(pk__in=people.values("sign_up")).order_by("-begins", "-pk")
    return list(rows.only("title", "begins").annotate(theme_ids=_themes("themes")))


def choices(trainings: list[Training]) -> dict[str, set[str]]:
    """What each filter may be."""
    themes = {pk for one in trainings for pk in one.theme_ids}  # type: ignore[attr-defined]
    return {
        "tema": set(Theme.objects.filter(pk__in=themes).values_list("slug", flat=True)),
        "godina": {str(one.begins.year) for one in trainings if one.begins},
        "obuka": {str(one.pk) for one in trainings},
    }


def _themes(path: str) -> ArrayAgg:
    return ArrayAgg(path, distinct=True, filter=Q(**{f"{path}__isnull": False}), default=Value([]))


def municipal_record(municipality: Municipality, chosen: dict[str, str], trainings: list[Training]) -> OfMunicipality:
    """Four queries, however many people there are.

    Numbers stand only where nothing was chosen: of two choices one could subtract.
    """
    people = of_municipality(municipality)
    has_others = people.filter(community=None).exists()
    groups = people.filter(_chosen(chosen)).exclude(community=None).annotate(place=STANDING).values("place")
    found = groups.annotate(people=Count("who", distinct=True), latest=Max("year"))
    by_place = {one["place"]: one for one in found.annotate(themes=_themes("sign_up__training__themes")).order_by()}
    themes = list(Theme.objects.order_by("position", "pk"))
    communities = Community.objects.open().filter(municipality=municipality).select_related("municipality").in_order()
    occurring = {pk for one in trainings for pk in one.theme_ids}  # type: ignore[attr-defined]
    lines = [_line(one, by_place.get(one.pk), themes, tells=not chosen) for one in communities]
    return OfMunicipality(lines, trainings, [one for one in themes if one.pk in occurring], has_others)


def _line(community: Community, found: dict[str, Any] | None, themes: Iterable[Theme], *, tells: bool) -> Line:
    if found is None:
        return Line(community)
    number = found["people"] if tells and found["people"] >= LEAST else None
    learnt = tuple(one for one in themes if one.pk in found["themes"])
    return Line(community, is_trained=True, people=number, latest=found["latest"], themes=learnt)


def _chosen(chosen: dict[str, str]) -> Q:
    """By theme, year and training."""
    condition = Q()
    if "tema" in chosen:
        condition &= Q(sign_up__in=Training.objects.filter(themes__slug=chosen["tema"]).values("pk"))
    if "godina" in chosen:
        condition &= Q(year=int(chosen["godina"]))
    if "obuka" in chosen:
        condition &= Q(sign_up=int(chosen["obuka"]))
    return condition
