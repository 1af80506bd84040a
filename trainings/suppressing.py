"""Which numbers of a report are not shown, so that no group of fewer than five people can be counted.

A report breaks people down by something (gender, place), for every year and for all years together. Whoever reads all of it
can subtract: groups from their total, years from all years. So where a small number is left out, others have to be too.

How it is found. Every number stands in two sums: in that of its kind (the municipalities of a canton in one year) and in that
of its time (a municipality over all years). Take the sums as places and the numbers as roads between them: then a number that
is left out can be worked out exactly where no round trip over left out numbers leads through it; where one does, one more
here and one less there gives the same sums. For every small number `hidden` looks for the round trip on which it can change
by one while no other becomes less than one, and leaves out what is still shown on the cheapest: the fewest people.

What is protected: within one breakdown, over all years and all years together, with totals and subtotals, on the page and in
the table for Excel, no number from 1 to 4 follows from what is shown, also not for somebody who knows that whatever is left
out is at least one. Years overlap: somebody comes in two, or moves in between. So all years together may be fewer than their sum,
and even nobody where a year has somebody; they are protected as if they added up, which is more than is needed.

What is not: how many two left out groups have together; what a report of last month says beside one of today, as a training
came in between; reports of two associations that held the same training; two breakdowns laid beside each other by somebody
who knows the people. Nought is shown as nought, as a rule.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import TypeAlias

LEAST = 5
"""Of so many people a number may be shown."""
ALL = 0
"""Stands for all years together."""
TOTAL = "total"
"""Of a breakdown whose groups share out everybody."""

Group: TypeAlias = Hashable
Entry: TypeAlias = tuple[int, Group]  # the year, or ALL, and the group
Node: TypeAlias = Hashable
GROUND: Node = "ground"


def hidden(
    counts: Mapping[Entry, int], parents: Mapping[Group, Group | None], fixed: Mapping[int, bool] | None = None
) -> frozenset[Entry]:
    """The entries that are not to be shown.

    `parents` names for every group what it is a part of; None where it is a part of nothing that is shown, as a theme, since
    one training has several. `fixed` says for every year whether the total is left out; that is decided beforehand, as all
    breakdowns show the same totals.
    """
    opaque: set[int] = set()
    while True:
        try:
            return _Breakdown(counts, parents, fixed or {}, frozenset(opaque)).solved()
        except Stuck as error:
            # Not even with all numbers of that year left out: then not even which groups are empty is told.
            years = {year for year, _group in counts}
            if opaque == years:
                return frozenset(counts)
            opaque |= years if error.year in opaque else {error.year}


def hidden_totals(totals: Mapping[int, int]) -> dict[int, bool]:
    """The same for the people of each year and of all years."""
    found = hidden({(year, TOTAL): number for year, number in totals.items()}, {TOTAL: None})
    return {year: (year, TOTAL) in found for year in totals}


def hidden_of_one(counts: Mapping[Group, int]) -> frozenset[Group]:
    """The same for one breakdown of one moment: groups that share out everybody, of which a reader knows the total.

    Small groups are left out, and of the others the smallest, until what is left out has another way to share out its
    people than the true one. Where there is none, nothing is shown, not even which groups are empty.
    """
    out = {group for group, number in counts.items() if 0 < number < LEAST}
    if not out:
        return frozenset()
    others = sorted((number, repr(group), group) for group, number in counts.items() if number >= LEAST)
    while len(out) < 2 or sum(counts[one] for one in out) == len(out):
        if not others:
            return frozenset(counts)
        out.add(others.pop(0)[2])
    return frozenset(out)


class Stuck(Exception):  # noqa: N818 - not a fault: the year is left out as a whole
    """A small number that can be worked out whatever else is left out."""

    def __init__(self, year: int) -> None:
        super().__init__(year)
        self.year = year


@dataclass
class _Breakdown:
    counts: Mapping[Entry, int]
    parents: Mapping[Group, Group | None]
    fixed: Mapping[int, bool]
    opaque: frozenset[int]
    """Years of which nothing is shown, not even where nobody was."""
    out: set[Entry] = field(default_factory=set)
    ends: dict[Entry, tuple[Node, Node]] = field(default_factory=dict)
    roads: dict[Node, list[tuple[Entry, Node, bool]]] = field(default_factory=dict)
    summed: Counter[Group] = field(default_factory=Counter)
    """People of a group, added up over years: whoever moved away is in it, though not in all years together."""

    def __post_init__(self) -> None:
        sums = set(self.parents.values())
        for (year, group), number in self.counts.items():
            self.summed[group] += number if year != ALL else 0
        for entry, number in self.counts.items():
            year, group = entry
            is_total = group == TOTAL and bool(self.fixed)
            if self.fixed[year] if is_total else (0 < number < LEAST or year in self.opaque):
                self.out.add(entry)
            if entry not in self.out and (is_total or not (self.summed[group] if year == ALL else number)):
                continue  # is shown in any case
            above = self.parents[group]
            tail: Node = (year, group) if group in sums else group
            head: Node = GROUND if above is None else (year, above)
            if year == ALL:
                tail, head = head, tail
            self.ends[entry] = (tail, head)
            self.roads.setdefault(tail, []).append((entry, head, True))
            self.roads.setdefault(head, []).append((entry, tail, False))

    def solved(self) -> frozenset[Entry]:
        """Leaves out what is needed for one small number after the other; none makes another worse."""
        small = [one for one in self.out if 0 < self.counts[one] < LEAST]
        for entry in sorted(small, key=lambda one: (self.counts[one], repr(one))):
            trips = [trip for trip in self._trips(entry) if trip is not None]
            if not trips:
                raise Stuck(entry[0])
            self.out.update(min(trips, key=lambda trip: trip[0])[1])
        return frozenset(self.out)

    def _trips(self, entry: Entry) -> Iterator[tuple[int, list[Entry]] | None]:
        """Round trips on which it grows by one, and on which it shrinks."""
        tail, head = self.ends[entry]
        yield self._way(head, tail, entry)
        if self._may_shrink(entry):
            yield self._way(tail, head, entry)

    def _may_shrink(self, entry: Entry) -> bool:
        return self.counts[entry] > (0 if entry[0] in self.opaque else 1)

    def _way(self, start: Node, goal: Node, but: Entry) -> tuple[int, list[Entry]] | None:
        """The cheapest from one sum to another: what is left out already costs nothing."""
        queue: list[tuple[int, int, Node]] = [(0, 0, start)]
        came: dict[Node, tuple[int, Node, Entry | None]] = {start: (0, start, None)}
        done: set[Node] = set()
        turn = 0
        while queue:
            cost, _turn, here = heappop(queue)
            if here == goal:
                return cost, list(self._back(came, goal))
            if here in done:
                continue
            done.add(here)
            for entry, there, grows in self.roads.get(here, ()):
                if entry == but or there in done or not (grows or self._may_shrink(entry)):
                    continue
                price = cost + (0 if entry in self.out else 2 * self.counts[entry] + (entry[0] == ALL))
                if there not in came or price < came[there][0]:
                    turn += 1
                    came[there] = (price, here, entry)
                    heappush(queue, (price, turn, there))
        return None

    @staticmethod
    def _back(came: Mapping[Node, tuple[int, Node, Entry | None]], node: Node) -> Iterator[Entry]:
        while (entry := came[node][2]) is not None:
            yield entry
            node = came[node][1]
