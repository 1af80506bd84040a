"""The directory as CSV."""

from __future__ import annotations

import csv
from io import StringIO

import pytest

from communities.exports import safe
from register.models import Community
from tests.communities.real_register import RealRegister
from tests.factories import make_community

URL = "/mjesne-zajednice/"


def rows_of(response) -> list[list[str]]:
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(StringIO(text)))


class TestRealRegister(RealRegister):
    def test_holds_exactly_what_the_page_lists(self) -> None:
        for asked in (
            {},
            {"jls": "tesanj"},
            {"q": "gornj"},
            {"q": "zpece"},
            {"kanton": "zdk", "slovo": "Č"},
            {"sort": "opcina", "entitet": "rs"},
            {"sort": "izmjena"},
        ):
            with self.subTest(asked):
                listed: list[str] = []
                page = self.client.get(URL, asked).context["page"]
                for number in range(1, min(page.paginator.num_pages, 4) + 1):
                    rows = self.client.get(URL, asked | {"page": number}).context["rows"]
                    listed += [one["label"] for one in rows]
                exported = [row[0] for row in rows_of(self.client.get(URL, asked | {"format": "csv"}))[1:]]
                assert len(exported) == page.paginator.count
                assert exported[: len(listed)] == listed

    def test_municipalities_without_a_list(self) -> None:
        head, *rows = rows_of(self.client.get("/en" + URL, {"spisak": "nema", "format": "csv"}))
        page = self.client.get(URL, {"spisak": "nema"}).context["page"]
        assert len(rows) == page.paginator.count
        assert [row[3] for row in rows if "Stolac" in row[0]] == ["It has no local communities."]
        assert head[0] == "Municipality"

    def test_costs_the_same_however_many_rows(self) -> None:
        self.client.get(URL)  # the look at the country
        for asked in ({"jls": "teocak"}, {}):
            with self.assertNumQueries(2):  # legal statuses, rows
                rows_of(self.client.get(URL, asked | {"format": "csv"}))


@pytest.mark.django_db
def test_is_a_file_for_excel(places, visitor) -> None:
    response = visitor.get(f"{URL}?format=csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"].startswith('attachment; filename="mjesne-zajednice-20')
    assert b"".join(response.streaming_content).startswith(b"\xef\xbb\xbf")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("prefix", "name", "place"),
    [
        ("", "Kaloševići", "Općina Tešanj"),
        ("/hr", "Kaloševići", "Općina Tešanj"),
        ("/sr", "Калошевићи", "Општина Тешањ"),
        ("/en", "Kaloševići", "Municipality of Tešanj"),
    ],
)
def test_is_in_the_script_and_the_words_of_the_page(places, visitor, prefix, name, place) -> None:
    type(places.tesanj.type).objects.filter(code="opcina").update(name_bs="Općina", name_hr="Općina", name_sr="Opština")
    _head, row = rows_of(visitor.get(f"{prefix}{URL}?format=csv&q=kalosevici"))
    assert row[0] == name
    assert row[2] == place
    assert row[-1].endswith(f"{prefix}{URL}tesanj/kalosevici/")


@pytest.mark.django_db
def test_no_cell_is_a_formula(places, visitor) -> None:
    evil = ['=HYPERLINK("http://evil","x")', "+cmd|' /C calc'!A0", "@SUM(1)", "-2+3", "%0A=1", "|calc"]
    for number, name in enumerate(evil):
        make_community(name, places.tesanj, slug=f"zlo-{number}", settlements="=1+1")
    _head, *rows = rows_of(visitor.get(f"{URL}?format=csv"))
    assert len(rows) == Community.objects.count()
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "|", "%", "\t", "\r"))]
    assert {row[0] for row in rows} >= {f"'{name}" for name in evil}


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@a", "\t=1", "\r=1", "|a", "%a"])
def test_formulas_are_quoted(cell) -> None:
    assert safe(cell) == f"'{cell}"
    assert safe("Jelah-Polje") == "Jelah-Polje"
