"""Whatever is wrong in a file is named with line, column and reason, and then nothing at all is written."""

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection

from register.exporting import as_csv
from register.importing.plan import make_plan
from register.importing.problems import Refused
from register.importing.reading import Reading, read_bytes, read_path
from register.importing.records import current_state
from register.importing.tables import BY_FILE
from register.importing.writing import LOCK, Busy, run_import
from register.models import Community, Figure, Municipality
from tests.register.sheets import accepted, as_file, community, everything, municipality, problems

pytestmark = pytest.mark.usefixtures("in_english", "small_register")

WRONG_CELLS = [
    ("population", "12a", "“12a” is not a number"),
    ("population", "1.234", "“1.234” can be read in two ways: write 1234, or a decimal comma"),
    ("population", "-5", "“-5” is not a number"),
    ("population", "1,234,5", "“1,234,5” is not a number"),
    ("area_km2", "1.2345", "“1.2345” has more than 2 decimals"),
    ("population", "99999999999999999", "99999999999999999 is too large"),
    ("population", "10,5", "too many decimals for this indicator"),
    ("municipality_slug", "", "must not be empty"),
    ("municipality_slug", "tesanjj", "“tesanjj” is not in the register (municipality)"),
    ("slug", "nova", "this word is needed for an address of the site itself"),
    ("slug", "Nova MZ", "“Nova MZ” may contain only small letters a–z, digits and hyphens"),
    ("name_lat", "", "must not be empty"),
    ("name_lat", "x" * 121, "121 characters are too many: at most 120"),
    ("name_cyr", "Стара", "“Стара” does not agree with the other columns, which give “Махала”; or leave it empty"),
    ("source_url", "tesanj.ba", "“tesanj.ba” is not a web address (it begins with http:// or https://)"),
    (
        "source_url",
        "javascript:alert(1)",
        "“javascript:alert(1)” is not a web address (it begins with http:// or https://)",
    ),
    ("source_date", "5/3/2016", "“5/3/2016” is not a date: write a year, year-month or year-month-day"),
    ("confirmed_on", "2024-02-30", "“2024-02-30” is not a date: write year-month-day"),
    ("evidence", "možda", "“možda” is none of these: jako, slabo"),
    ("kind", "velika", "“velika” is none of these: gradska, prigradska, seoska, mjesovita"),
    ("legal_status", "rs", "this legal status belongs to another jurisdiction"),
    ("legal_status", "nema-ga", "“nema-ga” is not in the register (legal status)"),
]


@pytest.mark.parametrize(("column", "text", "reason"), WRONG_CELLS, ids=lambda value: str(value)[:20])
def test_wrong_cell(column, text, reason):
    found = problems(as_file(community(slug="dobra", name_lat="Dobra"), community(**{column: text})))
    assert found == [f"local_communities.csv, line 3, column {column}: {reason}"]


def test_number_without_source():
    found = problems(as_file(community(population="100", source_url="")))
    assert found == ["local_communities.csv, line 2, column population: say where this number comes from"]


def test_every_bad_row_is_named():
    found = problems(as_file(community(population="a"), community(slug="b", name_lat=""), community(slug="B")))
    assert [problem.partition(":")[0] for problem in found] == [
        "local_communities.csv, line 2, column population",
        "local_communities.csv, line 3, column name_lat",
        "local_communities.csv, line 4, column slug",
    ]


def test_same_row_twice():
    found = problems(as_file(community(), community(name_lat="Druga")))
    assert found == ["local_communities.csv, line 3, column slug: the same as line 2"]


@pytest.mark.parametrize("other", [{"slug": "mahala-2"}, {"slug": "jelah-2", "name_lat": "Jelah"}])
def test_same_name_twice(other):
    found = problems(as_file(community(), community(**other)))
    assert found == ["local_communities.csv, line 3, column name_lat: another row has this; say what tells them apart"]


def test_namesakes_with_a_qualifier_are_two():
    accepted(community(qualifier="Gornja"), community(slug="mahala-2", qualifier="Donja"))
    assert Community.objects.filter(name="Mahala").count() == 2


def test_two_may_swap_their_names():
    accepted(community(slug="jelah", name_lat="Kaloševići", notes="x"), community(slug="kalosevici", name_lat="Jelah"))
    assert Community.objects.get(slug="jelah").name == "Kaloševići"


def test_late_and_derived_columns_may_be_missing():
    Community.objects.filter(slug="jelah").update(kind="gradska", source_date="2016")
    row = community(slug="jelah", name_lat="Jelah", notes="nova bilješka")
    for name in ("name_cyr", "kind", "qualifier", "legal_status", "former_names", "confirmed_on"):
        del row[name]
    accepted(row)
    jelah = Community.objects.get(slug="jelah")
    assert (jelah.kind, jelah.notes, jelah.source_date) == ("gradska", "nova bilješka", "")


def test_unknown_file(tmp_path):
    (tmp_path / "sela.csv").write_text("a,b\n")
    assert "the register has no such file" in str(read_path(tmp_path).problems[0])


def test_folder_without_files(tmp_path):
    assert "there is no CSV file" in str(read_path(tmp_path).problems[0])


@pytest.mark.parametrize(
    ("text", "value"), [("1234", 1234), ("1.234,0", 1234), ("1.234.567", 1234567), ("1 234", 1234), ("'+5", None)]
)
def test_numbers_as_people_write_them(text, value):
    if value is None:
        assert "is not a number" in problems(as_file(community(population=text)))[0]
        return
    accepted(community(population=text))
    assert Figure.objects.get(community__slug="mahala").value == value


def test_dirty_but_right():
    """A byte order mark, semicolons, stray spaces, letters in two parts, empty rows, dates as people write them."""
    row = community(
        name_lat="  Z\u030cepc\u030ce  ", source_date="31. 3. 2016.", confirmed_on="5.3.2024.", population="12,0"
    )
    content = "\ufeff".encode() + as_file(row, delimiter=";") + b";" * 18 + b"\n\n"
    reading = Reading()
    read_bytes(BY_FILE["local_communities.csv"], content, reading)
    run_import(reading)
    made = Community.objects.get(slug="mahala")
    assert (made.name, made.source_date, str(made.confirmed_on)) == ("Žepče", "2016-03-31", "2024-03-05")
    figure = Figure.objects.get(community=made)
    assert (int(figure.value), figure.year, figure.source) == (12, 2016, "tesanj.ba")


def test_formulas_are_texts():
    accepted(community(name_lat="'=1+1", phone="+387 32 1"))
    made = Community.objects.get(slug="mahala")
    assert made.name == "=1+1"
    assert made.contacts.get().value == "+387 32 1"
    table = BY_FILE["contacts.csv"]
    cells = {column.name: column.cell.empty for column in table.columns} | {"value": "@SUM(1)"}
    assert b"'@SUM(1)" in as_csv(table, [cells])


def test_new_number_takes_the_place_of_the_old_one():
    accepted(community(phone="032 1"))
    accepted(community(phone="032 2"))
    assert [contact.value for contact in Community.objects.get(slug="mahala").contacts.all()] == ["032 2"]


WRONG_MUNICIPALITIES = [
    ("canton_code", {"canton_code": "zdk"}, "this entity has no cantons"),
    ("canton_code", {"entity_code": "FBiH"}, "say which canton it is in"),
    ("entity_code", {"entity_code": "XX"}, "“XX” is not in the register (entity)"),
    ("lat", {"lat": "44.5"}, "this point is not in Bosnia and Herzegovina"),
    ("lat", {"lat": "10.5", "lon": "17"}, "this point is not in Bosnia and Herzegovina"),
    ("postal_code", {"postal_code": "12345"}, "a postal code has five digits and begins with 7 or 8"),
    ("umbrella_slug", {"umbrella_slug": "laktasi"}, "only a city made of several municipalities has parts"),
    ("umbrella_slug", {"umbrella_slug": "nema"}, "“nema” is not in the register (municipality)"),
    ("notes", {"without_communities": "da"}, "say which source says that it has no local communities"),
    ("type", {"type": "selo"}, "“selo” is none of these: općina, opština, grad, distrikt"),
    ("umbrella", {"umbrella": "yes"}, "write da or ne, not “yes”"),
    ("population_2013", {"population_2013": "5"}, "say where this number comes from"),
    ("area_km2_official", {"area_source": "X"}, "it is empty, but what belongs to it is not"),
    (
        "official_name_lat",
        {"official_name_lat": "Grad Stari"},
        "“Grad Stari” does not agree with the other columns, which give “Grad Mahala”; or leave it empty",
    ),
]


@pytest.mark.parametrize(("column", "cells", "reason"), WRONG_MUNICIPALITIES, ids=lambda value: str(value)[:20])
def test_wrong_municipality(column, cells, reason):
    apps.get_model("register", "MunicipalityType").objects.filter(code="grad").update(name_bs="Grad")
    found = problems(as_file(municipality(**cells)), "municipalities.csv")
    assert found == [f"municipalities.csv, line 2, column {column}: {reason}"]


def test_city_and_its_part_in_one_file():
    reading = Reading()
    content = as_file(municipality(umbrella_slug="z-grad"), municipality(slug="z-grad", name_lat="Z", umbrella="da"))
    read_bytes(BY_FILE["municipalities.csv"], content, reading)
    run_import(reading)
    assert Municipality.objects.get(slug="mahala", umbrella__slug="z-grad")


def test_two_files_say_the_same():
    figures = {column.name: "" for column in BY_FILE["figures.csv"].columns} | {
        "municipality_slug": "tesanj",
        "community_slug": "mahala",
        "indicator": "population",
        "value": "7",
        "source": "popis",
    }
    reading = Reading()
    read_bytes(BY_FILE["local_communities.csv"], as_file(community(population="5")), reading)
    read_bytes(BY_FILE["figures.csv"], as_file(figures), reading)
    with pytest.raises(Refused) as refused:
        run_import(reading)
    (problem,) = refused.value.problems
    assert str(problem).endswith("line 2 of local_communities.csv says this already")


def test_check_writes_nothing(tmp_path, capsys):
    (tmp_path / "local_communities.csv").write_bytes(as_file(community()))
    before = everything()
    call_command("register_import", str(tmp_path), "--check")
    assert everything() == before
    assert "1 added, 0 changed, 0 unchanged" in capsys.readouterr().out


def test_command_names_the_problems_and_fails(tmp_path):
    rows = [community(slug=f"mz-{number}", name_lat=f"MZ {number}", population="x") for number in range(250)]
    (tmp_path / "local_communities.csv").write_bytes(as_file(*rows))
    with pytest.raises(CommandError) as error:
        call_command("register_import", str(tmp_path / "local_communities.csv"))
    assert error.value.returncode == 1
    lines = str(error.value).splitlines()
    assert len(lines) == 202
    assert lines[-2:] == ["… and 50 more problems", "Nothing was written: 250 problems."]


def test_command_without_a_file(tmp_path):
    with pytest.raises(CommandError, match="does not exist"):
        call_command("register_import", str(tmp_path / "nema.csv"))


def test_what_our_rules_overlook_the_database_refuses(monkeypatch):
    monkeypatch.setattr("register.importing.plan.RULES", {})
    with pytest.raises(Refused) as refused:
        accepted(community(legal_status="rs"))
    (problem,) = refused.value.problems
    assert "community_status_fits" in problem.reason


def test_what_is_too_long_in_a_way_of_its_own_the_database_refuses():
    """The source of a figure is the name of the site."""
    with pytest.raises(Refused):
        accepted(community(source_url="https://" + "a" * 400, population="5"))


def test_late_failure_takes_everything_back(monkeypatch):
    before = everything()
    monkeypatch.setattr(
        "register.importing.writing.Writer.change", lambda self: 1 / 0 if self.model is Figure else None
    )
    with pytest.raises(ZeroDivisionError):
        accepted(community(population="5"))
    assert everything() == before


def test_plan_reads_and_writes_nothing(django_assert_num_queries):
    reading = Reading()
    read_bytes(BY_FILE["local_communities.csv"], as_file(community()), reading)
    state = current_state()
    with django_assert_num_queries(0):
        make_plan(reading.rows, state)


def test_two_imports_at_once():
    """The second is told at once; when the first has ended, it may go on."""
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
            with pytest.raises(Busy):
                run_import(Reading())
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
        run_import(Reading())
    finally:
        other.close()
