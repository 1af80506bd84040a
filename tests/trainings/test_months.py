"""The calendar of a month: the same links as the list."""

from datetime import date

import pytest

from tests import factories
from tests.markup import text_of, valid

pytestmark = pytest.mark.django_db
URL = "/obuke/kalendar/"


@pytest.mark.parametrize("prefix", ["", "/hr", "/sr-latn", "/sr", "/en"])
def test_it_opens_also_empty(visitor, prefix):
    for _ in range(2):
        page = visitor.get(f"{prefix}{URL}?mjesec=2031-05")
        valid(page)
        assert page.status_code == 200
        factories.make_training(None, days=[date(2031, 5, 8)])


def test_each_day_leads_to_its_trainings(visitor):
    made = factories.make_training(None, days=[date(2031, 4, 30), date(2031, 5, 1)])
    html = visitor.get(f"{URL}?mjesec=2031-05").content.decode()
    assert html.count(f'href="{made.get_absolute_url()}"') == 2  # the last days of April stand in the first week
    assert "Maj 2031." in html


def test_from_month_to_month(visitor):
    html = visitor.get(f"{URL}?mjesec=2031-12").content.decode()
    assert "?mjesec=2031-11" in html
    assert "?mjesec=2032-01" in html
    assert "U ovom mjesecu nema obuka." in text_of(visitor.get(f"{URL}?mjesec=2031-12"))


@pytest.mark.parametrize("month", ["2031", "2031-13", "x", "31-05", "2031-05-01", "1999-01", "9999-12", "२०३१-०५"])
def test_what_is_no_month(visitor, month):
    assert visitor.get(f"{URL}?mjesec={month}").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_queries(visitor, rows, django_assert_num_queries):
    for number in range(rows):
        factories.make_training(None, days=[date(2031, 5, number + 1)])
    visitor.get(f"{URL}?mjesec=2031-05")
    with django_assert_num_queries(1):
        visitor.get(f"{URL}?mjesec=2031-05")
