"""What is known about a place and what is missing: readings of indicators, completeness, places to compare with.

Completeness is counted in one way for a page (`Profile`, in Python) and for a list (`with_known`, in SQL); a test holds
the two together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import reduce
from itertools import groupby
from math import cos, hypot, radians
from operator import add
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils.formats import number_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Mandate, User
from accounts.policy import can_see_contact
from register.models import Community, Contact, Figure, Indicator, Municipality

from . import country

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

POPULATION = "population"
STATED_TOTAL = "mz_total"
FEW = 6  # figures that stand together without the name of their group
NEAR = 8  # municipalities kept as the nearest ones
REACHED_BY = (Contact.Kind.PHONE, Contact.Kind.EMAIL)

# What a profile should have besides the indicators that are expected: label, and when it is known (in SQL).
FIELDS = (
    (gettext_lazy("Source of the name"), ~Q(source_url="")),
    (gettext_lazy("Kind of settlement"), ~Q(kind="")),
    (gettext_lazy("Legal status"), Q(legal_status__isnull=False)),
    (gettext_lazy("Settlements"), ~Q(settlements="")),
    (gettext_lazy("Address"), Exists(Contact.objects.filter(community=OuterRef("pk"), kind=Contact.Kind.ADDRESS))),
    (gettext_lazy("Phone or e-mail"), Exists(Contact.objects.filter(community=OuterRef("pk"), kind__in=REACHED_BY))),
)


# -- readings: indicators with their figures -------------------------------------------------------------------------


READ = ("value", "year", "source", "source_url", "confirmed_on", "note")


@dataclass(frozen=True)
class Reading:
    """What one figure says; `value` is None where the indicator is expected and nobody knows it."""

    value: Decimal | None
    year: int | None = None
    source: str = ""
    source_url: str = ""
    confirmed_on: date | None = None
    note: str = ""


@dataclass(frozen=True)
class Series:
    """All readings of one indicator, the newest first."""

    indicator: Indicator
    readings: Sequence[Reading]

    @property
    def latest(self) -> Reading:
        """The reading that stands for the indicator."""
        return self.readings[0]

    @property
    def is_known(self) -> bool:
        """There is a figure at all."""
        return self.latest.value is not None

    @property
    def earlier(self) -> Sequence[Reading]:
        """The rest of the time series."""
        return self.readings[1:]

    @property
    def shown(self) -> str:
        """The newest value as people write it; empty where it is not known."""
        return shown(self.indicator, self.latest.value)

    @property
    def rows(self) -> list[tuple[Reading, str]]:
        """Every reading with its value as people write it."""
        return [(reading, shown(self.indicator, reading.value)) for reading in self.readings]


def shown(indicator: Indicator, value: Decimal | None) -> str:
    """A value with our separators and its unit; empty where it is not known."""
    if value is None:
        return ""
    if indicator.unit == Indicator.Unit.YES_NO:
        return _("yes") if value else _("no")
    exponent = value.normalize().as_tuple().exponent
    decimals = min(indicator.decimals, -exponent) if isinstance(exponent, int) and exponent < 0 else 0
    number = number_format(value, decimals, use_l10n=True, force_grouping=True)
    if indicator.unit in (Indicator.Unit.COUNT, Indicator.Unit.PEOPLE):
        return number
    return f"{number} {indicator.get_unit_display()}"


def indicators() -> list[Indicator]:
    """All indicators in order; read once for each look at the country."""
    return country.current().rendered("indicators", lambda: list(Indicator.objects.order_by("position", "code")))


def series_of(place: Municipality | Community) -> list[Series]:
    """Every indicator of `place` that has a figure or is expected to have one, in order: one query."""
    communal = isinstance(place, Community)
    found: dict[int, list[Reading]] = defaultdict(list)
    figures = place.figures.order_by(F("year").desc(nulls_last=True), "pk")
    for indicator_id, *reading in figures.values_list("indicator_id", *READ):
        found[indicator_id].append(Reading(*reading))
    return [
        Series(indicator, found.get(indicator.pk) or [Reading(None)])
        for indicator in indicators()
        if indicator.pk in found
        or (indicator.expected and (indicator.for_communities if communal else indicator.for_municipalities))
    ]


# -- completeness ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Profile:
    """One community as one reader may see it."""

    community: Community
    series: Sequence[Series]
    contacts: Sequence[Contact]
    reader: User | AnonymousUser

    @cached_property
    def visible_contacts(self) -> list[Contact]:
        """The contacts that this reader may see."""
        return [contact for contact in self.contacts if can_see_contact(self.reader, contact)]

    @property
    def has_hidden_contacts(self) -> bool:
        """There is a contact that this reader may not see; which one is not told."""
        return len(self.visible_contacts) < len(self.contacts)

    @property
    def source_host(self) -> str:
        """Where the name comes from, short enough to read: the host of the link."""
        return (urlsplit(self.community.source_url).hostname or "").removeprefix("www.")

    @property
    def groups(self) -> list[tuple[str, list[Series]]]:
        """The known figures by group of indicator; few figures stand together, without the name of a group."""
        known = [series for series in self.series if series.is_known]
        if len(known) <= FEW:
            return [("", known)] if known else []
        order = {group: number for number, group in enumerate(Indicator.Group.values)}
        known.sort(key=lambda series: order[series.indicator.group])
        return [
            (str(Indicator.Group(group).label), list(items))
            for group, items in groupby(known, key=lambda series: series.indicator.group)
        ]

    @cached_property
    def checklist(self) -> list[tuple[str, bool]]:
        """Everything a profile should say, and whether this one does: the twin of `with_known`."""
        community = self.community
        kinds = {contact.kind for contact in self.contacts}
        answers = (
            bool(community.source_url),
            bool(community.kind),
            community.legal_status_id is not None,
            bool(community.settlements),
            Contact.Kind.ADDRESS in kinds,
            not kinds.isdisjoint(REACHED_BY),
        )
        fields = [(str(label), known) for (label, _condition), known in zip(FIELDS, answers, strict=True)]
        return fields + [
            (series.indicator.name, series.is_known) for series in self.series if series.indicator.expected
        ]

    @property
    def known(self) -> int:
        """How many of them are known."""
        return sum(known for _label, known in self.checklist)

    @property
    def total(self) -> int:
        """How many things a profile should say."""
        return len(self.checklist)

    @property
    def missing(self) -> list[str]:
        """The names of what is not known."""
        return [label for label, known in self.checklist if not known]


def has_coordinator(municipality: Municipality) -> bool:
    """Somebody answers for its data today; read once for each look at the country."""
    active = Mandate.objects.active().filter(role=Mandate.Role.COORDINATOR)
    kept = country.current().rendered("coordinated", lambda: set(active.values_list("municipality", flat=True)))
    return municipality.pk in kept


def profile_of(community: Community, reader: User | AnonymousUser) -> Profile:
    """Two queries: readings and contacts."""
    return Profile(community, series_of(community), list(community.contacts.all()), reader)


def expected_total() -> int:
    """How many things the profile of a community should say."""
    return len(FIELDS) + sum(indicator.expected and indicator.for_communities for indicator in indicators())


def with_known(communities: QuerySet[Community]) -> QuerySet[Community]:
    """Each row with `known`: how many of the things a profile should say are known of it."""
    figures = (
        Figure.objects.filter(community=OuterRef("pk"), indicator__expected=True, indicator__for_communities=True)
        .order_by()
        .values("community")
        .annotate(number=Count("indicator", distinct=True))
        .values("number")
    )
    fields = [Case(When(condition, then=1), default=0, output_field=IntegerField()) for _label, condition in FIELDS]
    known: Combinable = Coalesce(Subquery(figures, output_field=IntegerField()), Value(0))
    return communities.annotate(known=reduce(add, fields, known))


# -- places to compare with ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Likeness:
    """Communities to compare with, and the rule that chose them."""

    rule: str  # "kind and size", "size", "kind" or "near"
    sizes: Sequence[Figure] = ()  # for the first two rules: their numbers of residents
    communities: Sequence[Community] = ()
    municipalities: Sequence[tuple[Municipality, int]] = ()


def like(profile: Profile, limit: int = 4) -> Likeness:
    """Same kind and similar size where both are known, else what is known of the two, else the nearest municipalities."""
    community = profile.community
    people = next((series.latest.value for series in profile.series if series.indicator.code == POPULATION), None)
    if people and (sizes := _of_similar_size(community, people, limit)):
        return Likeness("kind and size" if community.kind else "size", sizes=sizes)
    if community.kind:
        same_kind = Community.objects.filter(kind=community.kind).exclude(municipality=community.municipality_id)
        if found := list(same_kind.with_places().in_order()[:limit]):
            return Likeness("kind", communities=found)
    return Likeness("near", municipalities=nearest(community.municipality, limit))


def _of_similar_size(community: Community, people: Decimal, limit: int) -> list[Figure]:
    """The newest numbers of residents closest to `people`, between half and twice as many.

    The closest from below and the closest from above are read apart: each is a walk along an index, however many
    communities there are.
    """
    newer = Figure.objects.filter(
        community=OuterRef("community"), indicator=OuterRef("indicator"), year__gt=OuterRef("year")
    )
    figures = (
        Figure.objects.filter(~Exists(newer), indicator__code=POPULATION, community__isnull=False)
        .exclude(community=community.pk)
        .select_related("indicator", "community__municipality__type")
    )
    if community.kind:
        figures = figures.filter(community__kind=community.kind)
    smaller = figures.filter(value__range=(people / 2, people)).order_by("-value", "pk")[:limit]
    larger = figures.filter(value__gt=people, value__lte=people * 2).order_by("value", "pk")[:limit]
    return sorted(smaller.union(larger, all=True), key=lambda figure: (abs(figure.value - people), figure.pk))[:limit]


def nearest(municipality: Municipality, limit: int) -> list[tuple[Municipality, int]]:
    """The nearest municipalities that have communities in the register, with how many. No query: from the last look."""
    now = country.current()

    def measure() -> list[Municipality]:
        others = [one for one in now.base_units if one.pk != municipality.pk and now.counts[one.pk]]
        measured = [(distance, one) for one in others if (distance := _distance(one, municipality)) is not None]
        return [one for _far, one in sorted(measured, key=lambda pair: pair[0])]

    near = now.rendered(f"near {municipality.pk}", lambda: measure()[:NEAR])
    return [(one, now.counts[one.pk]) for one in near[:limit]]


def _distance(one: Municipality, other: Municipality) -> float | None:
    """In degrees of latitude; the country is small enough for a flat map. None where a place is unknown."""
    if None in (one.latitude, one.longitude, other.latitude, other.longitude):
        return None
    north = float(one.latitude or 0) - float(other.latitude or 0)
    east = float(one.longitude or 0) - float(other.longitude or 0)
    return hypot(north, east * cos(radians(44)))


@dataclass(frozen=True)
class Sibling:
    """A community of the same municipality, as it stands in a list of names."""

    pk: int
    label: str
    url: str


def siblings(municipality: Municipality) -> Sequence[Sibling]:
    """All communities of a municipality in order; read once for each look at the country."""

    def read() -> list[Sibling]:
        rows = municipality.communities.in_order().only("name", "qualifier", "slug", "municipality")
        return [Sibling(one.pk, one.label, one.get_absolute_url()) for one in rows]

    return country.current().rendered(f"siblings in {municipality.pk}", read)


def around(names: Sequence[Sibling], this: Community, limit: int) -> Sequence[Sibling]:
    """At most `limit` of them with `this` one among them, in the middle where possible."""
    position = next((number for number, one in enumerate(names) if one.pk == this.pk), 0)
    start = max(0, min(position - limit // 2, len(names) - limit))
    return names[start : start + limit]
