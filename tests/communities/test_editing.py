"""The record of a local community as its coordinator keeps it, and what nobody else may touch."""

import re
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from communities import actions
from communities.editing import CloseForm, FactsForm
from register.models import Community, Contact, Figure, Indicator, LegalStatus
from tests import factories
from tests.markup import text_of, valid

pytestmark = pytest.mark.django_db
FIGURE = {"value": "1.250", "year": "2024", "source": "Općina Tešanj, izvještaj", "source_url": ""}


def url(community, part=""):
    return f"/koordinator/mz/{community.pk}/{part}"


@pytest.fixture
def desk(client_of, coordinator):
    return client_of(coordinator)


@pytest.fixture
def population(db):
    names = {f"name_{language}": "Stanovništvo" for language in ("bs", "hr", "sr", "en")}
    fields = {"unit": "osoba", "group": "stanovnistvo", "expected": True, **names}
    return Indicator.objects.get_or_create(code="population", defaults=fields)[0]


def seen(client, address):
    page = client.get(address)
    valid(page)
    return re.search(r'name="seen" value="(\w+)"', page.content.decode())[1]


def sent(client, address, **values):
    return client.post(address, values | {"seen": seen(client, address)})


PARTS = ("", "podaci/", "kontakti/", "brojke/population/", "naziv/", "zatvaranje/")


def test_another_municipality_is_not_there_by_any_path_or_field(
    client_of, desk, member, neighbour, moderator, admin, places, population
):
    """The coordinator of Tešanj at Laktaši, and people without the role at Tešanj."""
    before = list(Community.objects.order_by("pk").values())
    attempts = [(desk, places.klasnice)]
    attempts += [(client_of(user), places.jelah) for user in (member, neighbour, moderator, admin)]
    for client, community in attempts:
        for part in PARTS:
            assert client.get(url(community, part)).status_code == 404, part
            assert client.post(url(community, part), {"seen": "x", "name": "Y"}).status_code in {404, 405}, part
        assert client.post(url(community, "vazi/")).status_code == 404
    assert client_of(member).get("/koordinator/nova-mz/").status_code == 404
    response = desk.post(
        "/koordinator/nova-mz/",
        {"municipality": places.laktasi.pk, "name": "Tuđa", "source_url": "https://laktasi.net/"},
    )
    assert "Tuđa" in response.content.decode()
    token = seen(desk, url(places.jelah, "podaci/"))
    desk.post(url(places.jelah, "podaci/"), {"seen": token, "municipality": places.laktasi.pk, "name": "Tuđa"})
    token = seen(desk, url(places.jelah, "zatvaranje/"))
    into = {"seen": token, "day": "2020", "source": "Odluka", "merged_into": places.klasnice.pk}
    assert desk.post(url(places.jelah, "zatvaranje/"), into).status_code == 200
    assert list(Community.objects.order_by("pk").values()) == before


def test_the_actions_ask_the_policy_themselves(member, neighbour, places):
    for user in (member, neighbour):
        form = FactsForm(places.jelah, {})
        assert form.is_valid()
        with pytest.raises(PermissionDenied):
            actions.save_facts(form, user, actions.seen(form))
        with pytest.raises(PermissionDenied):
            actions.confirm_figures(places.jelah, user)


def test_the_record_shows_everything_at_once(desk, places, population):
    Contact.objects.create(community=places.jelah, kind="telefon", value="032 650 011", visibility="koordinatori")
    page = desk.get(url(places.jelah))
    valid(page)
    assert "032 650 011" in text_of(page)
    assert "Stanovništvo" in text_of(page)


def test_facts_are_saved_once(desk, places):
    status = LegalStatus.objects.filter(entity=places.fbih).first()
    values = {"kind": "seoska", "settlements": "Jelah, Jelah Polje", "source_date": "2020"}
    values |= {"legal_status": status.pk} if status else {}
    assert sent(desk, url(places.jelah, "podaci/"), **values).status_code == 302
    places.jelah.refresh_from_db()
    assert (places.jelah.kind, places.jelah.settlement_list) == ("seoska", ["Jelah", "Jelah Polje"])
    assert "promijenjeno" in text_of(desk.get(url(places.jelah))) or "izmijenjeno" in text_of(
        desk.get(url(places.jelah))
    )


def test_the_second_to_save_sees_both_and_loses_nothing(client_of, desk, places):
    other = factories.make_user("k9@example.ba", name="Druga Osoba")
    factories.make_mandate(other, "coordinator", places.tesanj)
    address = url(places.jelah, "podaci/")
    token = seen(desk, address)
    sent(client_of(other), address, settlements="Od druge")
    response = desk.post(address, {"settlements": "Od mene", "seen": token})
    assert response.status_code == 409
    valid(response)
    page = response.content.decode()
    assert "Od mene" in page
    assert "Od druge" in page
    assert "Druga Osoba" in page
    assert "k9@example.ba" not in page
    places.jelah.refresh_from_db()
    assert places.jelah.settlements == "Od druge"
    again = re.search(r'name="seen" value="(\w+)"', page)[1]
    assert desk.post(address, {"settlements": "Od mene", "seen": again}).status_code == 302
    places.jelah.refresh_from_db()
    assert places.jelah.settlements == "Od mene"


def test_contacts_come_change_and_go(desk, places):
    address = url(places.jelah, "kontakti/")
    sent(desk, address, **{"telefon": "032 650 011", "telefon-visibility": "clanovi", "e-posta": "mz@jelah.ba"})
    assert set(places.jelah.contacts.values_list("kind", "value", "visibility")) == {
        ("telefon", "032 650 011", "clanovi"),
        ("e-posta", "mz@jelah.ba", "javno"),
    }
    sent(desk, address, telefon="", **{"e-posta": "nije adresa"})
    assert places.jelah.contacts.count() == 2, "one is wrong, so nothing is written"
    sent(desk, address, telefon="", **{"e-posta": "mz@jelah.ba"})
    assert [one.kind for one in places.jelah.contacts.all()] == ["e-posta"]


def test_a_figure_needs_its_year_and_source(desk, places, population):
    address = url(places.jelah, "brojke/population/")
    for missing in ("value", "year", "source"):
        response = sent(desk, address, **(FIGURE | {missing: ""}))
        assert response.status_code == 200, missing
        valid(response)
    for wrong in ({"value": "-1"}, {"value": "1,5"}, {"value": "mnogo"}, {"year": "1700"}, {"year": "2999"}):
        assert sent(desk, address, **(FIGURE | wrong)).status_code == 200, wrong
    assert not Figure.objects.exists()
    sent(desk, address, **FIGURE)
    figure = Figure.objects.get()
    assert (figure.value, figure.year, figure.confirmed_on) == (1250, 2024, timezone.localdate())
    sent(desk, address, **(FIGURE | {"year": "2025", "value": "1300"}))
    assert Figure.objects.count() == 2, "another year, another row of the series"
    assert desk.get(url(places.jelah, "brojke/nema/")).status_code == 404


def test_still_valid_in_one_click(desk, places, population):
    old = Figure.objects.create(community=places.jelah, indicator=population, value=900, year=2013, source="Popis")
    new = Figure.objects.create(community=places.jelah, indicator=population, value=950, year=2020, source="Općina")
    response = desk.post(url(places.jelah, "vazi/"), {"indicator": "population"}, follow=True)
    assert "1 podatak" in response.content.decode()
    for figure in (old, new):
        figure.refresh_from_db()
    assert (old.confirmed_on, new.confirmed_on) == (None, timezone.localdate())


def test_a_renamed_one_is_found_by_both_names_and_addresses(client, desk, places):
    response = sent(desk, url(places.jelah, "naziv/"), name="Jelah Centar", qualifier="", source="Odluka 12/26")
    assert response.status_code == 302
    old = client.get("/mjesne-zajednice/tesanj/jelah/")
    assert (old.status_code, old["Location"]) == (301, "/mjesne-zajednice/tesanj/jelah-centar/")
    page = text_of(client.get(old["Location"]))
    assert "Odluka 12/26" in page
    places.jelah.refresh_from_db()
    assert places.jelah.former_name_list == ["Jelah"]


def test_a_name_that_another_has_is_refused(desk, places):
    response = sent(desk, url(places.jelah, "naziv/"), name="Kaloševići", source="Odluka")
    assert response.status_code == 200
    valid(response)
    places.jelah.refresh_from_db()
    assert places.jelah.name == "Jelah"


def test_a_closed_one_leaves_the_lists_and_says_so(client, desk, places):
    assert sent(desk, url(places.jelah, "zatvaranje/"), day="2020", source="").status_code == 200
    assert sent(desk, url(places.jelah, "zatvaranje/"), day="2020", source="Odluka 3/20").status_code == 302
    places.jelah.refresh_from_db()
    assert places.jelah.closed_on == date(2020, 12, 31)
    page = client.get("/mjesne-zajednice/tesanj/jelah/")
    valid(page)
    assert "Odluka 3/20" in text_of(page)
    for address in ("/mjesne-zajednice/?q=jelah", "/mjesne-zajednice/tesanj/", "/nalog/mandat/?q=jelah"):
        assert "/tesanj/jelah/" not in desk.get(address).content.decode(), address
    assert desk.get(url(places.jelah)).status_code == 404
    assert desk.get(f"/nalog/mandat/mz/{places.jelah.pk}/").status_code == 404


def test_a_merged_one_leads_to_the_other(client, desk, places):
    sent(desk, url(places.jelah, "zatvaranje/"), day="2021", source="Odluka", merged_into=places.kalosevic.pk)
    for end in ("", "za-stampu/"):
        response = client.get(f"/mjesne-zajednice/tesanj/jelah/{end}")
        assert (response.status_code, response["Location"]) == (301, f"/mjesne-zajednice/tesanj/kalosevici/{end}")
    places.kalosevic.refresh_from_db()
    assert places.kalosevic.former_name_list == ["Jelah"]
    assert "kalosevici" in client.get("/mjesne-zajednice/?q=jelah").content.decode()


def test_a_new_one_needs_a_source_and_is_made_once(desk, places):
    values = {"municipality": places.tesanj.pk, "name": "Gornja Vrela", "source_url": "", "source_date": ""}
    response = desk.post("/koordinator/nova-mz/", values)
    valid(response)
    assert "Gornja Vrela" in response.content.decode()
    assert Community.objects.count() == 3
    values["source_url"] = "https://www.tesanj.ba/mz"
    assert desk.post("/koordinator/nova-mz/", values).status_code == 302
    assert desk.post("/koordinator/nova-mz/", values).status_code == 200, "it is on the list already"
    made = Community.objects.get(name="Gornja Vrela")
    assert (made.slug, made.confirmed_on) == ("gornja-vrela", timezone.localdate())


def test_closing_twice_at_once_is_seen(coordinator, places):
    form = CloseForm(places.jelah, {"day": "2020", "source": "Odluka"})
    assert form.is_valid()
    token = actions.seen(form)
    actions.close(form, coordinator, token)
    with pytest.raises(PermissionDenied):
        actions.close(form, coordinator, token)
