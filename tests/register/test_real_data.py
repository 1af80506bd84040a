"""The register that the project ships: complete, in its own best form, and quick to load."""

import csv
from collections import Counter

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.models import Count, Sum

from register.exporting import export_files
from register.models import Community, Figure, Municipality
from tests.register_data import DATA

pytestmark = pytest.mark.usefixtures("real_register")


def test_everything_is_there():
    assert Municipality.objects.count() == 145
    assert Municipality.objects.base_units().count() == 143
    assert Community.objects.count() == 1577
    assert Community.objects.values("municipality").distinct().count() == 109
    assert Figure.objects.filter(indicator__code="mz_total").count() == 80
    assert Community.objects.unconfirmed().count() == 46
    assert Municipality.objects.filter(list_complete=True).count() == 48  # 47, and Stolac, whose list is empty


def test_census_adds_up():
    population = Figure.objects.filter(indicator__code="population", municipality__is_umbrella=False, year=2013)
    by_entity = dict(population.values_list("municipality__entity__code").annotate(people=Sum("value")))
    assert by_entity == {"FBiH": 2_219_220, "RS": 1_228_423, "BD": 83_516}
    assert not population.filter(municipality__slug="stanari").exists()


def test_odd_ones():
    assert {part.slug for part in Municipality.objects.get(slug="sarajevo").parts.all()} == {
        "centar-sarajevo",
        "novi-grad-sarajevo",
        "novo-sarajevo",
        "stari-grad-sarajevo",
    }
    assert Municipality.objects.get(slug="istocno-sarajevo").parts.count() == 6
    assert Municipality.objects.get(slug="stolac").without_communities
    labels = {place.label for place in Municipality.objects.filter(name__in=["Trnovo", "Kupres"])}
    assert labels == {"Trnovo (FBiH)", "Trnovo (RS)", "Kupres (RS)", "Kupres (FBiH)"}


def test_every_number_says_where_it_comes_from():
    assert not Figure.objects.filter(source="").exists()
    assert not Figure.objects.filter(source__contains=".csv").exists()
    assert not Figure.objects.filter(note__contains=".csv").exists()


def test_order_is_that_of_the_alphabet():
    names = list(Municipality.objects.in_order().values_list("name", flat=True))
    assert names.index("Cazin") < names.index("Čajniče") < names.index("Čelić") < names.index("Derventa")
    assert names.index("Ključ") < names.index("Laktaši") < names.index("Lukavac") < names.index("Ljubinje")


def test_files_are_what_an_export_writes():
    """Otherwise the next export would show differences that are none."""
    for name, content in export_files().items():
        assert content == (DATA / name).read_bytes(), f"{name}: run register_import and register_export"


def test_file_and_database_agree_row_by_row():
    with (DATA / "local_communities.csv").open(newline="", encoding="utf-8") as file:
        rows = Counter(row["municipality_slug"] for row in csv.DictReader(file))
    assert rows == dict(Municipality.objects.annotate(n=Count("communities")).filter(n__gt=0).values_list("slug", "n"))


def test_second_import_changes_nothing_and_says_so(capsys):
    models = [model for model in apps.get_app_config("register").get_models() if model.__name__.endswith("Event")]
    before = [model._default_manager.count() for model in models]
    call_command("register_import", str(DATA))
    last = capsys.readouterr().out.strip().splitlines()[-1]
    assert last.endswith("0 added, 0 changed, 1,973 unchanged") or last.startswith("dodano: 0, izmijenjeno: 0")
    assert [model._default_manager.count() for model in models] == before
