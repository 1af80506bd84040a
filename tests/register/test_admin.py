"""The register in Django admin: who may, search that forgives, stable addresses, refusals in words, history."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from register.models import (
    Community,
    Contact,
    Figure,
    FormerSlug,
    LegalStatus,
    Municipality,
    Organisation,
)
from tests.factories import make_community, make_municipality
from text.slugs import slugify

from .desk import MODELS, change, form_of, url

# -- who may -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_pages_open(desk, places, model):
    assert desk.get(url(model, "changelist")).status_code == 200
    assert desk.get(url(model, "changelist"), {"q": "Tešanj 'x\" %_"}).status_code == 200
    addable = model.__name__ not in {"FormerSlug", "Boundary"}
    assert desk.get(url(model, "add")).status_code == (200 if addable else 403)


def test_visitor_signs_in_first(visitor, places):
    response = visitor.get(url(Community, "changelist"))
    assert response.status_code == 302
    assert response.url.startswith("/prijava/")


@pytest.mark.parametrize("who", ["member", "neighbour", "coordinator", "newcomer"])
def test_others_find_nothing(request, staff_client_of, places, who):
    assert staff_client_of(request.getfixturevalue(who)).get(url(Community, "changelist")).status_code == 404


def test_moderator_looks_and_changes_nothing(staff_client_of, moderator, places):
    desk = staff_client_of(moderator)
    assert desk.get(url(Community, "changelist")).status_code == 200
    page = desk.get(url(Community, "change", places.jelah.pk))
    assert page.status_code == 200
    assert not page.context["has_change_permission"]
    assert desk.post(url(Community, "change", places.jelah.pk), {"name": "x"}).status_code == 403
    assert desk.post(url(Community, "delete", places.jelah.pk), {"post": "yes"}).status_code == 403
    assert desk.get(url(Community, "add")).status_code == 403
    assert desk.get(url(Community, "history", places.jelah.pk)).status_code == 200


# -- search and lists --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["zepce", "ŽEPČE", "Жепче", "žepč", "Zepce"])
def test_search_forgives(desk, places, typed):
    make_municipality("Žepče", entity=places.rs, type=places.tesanj.type)
    found = desk.get(url(Municipality, "changelist"), {"q": typed}).context["cl"].queryset
    assert [row.name for row in found] == ["Žepče"]


def test_every_word_counts(desk, places):
    make_community("Centar", places.tesanj)
    make_community("Centar", places.laktasi)
    found = desk.get(url(Community, "changelist"), {"q": "centar tesanj"}).context["cl"].queryset
    assert [row.municipality.slug for row in found] == ["tesanj"]


def test_search_in_texts(desk, places):
    Organisation.objects.create(name="Mreža praktičara", slug="mreza", kind="mreza")
    found = desk.get(url(Organisation, "changelist"), {"q": "mreza prakticara"}).context["cl"].queryset
    assert found.count() == 1


@pytest.mark.parametrize(
    "query",
    ["municipality__entity__id__exact={rs}", "kind__exact=seoska", "confirmed_on__isempty=1", "evidence__exact=jako"],
)
def test_filters(desk, places, query):
    Community.objects.filter(pk=places.klasnice.pk).update(kind="seoska")
    response = desk.get(url(Community, "changelist") + "?" + query.format(rs=places.rs.pk))
    assert response.status_code == 200
    assert places.klasnice in response.context["cl"].queryset


def test_order_of_lists_is_that_of_the_alphabet(desk, places):
    for name in ("Čajniče", "Cazin", "Dobretići", "Džepovi"):
        make_community(name, places.laktasi, slug=slugify(name))
    rows = desk.get(url(Community, "changelist"), {"municipality__id__exact": places.laktasi.pk}).context["cl"]
    assert [row.name for row in rows.result_list] == ["Cazin", "Čajniče", "Dobretići", "Džepovi", "Klašnice"]


@pytest.mark.parametrize("model", [Community, Municipality, Contact, Figure])
def test_lists_cost_the_same_for_many_rows(desk, places, indicator, model):
    def fill(number):
        for n in range(number):
            place = make_community(f"Mjesto {number} {n}", places.laktasi)
            Contact.objects.create(community=place, kind="telefon", value=f"032 {n}00")
            Figure.objects.create(community=place, indicator=indicator, value=1, source="x")
            make_municipality(f"Grad {number} {n}", entity=places.rs, type=places.tesanj.type)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            desk.get(url(model, "changelist"))
        return len(captured)

    fill(1)
    queries()
    few = queries()
    fill(3)
    assert queries() == few


def test_autocomplete(desk, places):
    query = {"term": "jelah", "app_label": "register", "model_name": "contact", "field_name": "community"}
    response = desk.get("/upravljanje/autocomplete/", query)
    assert [row["text"] for row in response.json()["results"]] == ["Jelah"]


# -- add and change ----------------------------------------------------------------------------------------------------


def add_community(desk, places, **fields):
    data = form_of(desk.get(url(Community, "add")))
    values = {"municipality": places.tesanj.pk, "name": "Đulići", "slug": "", "evidence": "jako", "kind": ""}
    return desk.post(url(Community, "add"), {**data, **values, **fields})


def test_address_is_proposed(desk, places):
    assert add_community(desk, places).status_code == 302
    assert Community.objects.get(name="Đulići").slug == "djulici"
    assert add_community(desk, places, qualifier="novi").status_code == 302
    assert Community.objects.get(name="Đulići", qualifier="novi").slug == "djulici-2"


def test_address_may_not_be_a_word_of_the_site(desk, places):
    response = add_community(desk, places, slug="nova")
    assert "slug" in response.context["adminform"].form.errors
    assert not Community.objects.filter(name="Đulići").exists()


def test_changed_name_keeps_its_address(desk, places):
    assert change(desk, places.jelah, name="Jelah Polje", slug="").status_code == 302
    places.jelah.refresh_from_db()
    assert (places.jelah.name, places.jelah.slug) == ("Jelah Polje", "jelah")
    assert not FormerSlug.objects.exists()


def test_changed_address_leaves_the_old_one(desk, places):
    assert change(desk, places.jelah, slug="jelah-polje").status_code == 302
    assert FormerSlug.objects.get().slug == "jelah"
    assert change(desk, places.tesanj, slug="tesanj-novi").status_code == 302
    assert FormerSlug.objects.count() == 2


def test_address_that_leads_to_another_is_refused(desk, places):
    change(desk, places.jelah, slug="jelah-polje", name="Jelah Polje")
    change(desk, places.tesanj, slug="tesanj-novi")
    for place, slug in ((places.kalosevic, "jelah"), (places.laktasi, "tesanj")):
        response = change(desk, place, slug=slug)
        assert "slug" in response.context["adminform"].form.errors
    assert add_community(desk, places, name="Jelah").status_code == 302
    assert Community.objects.get(name="Jelah").slug == "jelah-2"
    assert change(desk, places.jelah, slug="jelah").status_code == 302
    assert change(desk, places.tesanj, slug="tesanj").status_code == 302


def test_proposed_address_of_a_municipality_leads_to_no_other(desk, places):
    change(desk, places.laktasi, slug="laktasi-novi", name="Laktaši Novi")
    page = url(Municipality, "add")
    fields = {"name": "Laktaši", "slug": "", "type": places.laktasi.type_id, "entity": places.rs.pk, "seat": "Laktaši"}
    assert desk.post(page, {**form_of(desk.get(page)), **fields}).status_code == 302
    assert Municipality.objects.get(name="Laktaši").slug == "laktasi-2"


@pytest.mark.sampled(3)
@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "Kaloševići"}, "__all__"),
        ({"slug": "kalosevici"}, "__all__"),
        ({"slug": "-a-"}, "__all__"),
        ({"source_date": "2016-13"}, "__all__"),
        ({"source_date": "2999"}, "source_date"),
        ({"confirmed_on": "2999-01-01"}, "confirmed_on"),
        ({"closed_on": "2999-01-01", "closing_source": "x"}, "closed_on"),
        ({"legal_status": "rs"}, "legal_status"),
        ({"source_url": "javascript:alert(1)"}, "source_url"),
    ],
)
def test_rules_of_a_community_are_errors_of_the_form(desk, places, statuses, fields, field):
    if fields.get("legal_status"):
        fields = {"legal_status": LegalStatus.objects.get(code="rs").pk}
    response = change(desk, places.jelah, **fields)
    assert response.status_code == 200
    assert field in response.context["adminform"].form.errors
    places.jelah.refresh_from_db()
    assert places.jelah.name == "Jelah"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"entity": "rs"}, "canton"),
        ({"canton": ""}, "canton"),
        ({"umbrella": "laktasi"}, "umbrella"),
        ({"latitude": "10"}, "__all__"),
        ({"longitude": ""}, "__all__"),
        ({"postal_code": "1"}, "__all__"),
        ({"without_communities": "on"}, "without_communities"),
        ({"name": "Laktaši"}, "__all__"),
        ({"slug": "laktasi"}, "slug"),
    ],
)
def test_rules_of_a_municipality_are_errors_of_the_form(desk, places, fields, field):
    numbers = {"rs": places.rs.pk, "laktasi": places.laktasi.pk}
    values = {name: numbers.get(value, value) if name != "slug" else value for name, value in fields.items()}
    response = change(desk, places.tesanj, **values)
    assert response.status_code == 200
    assert field in response.context["adminform"].form.errors


def test_municipality_without_communities_is_not_given_one(desk, places):
    values = {"type": places.tesanj.type, "entity": places.rs, "without_communities": True, "notes": "nema"}
    without = make_municipality("Stolac", **values)
    response = add_community(desk, places, municipality=without.pk)
    assert "municipality" in response.context["adminform"].form.errors


def test_figures_and_contacts_on_the_page_of_their_place(desk, places, indicator):
    fields = {"figures-TOTAL_FORMS": "1", "figures-0-indicator": indicator.pk, "figures-0-value": "2100"}
    fields |= {"figures-0-year": "2013", "figures-0-source": "popis", "contacts-TOTAL_FORMS": "1"}
    fields |= {"contacts-0-kind": "telefon", "contacts-0-value": "032 1", "contacts-0-visibility": "clanovi"}
    assert change(desk, places.jelah, **fields).status_code == 302
    assert Figure.objects.get().subject == places.jelah
    assert Contact.objects.get().visibility == "clanovi"


def test_rules_of_a_figure_are_errors_of_the_form(desk, places, indicator):
    data = {"indicator": indicator.pk, "value": "mnogo", "source": "popis", "community": places.jelah.pk}
    response = desk.post(url(Figure, "add"), data)
    assert "value" in response.context["adminform"].form.errors
    response = desk.post(url(Figure, "add"), {**data, "value": "1", "municipality": places.tesanj.pk})
    assert "__all__" in response.context["adminform"].form.errors
    assert desk.post(url(Figure, "add"), {**data, "value": "1"}).status_code == 302
    response = desk.post(url(Figure, "add"), {**data, "value": "2"})
    assert "__all__" in response.context["adminform"].form.errors


def test_fields_that_others_lean_on_are_set_once(desk, places):
    page = desk.get(url(type(places.rs), "change", places.rs.pk))
    assert "has_cantons" not in page.context["adminform"].form.fields


# -- delete ------------------------------------------------------------------------------------------------------------


def test_delete_is_refused_in_a_sentence(desk, places):
    page = url(Municipality, "delete", places.tesanj.pk)
    for response in (desk.get(page), desk.post(page, {"post": "yes"})):
        assert response.status_code == 200
        (sentence,) = response.context["protected"]
        assert " 2 " in sentence
        assert sentence in response.content.decode()
    assert Municipality.objects.filter(pk=places.tesanj.pk).exists()


def test_delete_of_several_is_refused_in_a_sentence(desk, places):
    data = {"action": "delete_selected", "_selected_action": [places.tesanj.pk, places.laktasi.pk], "post": "yes"}
    response = desk.post(url(Municipality, "changelist"), data)
    assert response.status_code == 200
    assert response.context["protected"][0].count(" 3 ") == 1
    assert Municipality.objects.count() == 2


def test_delete_counts_mandates_too(desk, places, member):
    response = desk.get(url(Community, "delete", places.jelah.pk))
    assert len(response.context["protected"]) == 1


def test_delete_of_what_nothing_belongs_to(desk, places):
    Contact.objects.create(community=places.kalosevic, kind="telefon", value="122")
    places.kalosevic.slug = "kal"
    places.kalosevic.save()
    page = url(Community, "delete", places.kalosevic.pk)
    assert desk.get(page).status_code == 200
    assert desk.post(page, {"post": "yes"}).status_code == 302
    assert not Community.objects.filter(pk=places.kalosevic.pk).exists()
    assert not FormerSlug.objects.exists()


def test_former_addresses_cannot_be_deleted_alone(desk, places):
    places.jelah.slug = "j"
    places.jelah.save()
    old = FormerSlug.objects.get()
    assert desk.post(url(FormerSlug, "delete", old.pk), {"post": "yes"}).status_code == 403
    assert desk.post(url(FormerSlug, "change", old.pk), {"slug": "x"}).status_code == 403


# -- history -----------------------------------------------------------------------------------------------------------


def test_history_says_who_changed_what(places, desk, admin):
    change(desk, places.jelah, name="Jelah Polje", kind="gradska")
    response = desk.get(url(Community, "history", places.jelah.pk))
    latest, first = response.context["changes"]
    assert latest.who == str(admin)
    assert latest.how == url(Community, "change", places.jelah.pk)
    fields = {before: after for _name, before, after in latest.fields}
    assert fields["Jelah"] == "Jelah Polje"
    assert first.who == ""
    assert "Jelah Polje" in response.content.decode()


def test_history_holds_contacts_and_figures(desk, places, indicator):
    fields = {"contacts-TOTAL_FORMS": "1", "contacts-0-kind": "telefon", "contacts-0-visibility": "javno"}
    change(desk, places.jelah, **fields, **{"contacts-0-value": "061 999 888"})
    Figure.objects.create(community=places.jelah, indicator=indicator, value=1, source="popis")
    response = desk.get(url(Community, "history", places.jelah.pk))
    assert len(response.context["changes"]) == 3
    assert "061 999 888" not in response.content.decode()


def test_history_of_a_secret_change_says_that_there_was_one(desk, places):
    contact = Contact.objects.create(community=places.jelah, kind="telefon", value="061 999 888")
    contact.value = "061 777 666"
    contact.save()
    response = desk.get(url(Contact, "history", contact.pk))
    assert len(response.context["changes"][0].fields) == 1
    assert "061" not in response.content.decode().split("change-history")[1]


def test_history_outlives_its_object(desk, places):
    pk = places.kalosevic.pk
    desk.post(url(Community, "delete", pk), {"post": "yes"})
    response = desk.get(url(Community, "history", pk))
    assert response.status_code == 200
    assert len(response.context["changes"]) == 2
    assert desk.get(url(Community, "history", 999_999)).status_code == 404
    assert desk.get(url(Community, "history", "x")).status_code == 404


def test_reading_writes_nothing(desk, places):
    desk.get(url(Community, "changelist"))
    with CaptureQueriesContext(connection) as captured:
        desk.get(url(Community, "change", places.jelah.pk))
        desk.get(url(Community, "history", places.jelah.pk))
    texts = [query["sql"] for query in captured if "django_session" not in query["sql"]]
    assert not [
        text for text in texts if not text.lstrip().upper().startswith(("SELECT", "SAVEPOINT", "RELEASE", "DECLARE"))
    ]


# -- languages ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("prefix", ["", "/hr", "/sr-latn", "/sr", "/en"])
def test_in_every_language(desk, places, prefix):
    change(desk, places.jelah, notes="Bilješka")
    for page in ("", "add/", f"{places.jelah.pk}/change/", f"{places.jelah.pk}/history/", f"{places.jelah.pk}/delete/"):
        response = desk.get(f"{prefix}/upravljanje/register/community/{page}")
        assert response.status_code == 200


def test_in_cyrillic(desk, places):
    text = desk.get(f"/sr/upravljanje/register/community/{places.jelah.pk}/history/").content.decode()
    assert "Јелах" in text
    assert "Јелах" in desk.get("/sr/upravljanje/register/community/").content.decode()
    found = desk.get("/sr/upravljanje/register/community/", {"q": "јелах"}).context["cl"].queryset
    assert found.count() == 1
