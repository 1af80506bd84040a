"""What an association reports: how many people it trained, by year, place, gender and theme.

People are counted, not registrations: each once a year and once over all years, of the place and gender that they named last.
Themes overlap, as a training may have several. What is not shown, and why: `trainings.suppressing`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.db.models import Count, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from content.models import Theme
from register.models import Organisation
from ui.charts import Chart, chart

from .look import Look
from .models import Registration
from .records import YEAR, counted, trained
from .suppressing import ALL, TOTAL, Entry, Group, hidden, hidden_totals

PERCENT = 100
NOT_SHOWN = gettext_lazy(
    "Groups of fewer than 5 people are not shown, nor what one would need to work them out. This protects people who could be"
    " recognised."
)
NOT_SAID = "not said"
Parents: TypeAlias = dict[Group, Group | None]


@dataclass(frozen=True)
class Line:
    """A group of a table. `people` is None where the number is not shown."""

    label: str
    people: int | None
    is_part: bool = False
    """Of the group above, as a municipality of its canton."""

    @property
    def said(self) -> str:
        return _("not shown") if self.people is None else str(self.people)


@dataclass(frozen=True)
class Table:
    """One breakdown: its finding as a sentence, and all groups."""

    key: str
    title: str
    head: str
    lines: list[Line]
    finding: str
    is_told: bool = True
    """False where not even the groups are named, as there are too few people."""

    @property
    def chart(self) -> Chart:
        """Parts stand in the table alone."""
        says = _("%(title)s, as bars; the table says the same.") % {"title": self.title}
        return chart(
            self.key, says, [(one.label, one.said, (one.people or 0,)) for one in self.lines if not one.is_part]
        )

    @property
    def leaves_out(self) -> bool:
        return any(one.people is None for one in self.lines)


@dataclass(frozen=True)
class Report:
    """Of one year, or of all."""

    organisation: Organisation
    year: int
    years: list[int]
    people: int | None
    trainings: int
    tables: list[Table]

    @property
    def leaves_out(self) -> bool:
        return self.people is None or any(one.leaves_out or not one.is_told for one in self.tables)


def report_of(organisation: Organisation, year: int, look: Look) -> Report | None:
    """Six queries, however many people there are; None for a year in which nobody was trained."""
    trainings = counted().filter(organisers=organisation)
    people = trained().filter(sign_up__training__in=trainings)
    cells = [(one.pop("people"), one) for one in _people_by_year(people)] + [
        (one.pop("people"), {"year": ALL} | one) for one in _people(people)
    ]
    totals = _added(((one["year"], TOTAL), number) for number, one in cells)
    years = sorted({one for one, _group in totals} - {ALL}, reverse=True)
    if year not in {ALL, *years}:
        return None
    fixed = hidden_totals({one: totals[one, TOTAL] for one in (ALL, *years)})
    shown = None if fixed.get(year, False) else totals[year, TOTAL]
    made = _Breakdowns(year, [ALL, *years], totals, fixed)
    tables = [
        made.shared_out("gender", _("By gender"), _("Gender"), *_genders(cells)),
        made.shared_out("place", _("By place"), _("Place"), *_places(cells, look)),
        made.overlapping("theme", _("By theme"), _("Theme"), *_themes(people)),
    ]
    if year == ALL:
        tables.insert(0, made.by_year())
    held = trainings.filter(pk__in=people.filter(**{"year": year} if year else {}).values("sign_up")).count()
    return Report(organisation, year, years, shown, held, tables)


# -- counting: the database does, rows here are groups -----------------------------------------------------------------


def _people_by_year(people: QuerySet[Any]) -> Any:
    last = _last_of_each(people, "year", "who")
    rows = Registration.objects.filter(pk__in=last).annotate(year=YEAR).values("year", "gender", "municipality")
    return rows.annotate(people=Count("pk")).order_by()


def _people(people: QuerySet[Any]) -> Any:
    last = _last_of_each(people, "who")
    rows = Registration.objects.filter(pk__in=last).values("gender", "municipality")
    return rows.annotate(people=Count("pk")).order_by()


def _last_of_each(people: QuerySet[Any], *parts: str) -> Any:
    """The last registration of each: it says of which place and gender they are."""
    turn = Window(RowNumber(), partition_by=list(parts), order_by=["-sign_up__training__begins", "-pk"])
    return people.annotate(turn=turn).filter(turn=1).values("pk")


def _added(cells: Any) -> Counter[Entry]:
    added: Counter[Entry] = Counter()
    for entry, number in cells:
        added[entry] += number
    return added


Counts: TypeAlias = tuple[Counter[Entry], Parents, dict[Group, str]]


def _genders(cells: list[tuple[int, dict[str, Any]]]) -> Counts:
    """Woman, man, not said: all three, also where nobody is."""
    counts = _added(((one["year"], one["gender"]), number) for number, one in cells)
    labels: dict[Group, str] = {"f": _("women"), "m": _("men"), "": pgettext("gender of several people", "not said")}
    return counts, dict.fromkeys(labels, TOTAL), labels


def _places(cells: list[tuple[int, dict[str, Any]]], look: Look) -> Counts:
    """Cantons of the Federation and the other entities, each with its municipalities."""
    counts: Counter[Entry] = Counter()
    parents: Parents = {}
    labels: dict[Group, str] = {}
    order = {pk: number for number, pk in enumerate(look.municipalities)}
    named = {one["municipality"] for _number, one in cells} - {None}
    for pk in sorted(named, key=lambda one: order.get(one, len(order))):
        municipality = look.municipality(pk)
        region = municipality.canton or municipality.entity
        above = f"{type(region).__name__} {region.pk}"
        parents |= {pk: above, above: TOTAL}
        labels |= {pk: municipality.label, above: region.name}
    if any(one["municipality"] is None for _number, one in cells):
        parents[NOT_SAID] = TOTAL
        labels[NOT_SAID] = _("place not said")
    for number, one in cells:
        group = one["municipality"] or NOT_SAID
        while group != TOTAL:
            counts[one["year"], group] += number
            group = parents[group]
    return counts, parents, labels


def _themes(people: QuerySet[Any]) -> Counts:
    """Those of the trainings at which people were; they overlap, so each stands for itself."""
    theme, number = "sign_up__training__themes", Count("who", distinct=True)
    by_year = people.values("year", theme).annotate(people=number).order_by()
    over_all = people.values(theme).annotate(people=number).order_by()
    counts = _added(((one["year"], one[theme] or NOT_SAID), one["people"]) for one in by_year)
    counts.update({(ALL, one[theme] or NOT_SAID): one["people"] for one in over_all})
    occurring = {group for _year, group in counts}
    labels: dict[Group, str] = {
        one.pk: one.name for one in Theme.objects.order_by("position", "pk") if one.pk in occurring
    }
    if NOT_SAID in occurring:
        labels[NOT_SAID] = _("without a theme")
    return counts, dict.fromkeys(labels), labels


# -- what is shown -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Breakdowns:
    year: int
    years: list[int]
    totals: Counter[Entry]
    fixed: Mapping[int, bool]

    def by_year(self) -> Table:
        """The years themselves, the latest first."""
        told = [(str(one), None if self.fixed[one] else self.totals[one, TOTAL]) for one in self.years if one != ALL]
        lines = [Line(label, people) for label, people in told]
        most = max((people for _label, people in told if people), default=0)
        best = [label for label, people in told if people == most]
        finding = (
            _("The most people were trained in %(year)s: %(number)s.") % {"year": best[0], "number": most}
            if len(told) > 1 and len(best) == 1 and all(people is not None for _label, people in told)
            else ""
        )
        return Table("year", _("By year"), _("Year"), lines, finding)

    def shared_out(
        self, key: str, title: str, head: str, counts: Counter[Entry], parents: Parents, labels: dict[Group, str]
    ) -> Table:
        """Groups that share out everybody, in themselves perhaps too."""
        whole = {(year, group): counts[year, group] for year in self.years for group in parents}
        whole |= {(year, TOTAL): self.totals[year, TOTAL] for year in self.years}
        out = hidden(whole, parents | {TOTAL: None}, self.fixed)
        return self._table(key, title, head, whole, out, parents, labels)

    def overlapping(
        self, key: str, title: str, head: str, counts: Counter[Entry], parents: Parents, labels: dict[Group, str]
    ) -> Table:
        """Groups of which one person may be in several."""
        whole = {(year, group): counts[year, group] for year in self.years for group in parents}
        return self._table(key, title, head, whole, hidden(whole, parents), parents, labels)

    def _table(
        self,
        key: str,
        title: str,
        head: str,
        whole: Mapping[Entry, int],
        out: frozenset[Entry],
        parents: Parents,
        labels: dict[Group, str],
    ) -> Table:
        """Groups in their order, the parts of one below it. Where nobody was, a place or theme is not named."""
        sums = set(parents.values()) - {TOTAL, None}
        is_told = not parents or any((self.year, one) not in out for one in parents)
        tops = [one for one in labels if parents[one] in {TOTAL, None}]
        if key != "gender":
            tops.sort(key=lambda one: -whole[self.year, one] if (self.year, one) not in out else 0)
        told: list[tuple[str, int | None, bool]] = []
        for top in tops:
            parts = [one for one in labels if parents[one] == top] if top in sums else []
            for group in (top, *parts):
                number = None if (self.year, group) in out else whole[self.year, group]
                if key == "gender" or number != 0:
                    told.append((labels[group], number, group != top))
        lines = [Line(*one) for one in told] if is_told else []
        return Table(key, title, head, lines, _finding(key, lines), is_told)


def _finding(key: str, lines: list[Line]) -> str:
    """What one sees at a glance, from shown numbers alone."""
    tops = [one for one in lines if not one.is_part]
    if key == "gender":
        if len(tops) != 3 or any(one.people is None for one in tops):
            return ""
        women, men = (one.people or 0 for one in tops[:2])
        if not women + men:
            return ""
        share = round(PERCENT * women / (women + men))
        return _("%(share)s %% of those who said their gender are women.") % {"share": share}
    shown = [one for one in tops if one.people]
    if len(tops) < 2 or not shown or any(one.people is None for one in tops):
        return _places_named(lines) if key == "place" else ""
    first = shown[0]
    if key == "place":
        return (
            _places_named(lines)
            + " "
            + _("The most: %(place)s (%(number)s).") % {"place": first.label, "number": first.people}
        )
    return _("The most people came for: %(theme)s (%(number)s).") % {"theme": first.label, "number": first.people}


def _places_named(lines: list[Line]) -> str:
    number = sum(one.is_part for one in lines)
    text = ngettext("People came from %(number)s municipality.", "People came from %(number)s municipalities.", number)
    return text % {"number": number} if number else ""
