"""What the database would refuse is found beforehand, by `--check` too, and named at its cell."""

import datetime as dt

import pytest
from django.utils import timezone

from register.models import Community, Entity, Figure, LegalStatus, Municipality
from tests.factories import make_municipality
from tests.register.conftest import WORDS
from tests.register.desk import url
from tests.register.sheets import (
    accepted,
    as_file,
    community,
    former_slug,
    municipality,
    problems,
    problems_of,
    row_of,
)

pytestmark = pytest.mark.usefixtures("in_english", "small_register")
CLOSED = {"closed_on": "2020-01-01", "closing_source": "Odluka"}
ITSELF = "a local community cannot become part of itself"
ELSEWHERE = "this address leads to another place, which had it before"


def named(*places, file="local_communities.csv"):
    return [f"{file}, line {place}" for place in places]


# -- closed and merged communities -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "cells", "reason"),
    [
        (
            "closing_source",
            {"closed_on": "2020-01-01"},
            "say where it stands that the local community was closed",
        ),
        (
            "closed_on",
            {"closing_source": "Odluka"},
            "say when the local community was closed, or leave the source of the closing empty",
        ),
        (
            "merged_into",
            {"merged_into": "tesanj/jelah"},
            "only a closed local community is merged into another one",
        ),
        ("merged_into", {**CLOSED, "merged_into": "tesanj/mahala"}, ITSELF),
        (
            "merged_into",
            {**CLOSED, "merged_into": "tesanj/nema"},
            "“tesanj/nema” is not in the register (local community)",
        ),
    ],
)
def test_closing(column, cells, reason):
    assert problems(as_file(community(**cells))) == named(f"2, column {column}: {reason}")


def test_merged_in_a_circle():
    rows = [
        community(slug=slug, name_lat=slug, merged_into=f"tesanj/{into}", **CLOSED) for slug, into in ("ab", "bc", "ca")
    ]
    rows += [community(slug="d", name_lat="D", merged_into="tesanj/a", **CLOSED)]
    assert problems(as_file(*rows)) == named(*(f"{line}, column merged_into: {ITSELF}" for line in (2, 3, 4)))


def test_merged_into_one_that_is_closed():
    Community.objects.filter(slug="kalosevici").update(closed_on=dt.date(2019, 1, 1), closing_source="Odluka")
    row = community(slug="jelah", name_lat="Jelah", merged_into="tesanj/kalosevici", **CLOSED)
    assert problems(as_file(row)) == named("2, column merged_into: the other local community is closed itself")


def test_merged_into_one_that_was_closed_later():
    """An export has such rows, in any order."""
    first = community(slug="a", name_lat="A", merged_into="tesanj/b", **CLOSED)
    accepted(first, community(slug="b", name_lat="B", merged_into="tesanj/jelah", **CLOSED))
    merged = Community.objects.get(slug="a").merged_into
    assert (merged.slug, merged.merged_into.slug) == ("b", "jelah")


# -- municipalities that others lean on --------------------------------------------------------------------------------


def test_city_that_still_has_parts(places):
    city = make_municipality("Mahala", slug="mahala", entity=places.rs, type=places.tesanj.type, is_umbrella=True)
    Municipality.objects.filter(pk=places.laktasi.pk).update(umbrella=city)
    found = problems(as_file(municipality(type="općina")), "municipalities.csv")
    assert found == named("2, column umbrella: it still has parts", file="municipalities.csv")


def test_municipality_that_has_communities():
    row = municipality(slug="laktasi", name_lat="Laktaši", without_communities="da", notes="Nema MZ")
    found = problems(as_file(row), "municipalities.csv")
    reason = "it has local communities in the register"
    assert found == named(f"2, column without_communities: {reason}", file="municipalities.csv")


def test_municipality_whose_communities_have_a_status(places):
    Community.objects.filter(slug="klasnice").update(legal_status=LegalStatus.objects.get(code="rs"))
    Entity.objects.create(code="X", slug="x", **WORDS)
    row = municipality(slug="laktasi", name_lat="Laktaši", entity_code="X")
    found = problems(as_file(row), "municipalities.csv")
    reason = "one of its local communities has a legal status of another entity"
    assert found == named(f"2, column entity_code: {reason}", file="municipalities.csv")


# -- totals ------------------------------------------------------------------------------------------------------------


def total(**cells):
    return row_of("municipality_mz_totals.csv", mz_total_stated="5", source_url="https://a.ba", **cells)


def test_total_of_an_unknown_municipality():
    found = problems(as_file(total(municipality_slug="nema")), "municipality_mz_totals.csv")
    reason = "“nema” is not in the register (municipality)"
    assert found == named(f"2, column municipality_slug: {reason}", file="municipality_mz_totals.csv")


def test_year_of_a_total(indicator):
    indicator.pk, indicator.code = None, "mz_total"
    indicator.save()
    found = problems(as_file(total(municipality_slug="tesanj", year="1066")), "municipality_mz_totals.csv")
    reason = "the year lies between 1850 and 2100"
    assert found == named(f"2, column year: {reason}", file="municipality_mz_totals.csv")


# -- figures of years to come ------------------------------------------------------------------------------------------

NEXT = timezone.localdate().year + 1


def figure(year):
    return row_of(
        "figures.csv", municipality_slug="tesanj", indicator="population", value="5", source="popis", year=year
    )


def test_year_of_a_figure_that_is_still_to_come(indicator):
    accepted(figure(str(NEXT - 1)), file="figures.csv")
    found = problems(as_file(figure(str(NEXT))), "figures.csv")
    assert found == named(f"2, column year: “{NEXT}” lies in the future", file="figures.csv")
    found = problems(as_file(figure("2101")), "figures.csv")
    assert found == named("2, column year: the year lies between 1850 and 2100", file="figures.csv")


def test_year_of_a_total_that_is_still_to_come(indicator):
    indicator.pk, indicator.code = None, "mz_total"
    indicator.save()
    found = problems(as_file(total(municipality_slug="tesanj", year=str(NEXT))), "municipality_mz_totals.csv")
    assert found == named(f"2, column year: “{NEXT}” lies in the future", file="municipality_mz_totals.csv")


@pytest.mark.parametrize("year", [1849, NEXT])
def test_year_of_a_figure_in_the_admin(desk, places, indicator, year):
    data = {"indicator": indicator.pk, "value": "5", "source": "popis", "community": places.jelah.pk}
    response = desk.post(url(Figure, "add"), data | {"year": year})
    assert response.context["adminform"].form.errors == {"year": ["The year lies between 1850 and today."]}
    assert desk.post(url(Figure, "add"), data | {"year": NEXT - 1}).status_code == 302


# -- former addresses --------------------------------------------------------------------------------------------------


def renamed(place, slug):
    place.slug = slug
    place.save()


def test_new_community_at_the_former_address_of_another(places):
    renamed(places.jelah, "jelah-polje")
    row = community(slug="jelah", name_lat="Jelah Novi")
    assert problems(as_file(row)) == named(f"2, column slug: {ELSEWHERE}")
    accepted(community(municipality_slug="laktasi", slug="jelah", name_lat="Jelah"))


def test_new_municipality_at_the_former_address_of_another(places):
    renamed(places.laktasi, "grad-laktasi")
    found = problems(as_file(municipality(slug="laktasi", name_lat="Drugi")), "municipalities.csv")
    assert found == named(f"2, column slug: {ELSEWHERE}", file="municipalities.csv")


def test_former_address_where_a_place_is():
    found = problems(as_file(former_slug(community_slug="jelah", slug="kalosevici")), "former_slugs.csv")
    assert found == named("2, column slug: another place has this address now", file="former_slugs.csv")


@pytest.mark.parametrize("place", ["community_slug", "municipality_slug"])
def test_former_address_of_two(places, place):
    first, second = ("jelah", "kalosevici") if place == "community_slug" else ("tesanj", "laktasi")
    accepted(former_slug(**{place: first}), file="former_slugs.csv")
    found = problems_of({"former_slugs.csv": [former_slug(**{place: second})]})
    assert found == named(f"2, column slug: {ELSEWHERE}", file="former_slugs.csv")


# -- letters -----------------------------------------------------------------------------------------------------------


def test_invisible_letters_are_left_out():
    """U+008D is what is left of č where UTF-8 was taken for something else."""
    accepted(community(name_lat="\x01 Ma\x8dhala"))
    assert Community.objects.get(slug="mahala").name == "Mahala"
