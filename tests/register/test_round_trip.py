"""Export, then import into an empty register, then export: the same files, byte for byte, for any register."""

import datetime as dt
import re
from decimal import Decimal
from itertools import pairwise

import pytest
from django.apps import apps
from django.db.models import Case, Value, When
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from register.exporting import export_files, export_to
from register.importing.cells import Number, PartialDay, Whole
from register.importing.reading import Reading, guarded, read_bytes, read_path, unguarded
from register.importing.records import KINDS, current_state
from register.importing.tables import BY_FILE, TABLES
from register.importing.writing import run_import
from register.models import Community, Contact, Figure, Indicator, LegalStatus, Municipality, Organisation
from register.models.fields import tidy_line, tidy_text
from register.models.names import MIXED, STRANGE
from tests.register_data import DATA
from text.fold import plain


def wipe():
    Community.objects.update(merged_into=None)
    for model in (Figure, Contact, Community):
        model.objects.all().delete()
    Municipality.objects.exclude(umbrella=None).delete()
    for kind in reversed(KINDS):
        kind.model._default_manager.all().delete()


def import_files(files):
    reading = Reading()
    for table in TABLES:
        read_bytes(table, files[table.file], reading)
    return run_import(reading)


def assert_identity():
    """Nothing changes when the files come back, neither here nor in an empty register."""
    files, state = export_files(), current_state().rows
    plan = import_files(files)
    assert not any(plan.adds.values())
    assert not any(plan.changes.values())
    wipe()
    assert not any(current_state().rows.values())
    import_files(files)
    assert current_state().rows == state
    assert export_files() == files


def figure(community, code, **fields):
    values = {"value": 1, "year": 2020, "source": "popis", **fields}
    return Figure.objects.update_or_create(
        community=community, indicator=Indicator.objects.get(code=code), year=values.pop("year"), defaults=values
    )


def close_one_into_the_next(rows):
    """Each became part of one that was open then."""
    for row, other in pairwise(rows):
        Community.objects.filter(pk=row.pk).update(
            closed_on=dt.date(2020, 1, 1), closing_source="Odluka", merged_into=other
        )


@pytest.mark.usefixtures("real_register")
def test_odd_register():
    """Everything that the project's own data do not have."""
    jelah = Community.objects.get(slug="jelah")
    Community.objects.filter(pk=jelah.pk).update(
        kind="mjesovita",
        qualifier="kod Tešnja",
        former_names='Jelah Polje\n\'Jelah, "stari"\n=1+1',
        settlements="Jelah, Rosulje; @dom",
        legal_status=LegalStatus.objects.get(code="fbih-pravno-lice"),
        confirmed_on=dt.date(2026, 5, 4),
        evidence="slabo",
        notes="prvi red\n\n  \ndrugi; red, „s navodnicima“ i Ћирилицом",
        source_date="2016-02",
    )
    Community.objects.filter(slug="ada", municipality__slug="banja-luka").update(source_url="", source_date="")
    for year in (2013, 2016, None):
        figure(jelah, "population", year=year, value=2100)
    figure(jelah, "premises_accessible", value=1, note="od 2019.", confirmed_on=dt.date(2026, 1, 2))
    figure(jelah, "budget", value=Decimal("1234567890123.45"), source_url="https://tesanj.ba/b?x=1,2")
    for kind, value, visibility in (
        ("telefon", "032/1", "javno"),
        ("telefon", "032/2", "clanovi"),
        ("telefon", "+387 32 3", "javno"),
        ("adresa", "'=4", "koordinatori"),
    ):
        Contact.objects.create(
            community=jelah, kind=kind, value=value, visibility=visibility, source_url=jelah.source_url
        )
    Contact.objects.create(community=jelah, kind="vrijeme", value="pon–pet 8–16", source_url="https://tesanj.ba")
    tesanj = Municipality.objects.get(slug="tesanj")
    Figure.objects.filter(municipality=tesanj, indicator__code="population").update(note="ispravljeno")
    Figure.objects.filter(municipality__slug="tuzla", indicator__code="mz_total").update(
        confirmed_on=dt.date(2026, 1, 1)
    )
    for year in (2018, 2024):
        total = Indicator.objects.get(code="mz_total")
        Figure.objects.create(
            municipality=tesanj,
            indicator=total,
            value=26,
            year=year,
            source="tesanj.ba",
            source_url="https://tesanj.ba/mz",
        )
    Municipality.objects.filter(slug="zepce").update(list_complete=True, latitude=None, longitude=None)
    Figure.objects.filter(municipality__slug="zepce").delete()
    Organisation.objects.create(name="Mreža X", slug="mreza-x", kind="mreza")
    swap = Case(When(slug="ada", then=Value("borik-1")), When(slug="borik-1", then=Value("ada")))
    Community.objects.filter(municipality__slug="banja-luka", slug__in=["ada", "borik-1"]).update(slug=swap)
    for row, slug in (
        (jelah, "jelah-mz"),
        (tesanj, "grad-tesanj"),
        (Municipality.objects.get(slug="usora"), "usora-2"),
    ):
        row.refresh_from_db()
        row.slug = slug
        row.save()
    close_one_into_the_next(Community.objects.filter(municipality__slug="zenica").order_by("-slug")[:4])
    moved = Community.objects.filter(municipality__slug="gacko").earliest("pk")
    moved.municipality = Municipality.objects.get(slug="bileca")
    moved.save()
    assert_identity()


@pytest.mark.usefixtures("real_register")
def test_files_of_a_folder(tmp_path):
    paths = export_to(tmp_path / "novi" / "folder")
    assert {path.name for path in paths} == set(BY_FILE)
    plan = run_import(read_path(tmp_path / "novi" / "folder"))
    assert sum(count["unchanged"] for count in plan.counts.values()) == 2008


def test_empty_register(db):
    assert_identity()


def test_loading_takes_a_few_large_statements(db, django_assert_max_num_queries):
    """Their number does not grow with the rows: 2,000 rows go in with less than one statement for a hundred."""
    reading = read_path(DATA)
    with django_assert_max_num_queries(40):
        run_import(reading)


def test_every_field_is_in_a_file():
    """A field that is added to a model and to no file would be lost on the way."""
    for kind in KINDS:
        known = {"id", "sort_key", "search_keys", "updated", *kind.all_fields}
        assert {field.name for field in kind.model._meta.fields} == known & {
            field.name for field in kind.model._meta.fields
        }
    models = {model for model in apps.get_app_config("register").get_models() if not model.__name__.endswith("Event")}
    assert {model.__name__ for model in models - {kind.model for kind in KINDS}} == {"Boundary"}


LINES = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40).map(
    tidy_line
)
NAMES = st.text(alphabet=st.characters(max_codepoint=0x4FF, exclude_categories=["Cc"]), max_size=40).map(tidy_line)
TEXTS = st.lists(LINES, max_size=3).map("\n".join).map(tidy_text)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=NAMES.filter(lambda name: plain(name) and not re.search(f"{MIXED}|{STRANGE}", name)),
    notes=TEXTS,
    settlements=TEXTS,
    contact=LINES.filter(bool),
    visibility=st.sampled_from(Contact.Visibility.values),
    link=st.sampled_from(["", "https://a.ba/x?y=1", "http://b.ba/č"]),
    date=st.sampled_from(["", "2016", "2016-02", "2016-02-29"]),
    value=st.decimals(0, 10**13, places=2),
    year=st.none() | st.integers(1850, timezone.localdate().year),
    source=LINES.filter(bool),
)
def test_any_register(places, name, notes, settlements, contact, visibility, link, date, value, year, source):
    """Whatever a person may write."""
    words = {f"name_{code}": "x" for code in ("bs", "hr", "sr", "en")}
    values = {"group": "podrucje", "unit": "km2", "decimals": 2, **words}
    area, _made = Indicator.objects.get_or_create(code="area", defaults=values)
    Community.objects.filter(pk=places.jelah.pk).update(
        name=name, notes=notes, settlements=settlements, former_names=settlements, source_url=link, source_date=date
    )
    Contact.objects.all().delete()
    Contact.objects.create(community=places.jelah, kind="adresa", value=contact, visibility=visibility, source_url=link)
    Figure.objects.all().delete()
    Figure.objects.create(
        community=places.jelah, indicator=area, value=value, year=year, source=source, source_url=link
    )
    files, state = export_files(), current_state().rows
    reading = Reading()
    for table in TABLES:
        read_bytes(table, files[table.file], reading)
    plan = run_import(reading)
    assert not any(plan.adds.values())
    assert not any(plan.changes.values())
    Contact.objects.all().delete()
    Figure.objects.all().delete()
    Community.objects.filter(pk=places.jelah.pk).delete()
    run_import(reading)
    assert current_state().rows == state
    assert export_files() == files
    places.jelah.pk = Community.objects.get(slug="jelah").pk


@given(LINES)
def test_guard_is_lifted(text):
    assert unguarded(guarded(text)) == text


@given(st.decimals(0, 10**13, places=2))
def test_numbers(value):
    written = Number().write(value)
    assert Number().read(written) == value


@given(st.integers(0, 32_767))
def test_whole_numbers(value):
    assert Whole().read(Whole().write(value)) == value


@pytest.mark.parametrize("day", ["2016", "2016-03", "2016-03-31"])
def test_partial_days(day):
    assert PartialDay().read(day) == day
