"""Everything that the database holds about the register, broken once each, by name."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import Error, models, transaction
from django.db.models import F
from django.utils import timezone

from register.models import (
    Boundary,
    Canton,
    Community,
    Contact,
    Entity,
    Figure,
    FormerSlug,
    Indicator,
    LegalAct,
    LegalStatus,
    Municipality,
    MunicipalityType,
    Organisation,
)
from tests.register.conftest import WORDS


def refused(name, act):
    """The database refuses `act`, and its message names the rule."""
    with pytest.raises(Error) as caught, transaction.atomic():
        act()
    assert name in str(caught.value)


def figure(places, indicator, **fields):
    values = {"municipality": places.tesanj, "indicator": indicator, "value": 1, "year": 2013, "source": "popis"}
    return Figure.objects.create(**{**values, **fields})


def municipality(places, **fields):
    values = {"name": "Nova", "slug": "nova-opcina", "seat": "Nova", "type": places.tesanj.type, "entity": places.rs}
    return Municipality.objects.create(**{**values, **fields})


MUNICIPALITY: dict[str, dict[str, Any]] = {
    "municipality_slug_is_plain": {"slug": "Ž-1"},
    "municipality_has_name": {"name": ""},
    "municipality_name_is_seen": {"name": "Novа"},  # with a Cyrillic а
    "municipality_point_in_country": {"latitude": 10, "longitude": 17},
    "municipality_postal_code": {"postal_code": "12345"},
    "municipality_without_communities_says_why": {"without_communities": True, "notes": ""},
    "register_municipality_slug_key": {"slug": "tesanj"},
    "municipality_names_differ": {"name": "Tešanj"},
    "municipality_canton_fits": {"entity": "fbih"},
}


@pytest.mark.parametrize("name", MUNICIPALITY)
def test_municipality(places, name):
    fields = dict(MUNICIPALITY[name])
    if fields.get("entity") == "fbih":
        fields["entity"] = places.fbih
    refused(name, lambda: municipality(places, **fields))


def test_half_a_point_is_none(places):
    refused("municipality_point_in_country", lambda: municipality(places, latitude=44))
    assert municipality(places).latitude is None


def test_canton_of_another_entity(places):
    refused("municipality_canton_fits", lambda: municipality(places, canton=Canton.objects.get()))
    other = Entity.objects.create(code="X", slug="x", has_cantons=True, **WORDS)
    refused("municipality_canton_fits", lambda: municipality(places, entity=other, canton=Canton.objects.get()))


def test_umbrella_is_one_level(places):
    city = municipality(places, is_umbrella=True)
    refused("umbrella_is_one_level", lambda: municipality(places, name="B", slug="b", is_umbrella=True, umbrella=city))
    refused("umbrella_is_one_level", lambda: Municipality.objects.filter(pk=city.pk).update(umbrella=F("id")))


def test_municipality_part_of_city(places):
    refused("municipality_part_of_city", lambda: municipality(places, umbrella=places.laktasi))
    city = municipality(places, is_umbrella=True)
    municipality(places, name="Dio", slug="dio", umbrella=city)
    refused("municipality_part_of_city", lambda: Municipality.objects.filter(pk=city.pk).update(is_umbrella=False))


def test_municipality_without_communities_has_none(places):
    rows = Municipality.objects.filter(pk=places.tesanj.pk)
    refused("municipality_without_communities_has_none", lambda: rows.update(without_communities=True, notes="x"))


def test_municipality_entity_suits_statuses(places, statuses):
    Community.objects.filter(pk=places.klasnice.pk).update(legal_status=statuses["RS"])
    other = Entity.objects.create(code="X", slug="x", **WORDS)
    rows = Municipality.objects.filter(pk=places.laktasi.pk)
    refused("municipality_entity_suits_statuses", lambda: rows.update(entity=other))


COMMUNITY = {
    "community_slug_is_plain": {"slug": "donji grad"},
    "community_has_name": {"name": "–"},
    "community_name_is_seen": {"qualifier": "Gornjа"},
    "community_source_date": {"source_date": "2016-13"},
    "community_slug_in_municipality": {"slug": "jelah"},
    "community_names_differ": {"name": "Jelah"},
    "community_closed_says_why": {"closed_on": date(2020, 1, 1)},
}


@pytest.mark.parametrize("name", COMMUNITY)
def test_community(places, name):
    values = {"name": "Nova", "slug": "nova-mz", "municipality": places.tesanj, **COMMUNITY[name]}
    refused(name, lambda: Community.objects.create(**values))


def test_closed_and_merged_communities(places):
    today = date(2026, 1, 1)

    def change(**values):
        return lambda: Community.objects.filter(pk=places.jelah.pk).update(**values)

    closed = {"closed_on": today, "closing_source": "Odluka"}
    refused("community_closed_says_why", change(closing_source="Odluka"))
    refused("community_merged_is_closed", change(merged_into=places.kalosevic))
    refused("community_merged_is_closed", change(merged_into=places.jelah, **closed))
    Community.objects.filter(pk=places.kalosevic.pk).update(**closed)
    refused("community_merges_into_open", change(merged_into=places.kalosevic, **closed))


@pytest.mark.parametrize("day", ["", "2016", "2016-03", "2016-03-31", "2016-02-29"])
def test_source_date_may_be_partial(places, day):
    Community.objects.filter(pk=places.jelah.pk).update(source_date=day)


@pytest.mark.parametrize("day", ["16", "2016-00", "2016-04-31", "2016-02-30", "2016-3-1", "31.3.2016."])
def test_source_date_is_a_date(places, day):
    rows = Community.objects.filter(pk=places.jelah.pk)
    refused("community_source_date" if len(day) <= 10 else "too long", lambda: rows.update(source_date=day))


def test_community_status_fits(places, statuses):
    rows = Community.objects.filter(pk=places.jelah.pk)
    rows.update(legal_status=statuses["FBiH"])
    refused("community_status_fits", lambda: rows.update(legal_status=statuses["RS"]))
    refused("community_status_fits", lambda: rows.update(municipality=places.laktasi))


def test_community_municipality_has_communities(places):
    without = municipality(places, without_communities=True, notes="Nema MZ")
    refused(
        "community_municipality_has_communities",
        lambda: Community.objects.create(name="A", slug="a", municipality=without),
    )


FIGURE: dict[str, dict[str, Any]] = {
    "figure_has_one_subject": {"municipality": None},
    "figure_not_negative": {"value": -1},
    "figure_year": {"year": 1066},
    "figure_names_source": {"source": ""},
    "figure_fits_indicator": {"value": "1.5"},
}


@pytest.mark.parametrize("name", FIGURE)
def test_figure(places, indicator, name):
    refused(name, lambda: figure(places, indicator, **FIGURE[name]))


def test_figure_has_one_subject_not_two(places, indicator):
    refused("figure_has_one_subject", lambda: figure(places, indicator, community=places.jelah))


@pytest.mark.parametrize("year", [2013, None])
def test_figure_once_a_year(places, indicator, year):
    figure(places, indicator, year=year)
    refused("figure_once_a_year", lambda: figure(places, indicator, year=year))


def test_figure_fits_indicator(places):
    yes = Indicator.objects.create(code="y", unit="da-ne", group="prostor", for_municipalities=True, **WORDS)
    refused("figure_fits_indicator", lambda: figure(places, yes, value=2))
    figure(places, yes, value=1)
    share = Indicator.objects.create(code="p", unit="posto", group="zivot", **WORDS)
    refused("figure_fits_indicator", lambda: figure(places, share, value=1))
    refused(
        "figure_fits_indicator", lambda: figure(places, share, municipality=None, community=places.jelah, value=101)
    )


def test_contact(places):
    Contact.objects.create(community=places.jelah, kind="telefon", value="032/100")
    refused("contact_once", lambda: Contact.objects.create(community=places.jelah, kind="telefon", value="032/100"))
    refused("contact_has_value", lambda: Contact.objects.create(community=places.jelah, kind="adresa", value=""))
    refused(
        "contact_suits_kind", lambda: Contact.objects.create(community=places.jelah, kind="web", value="javascript:")
    )


def test_organisation(places):
    refused("organisation_has_name", lambda: Organisation.objects.create(name="", slug="a", kind="savez"))
    refused("organisation_slug_is_plain", lambda: Organisation.objects.create(name="A", slug="a--b", kind="savez"))


def test_cantons_only_where_there_are_any(places):
    values = {"code": "x", "number": 11, "seat": "X", **WORDS}
    refused("canton_entity_has_cantons", lambda: Canton.objects.create(entity=places.rs, **values))


def test_what_others_lean_on_stays(places, statuses):
    refused("Cannot update", lambda: Canton.objects.update(entity=places.rs))
    refused("Cannot update", lambda: LegalStatus.objects.update(entity=places.rs))
    refused("Cannot update", lambda: Entity.objects.filter(pk=places.rs.pk).update(has_cantons=True))


def test_former_slugs_lead_to_one_place(places):
    FormerSlug.objects.create(municipality=places.tesanj, slug="stari", until=timezone.now())
    refused(
        "former_municipality_slug_once",
        lambda: FormerSlug.objects.create(municipality=places.laktasi, slug="stari", until=timezone.now()),
    )
    values = {"municipality": places.tesanj, "slug": "stara", "until": timezone.now()}
    FormerSlug.objects.create(community=places.jelah, **values)
    refused("former_community_slug_once", lambda: FormerSlug.objects.create(community=places.kalosevic, **values))


@pytest.mark.parametrize(
    ("model", "name"),
    [(Municipality, "seat"), (Municipality, "postal_source"), (Organisation, "name"), (MunicipalityType, "name_bs")],
)
@pytest.mark.parametrize("value", [" razmak", "Zˇepcˇe̍ c\u030c", "dva\nreda", "\x01 na\x8dčin"])
def test_lines_are_tidy_whoever_writes_them(places, model, name, value):
    """Python brings them into shape; SQL that does not is refused."""
    row = model.objects.first()
    setattr(row, name, value)
    row.save()
    row.refresh_from_db()
    assert getattr(row, name) != value
    written = models.ExpressionWrapper(models.Value(value), output_field=models.TextField())
    refused("_check", lambda: model.objects.filter(pk=row.pk).update(**{name: written}))


def test_texts_keep_their_lines(places):
    places.jelah.notes = " prvi red \r\n\r\n c\u030c drugi\t red \n\n"
    places.jelah.save()
    places.jelah.refresh_from_db()
    assert places.jelah.notes == "prvi red\n\nč drugi red"


def test_links_are_for_the_web(places):
    rows = Community.objects.filter(pk=places.jelah.pk)
    refused("source_url_check", lambda: rows.update(source_url="javascript:alert(1)"))


def test_legal_acts_hold_in_one_place_and_are_what_they_say(places):
    def act(**fields):
        return lambda: LegalAct.objects.create(**{"slug": "odluka", "title": "Odluka", "kind": "odluka"} | fields)

    refused("legalact_holds_in_one_place", act(entity=places.fbih, municipality=places.tesanj))
    refused("legalact_holds_in_one_place", act(canton=places.tesanj.canton, municipality=places.tesanj))
    refused("legal_act_state_suits_kind", act(kind="studija"))
    refused("legal_act_state_suits_kind", act(state="nije-propis"))
    refused("legal_act_state", act(state="možda"))
    refused("legal_act_has_title", act(title=""))
    refused("legal_act_slug_is_plain", act(slug="Odluka_1"))
    refused("legal_act_year", act(year=1700))


def test_every_named_rule_is_broken_here():
    """A rule that nobody has tried to break is a hope."""
    text = Path(__file__).read_text()
    names = set()
    for model in apps.get_app_config("register").get_models():
        names |= {constraint.name for constraint in model._meta.constraints}
    assert {name for name in names if name not in text} == set()


def test_boundary_is_one_for_each(places):
    Boundary.objects.create(municipality=places.tesanj, geometry={}, source="x")
    refused("municipality_id_key", lambda: Boundary.objects.create(municipality=places.tesanj, geometry={}, source="x"))
