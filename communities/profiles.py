"""What is known about a local community and what is missing; the places to compare it with.

Completeness is counted in one way for a page (`Profile`, in Python) and for a list (`with_known`, in SQL); a test holds
the two together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from itertools import groupby
from math import cos, hypot, radians
from operator import add
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, JSONObject
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from accounts.models import Mandate, User
from accounts.policy import can_see_contact
from register.models import Community, Contact, Figure, Indicator, Municipality
from text.partial_dates import partial_date
from ui.prepared import Prepared

from . import country
from .councils import Council, councils_of, told_of
from .readings import Series, figures_of, indicators, series_from
from .writings import Writings, writings_of

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


# -- completeness ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Profile:
    """One community as one reader may see it."""

    community: Community
    series: Sequence[Series]
    contacts: Sequence[Contact]
    reader: User | AnonymousUser
    council: Council
    writings: Writings

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
    def source_date(self) -> str:
        """The date of that source as people write it, as far as it is known."""
        return partial_date(self.community.source_date)

    @cached_property
    def told(self) -> list[Series]:
        """The figures that readers are shown; `series` are those that its coordinator keeps."""
        return told_of(self.series)

    @cached_property
    def groups(self) -> list[tuple[str, list[Series]]]:
        """The known figures by group of indicator; few figures stand together, without the name of a group."""
        known = [series for series in self.told if series.is_known]
        if len(known) <= FEW:
            return [("", known)] if known else []
        order = {group: number for number, group in enumerate(Indicator.Group.values)}
        known.sort(key=lambda series: order[series.indicator.group])
        return [
            (str(Indicator.Group(group).label), list(items))
            for group, items in groupby(known, key=lambda series: series.indicator.group)
        ]

    @cached_property
    def answers(self) -> tuple[bool, ...]:
        """Whether it says each thing that a profile should say: the twin of `with_known`."""
        community = self.community
        kinds = {contact.kind for contact in self.contacts}
        return (
            bool(community.source_url),
            bool(community.kind),
            community.legal_status_id is not None,
            bool(community.settlements),
            Contact.Kind.ADDRESS in kinds,
            not kinds.isdisjoint(REACHED_BY),
            *(series.is_known for series in self.series if series.indicator.expected),
        )

    @property
    def checklist(self) -> list[tuple[str, bool]]:
        """The same with the name of each thing."""
        labels = [str(label) for label, _condition in FIELDS]
        labels += [series.indicator.name for series in self.series if series.indicator.expected]
        return list(zip(labels, self.answers, strict=True))

    @property
    def known(self) -> int:
        """How many of them are known."""
        return sum(self.answers)

    @property
    def total(self) -> int:
        """How many things a profile should say."""
        return len(self.answers)

    @property
    def is_complete(self) -> bool:
        """Nothing is missing."""
        return all(self.answers)


def has_coordinator(municipality: Municipality) -> bool:
    """Somebody answers for its data today; read once for each look at the country."""

    def read() -> set[int | None]:
        active = Mandate.objects.active().filter(role=Mandate.Role.COORDINATOR)
        return set(active.values_list("municipality", flat=True))

    return municipality.pk in country.current().rendered("coordinated", read)


def with_parts(communities: QuerySet[Community]) -> QuerySet[Community]:
    """Each row with figures, contacts, council and writings, for `profile_of`: one query for a page."""
    fields = JSONObject(**{name: name for name in ("id", "kind", "value", "visibility", "source_url")})
    contacts = Contact.objects.filter(community=OuterRef("pk")).order_by("kind", "pk").values(read=fields)
    practices, taken_over = writings_of()
    return communities.annotate(
        figures_read=figures_of("community"),
        contacts_read=ArraySubquery(contacts),
        council_read=councils_of(),
        practices_read=practices,
        taken_over_read=taken_over,
    )


PARTS_READ = ("figures_read", "contacts_read", "council_read", "practices_read", "taken_over_read")
PARTS: Prepared[tuple[Any, ...]] = Prepared(
    lambda pk: with_parts(Community.objects.filter(pk=pk)).values_list(*map(F, PARTS_READ)),
    (-1,),
)


def profile_of(community: Community, reader: User | AnonymousUser) -> Profile:
    """No query where the community comes from `with_parts`, else one, which leaves it as if it did."""
    parts = vars(community)
    if "figures_read" not in parts:
        (read,) = PARTS(community.pk)
        parts.update(zip(PARTS_READ, read, strict=True))
    figures, contacts, council, practices, taken_over = (parts[name] for name in PARTS_READ)
    series = series_from(figures, communal=True)
    return Profile(
        community,
        series,
        [Contact(community=community, **contact) for contact in contacts],
        reader,
        Council.of(council, series),
        Writings.of([*practices, *taken_over]),
    )


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
        same_kind = Community.objects.open().filter(kind=community.kind).exclude(municipality=community.municipality_id)
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
        Figure.objects.filter(
            ~Exists(newer), indicator__code=POPULATION, community__isnull=False, community__closed_on=None
        )
        .exclude(community=community.pk)
        .select_related("indicator", "community__municipality__type", "community__municipality__entity")
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


class Sibling(NamedTuple):
    """A community of the same municipality, as it stands in a list of names."""

    pk: int
    label: str
    item: SafeString  # drawn with its link


def siblings(municipality: Municipality) -> Sequence[Sibling]:
    """All communities of a municipality in order; read once for each look at the country."""

    def read() -> list[Sibling]:
        rows = municipality.communities.open().in_order().only("name", "qualifier", "slug", "municipality")
        base = municipality.get_absolute_url()
        item = '<li><a href="{}{}/">{}</a></li>'
        return [Sibling(one.pk, one.label, format_html(item, base, one.slug, one.label)) for one in rows]

    return country.current().rendered(f"siblings in {municipality.pk}", read)


def around(names: Sequence[Sibling], this: Community, limit: int) -> Sequence[Sibling]:
    """At most `limit` of them with `this` one among them, in the middle where possible."""
    position = next((number for number, one in enumerate(names) if one.pk == this.pk), 0)
    start = max(0, min(position - limit // 2, len(names) - limit))
    return names[start : start + limit]


def list_of(names: Sequence[Sibling], this: Community) -> SafeString:
    """Their items; `this` one without a link, as the place where the reader is."""
    here = format_html('<li><b aria-current="page">{}</b></li>', this.label)
    return format_html_join("\n", "{}", ((here if one.pk == this.pk else one.item,) for one in names))
