"""No number under five can be worked out: of people at random, by whoever subtracts, and by whoever tries all that fits."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import product
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainings.suppressing import ALL, LEAST, TOTAL, hidden, hidden_totals

YEARS = (2024, 2025, 2026)
REGIONS = {"a": "A", "b": "A", "c": "B", "d": "B", "e": "C", "A": TOTAL, "B": TOTAL, "C": TOTAL, TOTAL: None}
FLAT = {"f": TOTAL, "m": TOTAL, "": TOTAL, TOTAL: None}


def leaves(parents):
    return [group for group in parents if group not in set(parents.values())]


def up(parents, group):
    """The group and all that it is a part of."""
    while group is not None:
        yield group
        group = parents[group]


def filled(parents, people):
    """Every entry, of people who come in some years, each from one group."""
    counts = Counter()
    for group, years in people:
        for year in {*years, ALL}:
            counts.update((year, one) for one in up(parents, group))
    return {(year, group): counts[year, group] for year in (ALL, *YEARS) for group in parents}


def moved(parents, people):
    """The same of people who come from another group in another year, and of the last one over all years."""
    counts = Counter()
    for stays in people:
        for year, group in {**dict(stays), ALL: dict(stays)[max(dict(stays))]}.items():
            counts.update((year, one) for one in up(parents, group))
    return {(year, group): counts[year, group] for year in (ALL, *YEARS) for group in parents}


def out_of(counts, parents):
    """As a report does it: totals first."""
    fixed = hidden_totals({year: counts[year, TOTAL] for year in (ALL, *YEARS)}) if TOTAL in parents else None
    return hidden(counts, parents, fixed)


def sums(parents):
    """All that adds up, as lists of (entry, sign)."""
    for year in (ALL, *YEARS):
        for above in set(parents.values()) - {None}:
            parts = [group for group in parents if parents[group] == above]
            yield [((year, one), 1) for one in parts] + [((year, above), -1)]
    for group in parents:
        yield [((year, group), 1) for year in YEARS] + [((ALL, group), -1)]


def worked_out(counts, out, parents):
    """What follows from the sums by subtraction, however many are combined: Gauss over what is left out."""
    unknown = sorted(out, key=repr)
    rows = [[Fraction(sum(sign for one, sign in line if one == entry)) for entry in unknown] for line in sums(parents)]
    at = 0
    for column in range(len(unknown)):
        pivot = next((row for row in range(at, len(rows)) if rows[row][column]), None)
        if pivot is None:
            continue
        rows[at], rows[pivot] = rows[pivot], rows[at]
        rows[at] = [value / rows[at][column] for value in rows[at]]
        for row in range(len(rows)):
            if row != at and (factor := rows[row][column]):
                rows[row] = [one - factor * other for one, other in zip(rows[row], rows[at], strict=True)]
        at += 1
    return {unknown[row.index(1)] for row in rows if sum(map(bool, row)) == 1}


def small(counts):
    return {entry for entry, number in counts.items() if 0 < number < LEAST}


def groups_of(parents):
    return st.sampled_from(leaves(parents))


def people_of(parents, most=60):
    years = st.lists(st.sampled_from(YEARS), min_size=1, max_size=2, unique=True)
    return st.lists(st.tuples(groups_of(parents), years), max_size=most)


@pytest.mark.parametrize("parents", [FLAT, REGIONS, {"x": None, "y": None, "z": None}, {TOTAL: None}])
def test_nothing_small_is_shown_or_follows(parents):
    @settings(deadline=None, max_examples=60)
    @given(people_of(parents))
    def holds(people):
        counts = filled(parents, people)
        out = out_of(counts, parents)
        assert small(counts) <= out
        lines = parents if TOTAL in parents else dict.fromkeys(parents)
        assert not worked_out(counts, out, lines) & small(counts)

    holds()


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(st.tuples(st.sampled_from(YEARS), groups_of(REGIONS)), min_size=1, max_size=2), max_size=60))
def test_nor_where_people_move(people):
    counts = moved(REGIONS, people)
    out = out_of(counts, REGIONS)
    assert small(counts) <= out
    assert not worked_out(counts, out, REGIONS) & small(counts)


def fits(counts, out, parents):
    """Tables near by that say the same where something is shown, and of which all that is left out is at least one."""
    free = [one for one in counts if one in out and one[0] != ALL and one[1] in leaves(parents)]
    for numbers in product(*(range(counts[one] - 2, counts[one] + 3) for one in free)):
        tried = counts | dict(zip(free, numbers, strict=True))
        for year in YEARS:
            for above in (group for group in parents if group not in leaves(parents)):
                tried[year, above] = sum(tried[year, one] for one in leaves(parents) if above in up(parents, one))
        for group in parents:
            tried[ALL, group] = sum(tried[year, group] for year in YEARS)
        if all(tried[one] == counts[one] if one not in out else tried[one] > 0 for one in counts):
            yield tried


@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(0, 8), min_size=4, max_size=4))
def test_whoever_tries_other_numbers_finds_some_that_fit(numbers):
    """Two groups in two years, every one of whom comes once."""
    parents = {"f": TOTAL, "m": TOTAL, TOTAL: None}
    cells = zip(product("fm", YEARS[:2]), numbers, strict=True)
    people = [(group, [year]) for (group, year), number in cells for _ in range(number)]
    counts = filled(parents, people)
    out = out_of(counts, parents)
    if any(counts[one] == 0 for one in out):
        return  # a year that is left out as a whole
    possible: dict[object, set[int]] = {}
    for table in fits(counts, out, parents):
        for one in small(counts):
            possible.setdefault(one, set()).add(table[one])
    assert all(len(values) > 1 for values in possible.values())


def test_enough_people_are_all_shown():
    counts = filled(FLAT, [(group, [year]) for group in leaves(FLAT) for year in YEARS for _ in range(LEAST)])
    assert not out_of(counts, FLAT)


def test_the_next_smallest_goes_too():
    people = [("f", [2026])] * 3 + [("m", [2026])] * 9 + [("", [2026])] * 20
    out = out_of(filled(FLAT, people), FLAT)
    assert out == {(year, group) for year in (ALL, 2026) for group in ("f", "m")}


def test_two_ones_would_be_known_from_their_sum():
    people = [("f", [2026]), ("m", [2026])] + [("", [2026])] * 20
    assert (2026, "") in out_of(filled(FLAT, people), FLAT)


def test_a_year_cannot_be_taken_from_all_years():
    totals = {ALL: 23, 2024: 12, 2025: 8, 2026: 3}
    assert hidden_totals(totals) == {ALL: False, 2024: False, 2025: True, 2026: True}


def test_where_all_groups_have_one_not_even_the_empty_ones_are_told():
    parents = dict.fromkeys("abcdefg", TOTAL) | {TOTAL: None}
    counts = filled(parents, [(name, [2026]) for name in "abcde"])
    out = out_of(counts, parents)
    assert {(2026, "f"), (2026, "g"), (ALL, "f")} <= out
    assert (ALL, TOTAL) not in out


def test_a_whole_country_is_worked_out_in_a_moment():
    parents = {number: f"K{number % 12}" for number in range(143)} | {f"K{one}": TOTAL for one in range(12)}
    parents |= {TOTAL: None}
    years = range(2015, 2027)
    counts: Counter[object] = Counter()
    for number, year in product(range(143), years):
        for time, group in product((year, ALL), up(parents, number)):
            counts[time, group] += (number * 7 + year * 13) % 11
    whole = {(year, group): counts[year, group] for year in (ALL, *years) for group in parents}
    begun = perf_counter()
    fixed = hidden_totals({year: whole[year, TOTAL] for year in (ALL, *years)})
    assert small(whole) <= hidden(whole, parents, fixed)
    assert perf_counter() - begun < 3
