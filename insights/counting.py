"""Counting, for a minute at a time: the database groups, rows here are groups. Only what everyone may read is counted.

People are never told apart in groups of fewer than five (`trainings.suppressing`).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q
from django.db.models.functions import TruncMonth
from django.utils import timezone

from communities.councils import MEMBERS, SMALLEST_GROUP, WOMEN
from content.models import Entry, EntryPlace
from networks.models import Attendee, Conclusion, Meeting
from register.models import Figure
from trainings.models import Registration
from trainings.records import counted
from trainings.suppressing import LEAST, hidden_of_one
from ui.minute import Held, Minute

MONTHS = 12
WRITTEN = (Entry.Kind.PRACTICE, Entry.Kind.QUESTION, Entry.Kind.ANSWER, Entry.Kind.NEWS)
"""What is counted by months."""
PLACED = (Entry.Kind.PRACTICE, Entry.Kind.QUESTION, Entry.Kind.NEWS)
"""What has places of its own."""
GENDERS = ("f", "m", "")


@dataclass(frozen=True)
class Genders:
    """People of one sort. None where the number is not shown; `total` is how many there are in all."""

    women: int | None
    men: int | None
    not_said: int | None
    total: int | None

    @property
    def share(self) -> int | None:
        """Of women, in percent of those whose gender is known."""
        if self.women is None or self.men is None or not self.women + self.men:
            return None
        return round(100 * self.women / (self.women + self.men))


@dataclass(frozen=True)
class Look(Held):
    """As of the last look."""

    months: tuple[date, ...]  # the latest first
    written: Counter[tuple[date, str]]  # by month and kind, what people wrote here
    collected: int  # entries that were collected from sources
    places: dict[str, Counter[int]]  # by kind of entry, then by municipality
    at_trainings: Genders  # attendances
    came_from: dict[int, int | None]  # the same by municipality
    at_meetings: Genders
    councils: int  # of which members and women are known for one year
    in_councils: Genders
    conclusions: Counter[str]  # by state
    overdue: int


def look() -> Look:
    """Eight queries, however much there is."""
    today = timezone.localdate()
    months = tuple(_month(today, back) for back in range(MONTHS))
    everything = Entry.objects.published().visible_to(AnonymousUser()).order_by()
    conclusions = Conclusion.objects.published().visible_to(AnonymousUser()).order_by()
    number, members = _councils()
    at_trainings, came_from = _trained()
    return Look(
        months=months,
        written=_written(everything, months[-1]),
        collected=everything.filter(author=None, erased=None, kind__in=WRITTEN).count(),
        places=_places(everything, conclusions),
        at_trainings=at_trainings,
        came_from=came_from,
        at_meetings=_at_meetings(),
        councils=number,
        in_councils=members,
        conclusions=Counter(dict(conclusions.values_list("state").annotate(number=Count("pk")))),
        overdue=conclusions.overdue(today).count(),
    )


_minute = Minute(look)
current, forget = _minute.current, _minute.forget


def _month(today: date, back: int) -> date:
    """The first day of this month, or of one before."""
    months = today.year * 12 + today.month - 1 - back
    return date(months // 12, months % 12 + 1, 1)


def _written(everything: Any, first: date) -> Counter[tuple[date, str]]:
    since = timezone.make_aware(datetime.combine(first, time()))
    rows = everything.filter(kind__in=WRITTEN, published__gte=since, author__isnull=False)
    told = rows.annotate(month=TruncMonth("published")).values_list("month", "kind").annotate(number=Count("pk"))
    return Counter({(month.date(), kind): number for month, kind, number in told})


def _places(everything: Any, conclusions: Any) -> dict[str, Counter[int]]:
    """An entry with several places counts in each, once."""
    found: dict[str, Counter[int]] = {str(kind): Counter() for kind in (*PLACED, Entry.Kind.CONCLUSION)}
    rows = EntryPlace.objects.filter(entry__in=everything.filter(kind__in=PLACED).values("pk")).order_by()
    for kind, place, number in rows.values_list("entry__kind", "municipality").annotate(
        number=Count("entry", distinct=True)
    ):
        found[kind][place] = number
    addressed = conclusions.filter(to_municipality__isnull=False).values_list("to_municipality")
    found[Entry.Kind.CONCLUSION].update(dict(addressed.annotate(number=Count("pk"))))
    return found


# -- people ------------------------------------------------------------------------------------------------------------


def shown(counts: Counter[Any]) -> dict[Any, int | None]:
    """Groups that share out all of a total that is shown: None where one would tell of fewer than five people."""
    out = hidden_of_one(counts)
    return {group: None if group in out else number for group, number in counts.items()}


def _genders(counts: Counter[str]) -> Genders:
    told = shown(Counter({one: counts[one] for one in GENDERS}))
    total = counts.total()
    return Genders(told["f"], told["m"], told[""], None if 0 < total < LEAST else total)


def _trained() -> tuple[Genders, dict[int, int | None]]:
    """Attendances: who was at two trainings counts twice. Both breakdowns have the same total, which is shown."""
    rows = Registration.objects.came().filter(sign_up__training__in=counted().visible_to(AnonymousUser()))
    genders: Counter[str] = Counter()
    places: Counter[int | None] = Counter()
    told = rows.order_by().values_list("gender", "municipality").annotate(number=Count("pk"))
    for gender, place, number in told:
        genders[gender] += number
        places[place] += number
    return _genders(genders), {place: number for place, number in shown(places).items() if place is not None}


def _at_meetings() -> Genders:
    """Of meetings whose own pages say it: else one could subtract what these say, and would know what another does not."""
    few = Q(women__range=(1, LEAST - 1)) | Q(men__range=(1, LEAST - 1)) | Q(others__gt=0)
    meetings = Meeting.objects.published().visible_to(AnonymousUser()).exclude(attended=None)
    rows = Attendee.objects.filter(meeting__in=meetings.values("pk")).order_by().values("meeting")
    by_meeting = rows.annotate(
        women=Count("pk", filter=Q(gender="f")),
        men=Count("pk", filter=Q(gender="m")),
        others=Count("pk", filter=Q(gender="")),
    ).exclude(few)
    told: Counter[str] = Counter()
    for one in by_meeting:
        told.update({"f": one["women"], "m": one["men"]})
    return _genders(told)


def _councils() -> tuple[int, Genders]:
    """Councils of five and more of which the latest year says both; the same rule as on the page of the community."""
    found: dict[int, dict[str, Figure]] = {}
    for one in Figure.objects.filter(indicator__code__in=[MEMBERS, WOMEN], community__isnull=False).latest():
        assert one.community_id is not None, "chosen by it"  # noqa: S101
        found.setdefault(one.community_id, {})[one.indicator.code] = one
    told: Counter[str] = Counter()
    number = 0
    for figures in found.values():
        members, women = figures.get(MEMBERS), figures.get(WOMEN)
        if members is None or women is None or members.year != women.year:
            continue
        if SMALLEST_GROUP <= members.value >= women.value:
            number += 1
            told.update({"f": int(women.value), "m": int(members.value - women.value)})
    return number, _genders(told)
