"""What an association reports: by year, place, gender and theme; what is left out."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from register.models import Organisation
from tests import factories
from tests.markup import text_of, valid
from tests.trainings.recording import (
    PREFIXES,
    REPORT,
    REPORT_TABLE,
    held,
    kinds,
    mine,
    sheets,
    there,
)
from tests.trainings.signing import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(places):
    made = factories.make_user("urednica@example.ba", name="Urednica")
    factories.make_mandate(made, "editor", places.savez)
    return made


def test_an_editor_sees_the_record_of_their_own_association_alone(client_of, editor):
    another = Organisation.objects.create(slug="drugi", kind="savez", name="Drugi savez")
    there(held(another), 7)
    assert client_of(editor).get(REPORT + "?organizacija=drugi").status_code == 404
    assert "7" not in text_of(client_of(editor).get(REPORT))
    factories.make_mandate(editor, "editor", another)
    page = text_of(client_of(editor).get(REPORT + "?organizacija=drugi"))
    assert "Drugi savez" in page
    assert "7" in page


@pytest.mark.parametrize("prefix", PREFIXES)
@pytest.mark.parametrize("query", ["", f"?godina={(timezone.localdate() - timedelta(days=3)).year}"])
def test_the_report(client_of, places, editor, theme, prefix, query):
    sign_up = held(places.savez, themes=[theme])
    there(sign_up, 12, places.jelah, gender="f")
    there(sign_up, 8, places.klasnice, gender="m")
    page = client_of(editor).get(prefix + REPORT + query)
    valid(page)
    report = page.context["report"]
    assert report.people == 20
    assert [table.key for table in report.tables] == [*([] if query else ["year"]), "gender", "place", "theme"]
    told = {table.key: [one.people for one in table.lines] for table in report.tables}
    assert told["gender"] == [12, 8, 0]
    assert told["place"] == [12, 12, 8, 8]
    assert told["theme"] == [20]
    assert page.content.decode().count("<svg width=") == len(report.tables)


def test_people_are_counted_and_not_registrations(client_of, places, editor, member):
    first, second = held(places.savez), held(places.savez, years_ago=1)
    for sign_up in (first, second, held(places.savez)):
        mine(member, sign_up, gender="f", place=places.jelah)
        there(sign_up, 1, places.jelah, email="ista@example.ba", gender="f")
        there(sign_up, 10, places.jelah, gender="m")
    report = client_of(editor).get(REPORT).context["report"]
    assert report.people == 32, "two who came three times, and thirty without an address"
    year = first.training.begins.year
    assert client_of(editor).get(f"{REPORT}?godina={year}").context["report"].people == 22


def test_small_groups_and_what_would_give_them_away_are_left_out(client_of, places, editor):
    sign_up = held(places.savez)
    there(sign_up, 3, places.jelah, gender="f")
    there(sign_up, 9, places.klasnice, gender="m")
    there(sign_up, 20, places.klasnice)
    page = client_of(editor).get("/en" + REPORT)
    valid(page)
    told = {table.key: [one.people for one in table.lines] for table in page.context["report"].tables}
    assert told["gender"] == [None, None, 20]
    assert not told["place"], "one place would follow from the other, so none is named"
    assert "not shown" in text_of(page)
    book = sheets(client_of(editor).get("/en" + REPORT_TABLE))
    assert [row[1] for row in book["By gender"][1:]] == ["not shown", "not shown", 20]
    assert not {3, 9, 29} & {value for rows in book.values() for row in rows for value in row}


def test_a_year_does_not_follow_from_all_years(client_of, places, editor):
    for years_ago, number in ((0, 3), (1, 8), (2, 15)):
        there(held(places.savez, years_ago=years_ago), number, places.jelah, gender="f")
    client = client_of(editor)
    report = client.get(REPORT).context["report"]
    assert report.people == 26
    assert [one.people for one in report.tables[0].lines] == [None, None, 15]
    for year in report.years[:2]:
        page = client.get(f"{REPORT}?godina={year}")
        valid(page)
        assert page.context["report"].people is None
        assert not {3, 8} & {one.people for table in page.context["report"].tables for one in table.lines}


def test_no_report_of_a_year_in_which_nobody_came(client_of, places, editor):
    there(held(places.savez), 6)
    for bad in ("?godina=1999", "?godina=x", "?godina=0000", "?godina=²024", "?organizacija=nema"):
        assert client_of(editor).get(REPORT + bad).status_code == 404


def test_an_empty_report(client_of, places, editor):
    for prefix in PREFIXES:
        valid(client_of(editor).get(prefix + REPORT))
    assert kinds(client_of(editor).get(REPORT_TABLE))
    assert REPORT in client_of(editor).get("/obuke/").content.decode()


def test_the_workbook(client_of, places, editor, theme):
    Organisation.objects.filter(pk=places.savez.pk).update(name="=1+1")
    there(held(places.savez, themes=[theme]), 12, places.jelah, gender="f")
    answer = client_of(editor).get("/en" + REPORT_TABLE)
    book = sheets(answer)
    assert list(book) == ["About", "By year", "By gender", "By place", "By theme"]
    assert book["About"][0][1] == "=1+1"
    assert kinds(answer) == {("s", str), ("n", int)}
    assert [row[2] for row in book["By place"][1:]] == [12, 12]
    year = timezone.localdate().year
    assert "By year" not in sheets(client_of(editor).get(f"/en{REPORT_TABLE}?godina={year}"))
    assert "Јелах" not in str(book)
    assert "Тешањ" in str(sheets(client_of(editor).get("/sr" + REPORT_TABLE)))


def test_few_queries_for_many_people(client_of, places, editor, theme):
    def asked():
        client = client_of(editor)
        client.get(REPORT)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(REPORT).status_code == 200
        return len(queries)

    there(held(places.savez, themes=[theme]), 3, places.jelah)
    few = asked()
    for number in range(4):
        sign_up = held(places.savez, years_ago=number, themes=[theme])
        there(sign_up, 30, places.klasnice, gender="m")
        mine(person(number), sign_up)
    assert asked() == few <= 16
