"""What the page says: each table with its finding as a sentence, its picture, all its rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.dates import MONTHS as NAMES
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from communities import country
from content.models import Entry
from networks.models import Conclusion
from text.sort import sort_key
from ui.charts import Chart, chart

from .counting import WRITTEN, Genders, Look

PROJECT_URL = "https://alvrs.com/lat/news/104.jacanje-uloge-mjesnih-zajednica-u-bih.html"
PHASES = ((24, 136), (41, 199))
"""Of the project: municipalities and local communities, as its text at `PROJECT_URL` states them."""
CHARTED = 10
"""Bars of a picture that has many rows."""
Cell = int | None


@dataclass(frozen=True)
class Row:
    """A number for each column; None where it is not shown."""

    label: str
    cells: Sequence[Cell]
    url: str = ""

    @property
    def told(self) -> list[tuple[Cell, str]]:
        """Each number as it is written."""
        return [(one, _("not shown") if one is None else figure(one)) for one in self.cells]


@dataclass(frozen=True)
class Table:
    """`charted` are the columns whose numbers stand in the picture, one after another in a bar."""

    key: str
    title: str
    finding: str
    head: str
    columns: Sequence[str]
    rows: Sequence[Row]
    charted: Sequence[int] = (0,)
    bars: Sequence[Row] | None = None
    """The rows of the picture, where these are not all."""
    note: str = ""
    source: str = ""

    @property
    def chart(self) -> Chart:
        """With the total at the end of each bar; where a part is not shown, there is no bar."""
        rows = []
        for row in self.rows if self.bars is None else self.bars:
            numbers = [row.cells[at] for at in self.charted]
            told = [one for one in numbers if one is not None]
            hidden = len(told) < len(numbers)
            said = _("not shown") if hidden else figure(sum(told))
            rows.append((row.label, said, () if hidden else tuple(told)))
        names = tuple(self.columns[at] for at in self.charted) if len(self.charted) > 1 else ()
        return chart(self.key, _("%(title)s, as bars; the table says the same.") % {"title": self.title}, rows, names)

    @property
    def lines(self) -> list[tuple[Row, list[tuple[str, Cell, str]]]]:
        """Each row with its cells: the column, the number, how that is written."""
        return [
            (row, [(column, *cell) for column, cell in zip(self.columns, row.told, strict=True)]) for row in self.rows
        ]

    @property
    def leaves_out(self) -> bool:
        return any(one is None for row in self.rows for one in row.cells)


def figure(number: int) -> str:
    """As people write it."""
    return number_format(number, use_l10n=True, force_grouping=True)


def tables_of(look: Look) -> list[Table]:
    """All of them, in the order of the page."""
    return [make(look) for make in MAKERS.values()]


# -- one after the other -----------------------------------------------------------------------------------------------


def _register(_look: Look) -> Table:
    now = country.current()
    regions: Counter[str] = Counter()
    for one in now.base_units:
        regions[(one.canton or one.entity).name] += now.counts[one.pk]
    rows = [
        Row(name, (number,)) for name, number in sorted(regions.items(), key=lambda one: (-one[1], sort_key(one[0])))
    ]
    held = sum(1 for one in now.base_units if now.counts[one.pk])
    holds = ngettext(
        "The register holds %(number)s local community.", "The register holds %(number)s local communities.", now.total
    )
    lists = _("Municipalities of which there is a list: %(number)s.")
    finding = f"{holds % {'number': figure(now.total)}} {lists % {'number': figure(held)}}"
    columns = [_("Local communities")]
    return Table(
        "registar", _("Local communities in the register"), finding, _("Canton, entity or district"), columns, rows
    )


def _months(look: Look) -> Table:
    rows = [
        Row(f"{NAMES[month.month]} {month.year}", [look.written[month, kind] for kind in WRITTEN])
        for month in look.months
    ]
    columns = [_("Practices"), _("Questions"), _("Answers"), _("News")]
    sums = [sum(row.cells[at] or 0 for row in rows) for at in range(len(columns))]
    finding = _(
        "Written here in twelve months: practices %(practices)s, questions %(questions)s, answers %(answers)s, news %(news)s."
    )
    numbers = {name: figure(one) for name, one in zip(("practices", "questions", "answers", "news"), sums, strict=True)}
    note = ngettext(
        "%(number)s entry that was collected from sources is not among them.",
        "%(number)s entries that were collected from sources are not among them.",
        look.collected,
    )
    return Table(
        "mjeseci", _("By month"), finding % numbers, _("Month"), columns, rows, range(len(columns)),
        note=note % {"number": figure(look.collected)} if look.collected else "",
    )  # fmt: skip


def _municipalities(look: Look) -> Table:
    now = country.current()
    kinds = (Entry.Kind.PRACTICE, Entry.Kind.QUESTION, Entry.Kind.NEWS, Entry.Kind.CONCLUSION)
    rows = []
    for one in now.base_units:
        counts: list[Cell] = [now.counts[one.pk], *(look.places[kind][one.pk] for kind in kinds)]
        came = look.came_from.get(one.pk, 0)
        if came is None or came or any(counts):
            rows.append(Row(one.full_name, [*counts, came], one.get_absolute_url()))
    most = sorted((row for row in rows if row.cells[1]), key=lambda row: -(row.cells[1] or 0))
    columns = [
        _("Local communities"), _("Practices"), _("Questions"), _("News"), _("Conclusions sent to it"), _("Came to trainings"),
    ]  # fmt: skip
    finding = ""
    if most:
        told = ngettext(
            "Practices come from %(number)s municipality.", "Practices come from %(number)s municipalities.", len(most)
        )
        best = _("The most: %(place)s (%(number)s).") % {
            "place": most[0].label,
            "number": figure(most[0].cells[1] or 0),
        }
        finding = f"{told % {'number': figure(len(most))}} {best}"
    return Table(
        "opcine", _("By municipality"), finding, _("Municipality"), columns, rows, (1,), most[:CHARTED],
        note=_("The picture shows the municipalities with the most practices, the table all.") if len(most) > CHARTED else "",
    )  # fmt: skip


def _by_gender(look: Look) -> Table:
    told = [
        (_("Came to trainings"), look.at_trainings),
        (_("Were at meetings of networks"), look.at_meetings),
        (_("Members of councils"), look.in_councils),
    ]
    rows = [Row(label, (one.women, one.men, one.not_said)) for label, one in told if one.total or one.total is None]
    shares = [_share(label, one) for label, one in told if one.share is not None]
    councils = ngettext(
        "Of councils: %(number)s whose members and women are known for the same year.",
        "Of councils: %(number)s whose members and women are known for the same year.",
        look.councils,
    )
    return Table(
        "spol", _("By gender"), " ".join(shares), _("Who"), [_("Women"), _("Men"), _("Not said")], rows, (0, 1, 2),
        note=councils % {"number": figure(look.councils)} if look.councils else "",
    )  # fmt: skip


def _share(label: str, genders: Genders) -> str:
    return _("%(label)s: %(share)s %% are women.") % {"label": label, "share": genders.share}


def _conclusions(look: Look) -> Table:
    states = [one for one in Conclusion.State if look.conclusions[one]]
    rows = [Row(str(one.label), (look.conclusions[one],)) for one in states]
    sent = look.conclusions.total() - look.conclusions[Conclusion.State.UNSENT]
    answered = sum(look.conclusions[one] for one in Conclusion.OUTCOMES)
    finding = ngettext(
        "Of %(sent)s that was sent %(answered)s was answered; %(overdue)s is overdue.",
        "Of %(sent)s that were sent %(answered)s were answered; %(overdue)s are overdue.",
        sent,
    ) % {"sent": figure(sent), "answered": figure(answered), "overdue": figure(look.overdue)}
    return Table(
        "zakljucci", _("What became of conclusions"), finding if sent else "", _("State"), [_("Conclusions")], rows
    )


def _project(_look: Look) -> Table:
    labels = (_("First phase"), _("Second phase, until 2024"))
    rows = [Row(label, numbers) for label, numbers in zip(labels, PHASES, strict=True)]
    places, communities = PHASES[-1]
    finding = _(
        "The project states %(communities)s local communities in %(places)s municipalities for its second phase."
    )
    finding %= {"communities": communities, "places": places}
    columns = [_("Municipalities and cities"), _("Local communities")]
    return Table("projekat", _("What the project states"), finding, _("Phase"), columns, rows, (1,), source=PROJECT_URL)


MAKERS: dict[str, Callable[[Look], Table]] = {
    "registar": _register,
    "mjeseci": _months,
    "opcine": _municipalities,
    "spol": _by_gender,
    "zakljucci": _conclusions,
    "projekat": _project,
}
"""By the name of the file."""
