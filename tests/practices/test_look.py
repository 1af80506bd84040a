"""The look counts what plain queries count, in few of them."""

from collections import Counter
from itertools import product

import pytest
from django.contrib.auth.models import AnonymousUser

from content.visibility import any_member
from practices import look
from practices.models import Practice
from tests import factories


@pytest.fixture
def several(member, places, theme):
    """For everyone and for members, with several places, and with everything known and not known."""
    other = type(theme).objects.exclude(pk=theme.pk).first()
    values = product([None, 0, 700, "1000.01"], ["", "do-500"], [None, False, True], ["public", "members"])
    for number, (cost, size, money, audience) in enumerate(values):
        factories.make_practice(
            member, title=f"Klupa {number}", status="published", audience=audience, cost=cost, size=size,
            municipal_money=money, outcome=["worked", "lesson"][number % 5 == 0],
            settlement=["", "seoska", "gradska"][number % 3], themes=[theme, other][: number % 3],
            places=[[places.jelah, places.kalosevic], [places.jelah, places.laktasi]][number % 2],
        )  # fmt: skip
    for status in ("draft", "pending", "hidden"):
        factories.make_practice(member, title=status, themes=[theme], places=[places.jelah], status=status)


def test_it_counts_as_plain_queries_do(several):
    now, rows = look.look(), Practice.objects.published().visible_to(AnonymousUser())
    every = list(rows.prefetch_related("themes", "places"))
    assert now.total == len(every) == 24
    assert now.for_members == Practice.objects.published().visible_to(any_member(0)).count() == 48
    assert now.counts == {
        "flag": Counter({name: rows.filter(flag).count() for name, flag in look.FLAGS.items()}),
        "band": Counter({name: rows.filter(band).count() for name, band in look.BANDS.items()}),
        "size": Counter(one.size for one in every),
        "settlement": Counter(one.settlement for one in every),
        "theme": Counter(theme.pk for one in every for theme in one.themes.all()),
        "municipality": Counter(pk for one in every for pk in {place.municipality_id for place in one.places.all()}),
    }
    assert now.counts["flag"]["bez-opcine"] == 8


def test_queries(several, django_assert_num_queries):
    with django_assert_num_queries(6):
        look.look()


def test_of_nothing(db):
    now = look.look()
    assert (now.total, now.for_members, +now.counts["theme"]) == (0, 0, Counter())
