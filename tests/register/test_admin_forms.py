"""Forms of the administration: two people with one open, what no form of ours sends, names and codes in lists."""

import re

import pytest
from django.utils import timezone

from register.models import (
    Canton,
    Community,
    Contact,
    Entity,
    Figure,
    FormerSlug,
    Indicator,
    Municipality,
    MunicipalityType,
    Organisation,
)
from tests.factories import make_community
from tests.markup import text_of

from .desk import change, form_of, url

# -- two people with one form ------------------------------------------------------------------------------------------


def test_the_second_of_two_sees_what_the_first_saved(desk, places):
    page = url(Community, "change", places.jelah.pk)
    first, second = form_of(desk.get(page)), form_of(desk.get(page))
    seen = re.search(r'name="_seen" value="([\d-]+)"', desk.get(page).content.decode())[1]
    assert desk.post(page, {**first, "_seen": seen, "notes": "prva izmjena"}).status_code == 302
    refused = desk.post(page, {**second, "_seen": seen, "notes": "druga izmjena"})
    assert refused.status_code == 200
    told = text_of(refused)
    assert "Jasna Perić" in told or "@" in told
    assert "– → prva izmjena" in told
    assert "druga izmjena" in refused.content.decode()
    places.jelah.refresh_from_db()
    assert places.jelah.notes == "prva izmjena"
    again = re.search(r'name="_seen" value="([\d-]+)"', refused.content.decode())[1]
    assert again != seen
    assert desk.post(page, {**second, "_seen": again, "notes": "druga izmjena"}).status_code == 302
    places.jelah.refresh_from_db()
    assert places.jelah.notes == "druga izmjena"


def test_what_belongs_to_it_counts_too(desk, places):
    page = url(Community, "change", places.jelah.pk)
    opened = desk.get(page)
    seen = re.search(r'name="_seen" value="([\d-]+)"', opened.content.decode())[1]
    Contact.objects.create(community=places.jelah, kind="telefon", value="032 650 100")
    refused = desk.post(page, {**form_of(opened), "_seen": seen})
    assert refused.status_code == 200
    assert "Kontakt (telefon): dodano" in text_of(refused)


@pytest.mark.parametrize("mark", ["", "x", "1", "9" * 5000, "-", "1-2-3-4"])
def test_a_mark_that_is_none_is_not_believed(desk, places, mark):
    places.jelah.notes = "nešto"
    places.jelah.save()
    page = url(Community, "change", places.jelah.pk)
    answer = desk.post(page, {**form_of(desk.get(page)), "_seen": mark})
    assert answer.status_code == 200
    assert "– → nešto" in text_of(answer)


def test_a_table_without_history_says_so(desk, places):
    former = FormerSlug.objects.create(municipality=places.tesanj, slug="stari-tesanj", until=timezone.now())
    assert desk.get(url(FormerSlug, "history", former.pk)).status_code == 200
    assert desk.get(url(FormerSlug, "change", former.pk)).status_code == 200


# -- what no form of ours sends ----------------------------------------------------------------------------------------


@pytest.mark.sampled(4)
@pytest.mark.parametrize("value", ["abc", "9" * 30, "1,2", "\u0661"])
@pytest.mark.parametrize(
    ("model", "name"),
    [(Community, "municipality"), (Community, "merged_into"), (Figure, "indicator"), (Municipality, "umbrella")],
)
def test_a_proposed_relation_that_is_no_number_is_left_out(desk, places, model, name, value):
    assert desk.get(url(model, "add"), {name: value}).status_code == 200


def test_a_proposed_relation_is_taken(desk, places):
    page = desk.get(url(Community, "add"), {"municipality": places.tesanj.pk})
    assert str(page.context["adminform"].form.initial["municipality"]) == str(places.tesanj.pk)


@pytest.mark.sampled(3)
@pytest.mark.parametrize("value", ["abc", "9" * 30, "1,2", "²"])
@pytest.mark.parametrize("name", ["municipality", "merged_into"])
def test_a_sent_relation_that_is_no_number_is_an_error_of_its_field(desk, places, name, value):
    page = change(desk, places.jelah, **{name: value})
    assert page.status_code == 200
    assert page.context["adminform"].form.errors.keys() == {name}


@pytest.mark.parametrize("value", ["abc", "9" * 30, ""])
def test_an_action_on_what_is_no_row_is_refused(desk, places, value):
    data = {"action": "delete_selected", "_selected_action": value}
    assert desk.post(url(Community, "changelist"), data).status_code == 400


# -- letters -----------------------------------------------------------------------------------------------------------


def test_organisations_stand_in_the_order_of_the_alphabet(desk):
    names = ["Cvijet", "Česma", "Ćuprija", "Đak", "Zvijezda", "Žeravica"]
    for number, name in enumerate(reversed(names)):
        Organisation.objects.create(name=name, slug=f"o-{number}", kind="savez")
    for query in ({}, {"o": "1"}):
        assert [row.name for row in desk.get(url(Organisation, "changelist"), query).context["cl"].result_list] == names


def test_a_column_of_names_too(desk, places):
    for name in ("Foča", "Fojnica", "Fočica"):
        make_community(name, places.tesanj)
    rows = desk.get(url(Community, "changelist"), {"o": "1"}).context["cl"].result_list
    assert [row.name for row in rows if row.name.startswith("Fo")] == ["Foča", "Fočica", "Fojnica"]


@pytest.mark.parametrize("model", [Indicator, Canton, Entity, MunicipalityType], ids=lambda model: model.__name__)
def test_codes_keep_their_letters_in_cyrillic(desk, places, model):
    Indicator.objects.get_or_create(code="population", defaults={"name_bs": "Stanovništvo", "position": 1})
    code = model.objects.first().code if model.objects.exists() else ""
    page = desk.get("/sr" + url(model, "changelist")).content.decode()
    assert not code or f'<span translate="no">{code}</span>' in page


@pytest.mark.parametrize("link", ["ftp://mreza.ba/", "javascript:alert(1)", "mreza ba"])
def test_a_link_of_another_kind_is_refused(desk, link):
    page = desk.post(url(Organisation, "add"), {"name": "Mreža", "kind": "mreza", "slug": "", "url": link})
    assert page.status_code == 200
    assert page.context["errors"]
    assert not Organisation.objects.exists()
