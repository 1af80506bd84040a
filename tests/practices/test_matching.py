"""A list by prepared statements is the list: for every filter, order and kind of reader, beside plain querysets."""

from __future__ import annotations

from itertools import product

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from content.models import Entry
from practices import look
from practices.asked import Asked
from practices.filters import SAMPLES, SORTS, PracticeFilter, options_of
from practices.matching import Shape, counting
from practices.models import published
from tests import factories

FILTERS = ("tema", "trosak", "velicina", "vrsta", "entitet", "kanton", "jls", "samo")


@pytest.fixture
def many(member, newcomer, places, theme):
    """Published ones for everyone and for members, over more than one page."""
    where, made = [places.jelah, places.klasnice, places.tesanj], []
    for number in range(30):
        made.append(
            factories.make_practice(
                (member, newcomer)[number % 2],
                title=f"Rasvjeta {number}" if number % 3 else f"Put {number}",
                themes=[theme], places=[where[number % 3]], cost=[None, 0, 500, 5000][number % 4],
                size=["", "do-500", "do-2000"][number % 3], settlement=["", "seoska"][number % 2],
                municipal_money=[None, False][number % 2], outcome=["worked", "lesson"][number % 7 == 0],
                audience=["public", "members"][number % 5 == 0], status="published",
            )
        )  # fmt: skip
    factories.make_practice(member, title="Rasvjeta, nacrt", themes=[theme], places=[places.jelah], status="draft")
    return made


def queries(options):
    """Each filter by itself with each of its choices, two together, words with and without them."""
    for name in FILTERS:
        for value in options[name]:
            yield {name: value}
            yield {name: value, "q": "rasvjeta"}
    yield from ({"tema": "infrastruktura", "jls": "tesanj", "samo": value} for value in options["samo"])
    yield from ({}, {"q": "put"}, {"q": "i"}, {"q": "nema toga"})


@pytest.mark.full
def test_the_same_rows_in_the_same_order(many, neighbour, moderator, rf):
    now = look.look()
    asked_often = 0
    for query, sort, user in product(queries(options_of(now)), ("", *SORTS), (AnonymousUser(), neighbour, moderator)):
        data = rf.get("/", query | ({"sort": sort} if sort else {})).GET
        asked = Asked(data, now, user)
        rows = PracticeFilter(data, published().visible_to(user), asked.options).qs
        if "q" in query:
            rows = asked.search.fitting(rows)
        ordered = rows.order_by(*SORTS[asked.order]) if asked.order else asked.search.ranked(rows)
        wanted = list(ordered.values_list("pk", flat=True))
        assert asked.count == len(wanted), (query, sort, user)
        assert list(asked.page().object_list) == wanted[:20], (query, sort, user)
        asked_often += asked._shape is not None
    assert asked_often > 200


def test_the_second_page(many, neighbour, rf):
    now = look.look()
    for user in (AnonymousUser(), neighbour):
        asked = Asked(rf.get("/", {"page": "2"}).GET, now, user)
        wanted = published().visible_to(user).order_by(*SORTS["novo"]).values_list("pk", flat=True)
        assert list(asked.page().object_list) == list(wanted[20:])


@pytest.fixture
def in_one_municipality(many, member, places, theme):
    """More than one page, some at the same moment, every second one in three places of it, one hidden again."""
    where = [places.jelah, places.kalosevic, places.tesanj]
    made = [
        factories.make_practice(
            member, title=f"Klupa {number}", themes=[theme], status="published", cost=100,
            places=where if number % 2 else where[:1],
        )
        for number in range(24)
    ]  # fmt: skip
    Entry.objects.filter(pk__in=[one.pk for one in made[5:12]]).update(published=made[11].published)
    factories.decide(made[3], "hidden")
    Entry.objects.filter(pk=made[3].pk).update(status="hidden")
    Entry.objects.filter(pk=made[4].pk).update(withdrawn=made[4].published)
    return made


@pytest.mark.parametrize("more", [{}, {"tema": "infrastruktura"}, {"trosak": "do-1000"}, {"q": "klupa"}])
def test_each_practice_of_a_municipality_once_on_all_pages(in_one_municipality, neighbour, moderator, rf, more):
    now = look.look()
    for sort, user in product(("", *SORTS), (AnonymousUser(), neighbour, moderator)):
        query = {"jls": "tesanj", **more} | ({"sort": sort} if sort else {})
        asked = Asked(rf.get("/", query).GET, now, user)
        rows = PracticeFilter(asked.data, published().visible_to(user), asked.options).qs
        if "q" in more:
            rows = asked.search.fitting(rows)
        ordered = rows.order_by(*SORTS[asked.order]) if asked.order else asked.search.ranked(rows)
        wanted = list(ordered.values_list("pk", flat=True))
        found = []
        for number in range(1, 1 + (len(wanted) + 19) // 20):
            found += Asked(rf.get("/", query | {"page": str(number)}).GET, now, user).page().object_list
        assert 20 < len(wanted) == len(set(wanted)) == asked.count, (query, user)
        assert found == wanted, (query, user)


def test_the_newest_of_a_municipality_are_read_along_an_index(in_one_municipality, places):
    """Whatever else is chosen: nothing is sorted."""
    terms = {
        "tema": in_one_municipality[0].themes.get().pk,
        "velicina": "do-500",
        "vrsta": "seoska",
        "jls": places.tesanj.pk,
    }
    for others in ([], ["tema"], ["velicina"], ["vrsta"], ["tema", "vrsta"]):
        chosen = tuple((name, "") for name in [*others, "jls"])
        rows = Shape(is_anonymous=True, chosen=chosen, order="novo").page(0, *(terms[name] for name, _value in chosen))
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_sort = off")  # so few rows cost as little to sort
        plan = rows.explain()
        assert "entry_list_of_municipality" in plan, plan
        assert "Sort" not in plan, plan


def test_one_statement_for_all_values_of_a_filter(many):
    shape = Shape(is_anonymous=True, chosen=(("jls", ""), ("trosak", "do-1000")), is_searched=True)
    assert shape.samples == [SAMPLES["jls"], "sample"]
    statement = counting(shape)
    assert (
        counting(Shape(is_anonymous=True, chosen=(("jls", ""), ("trosak", "do-1000")), is_searched=True)) is statement
    )
