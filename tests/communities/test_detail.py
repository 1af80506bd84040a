"""The page of a local community."""

from uuid import uuid4

import pytest
from django.utils import timezone

from communities import country
from communities.profiles import POPULATION
from content.models import Entry
from practices.adopting import adopt
from register.models import Community, Contact, LegalStatus
from tests.factories import make_community, make_mandate, make_municipality, make_practice
from tests.markup import text_of, valid

pytestmark = pytest.mark.django_db
URL = "/en/mjesne-zajednice/tesanj/jelah/"


@pytest.fixture
def contacts(places) -> None:
    for visibility in Contact.Visibility:
        value = f"Titova 1, {visibility.value}"
        Contact.objects.create(community=places.jelah, kind="adresa", value=value, visibility=visibility)


def test_works_with_nothing_but_a_name(places, visitor) -> None:
    response = visitor.get(URL)
    page = text_of(response)
    assert response.status_code == 200
    assert "Jelah Јелах" in page
    assert "Filled in: 0 of" in page
    assert "So far we know its name" in page
    assert "In numbers" not in page
    valid(response)


@pytest.mark.parametrize("prefix", ["", "/hr", "/sr-latn", "/sr", "/en"])
def test_works_in_each_language(places, visitor, prefix) -> None:
    response = visitor.get(f"{prefix}/mjesne-zajednice/tesanj/jelah/")
    assert response.status_code == 200
    plate = "Јелах Jelah" if prefix == "/sr" else "Jelah Јелах"
    assert plate in text_of(response)
    assert ("Тешањ" if prefix == "/sr" else "Tešanj") in text_of(response)
    valid(response)


def test_is_without_cookie_for_a_visitor(places, visitor) -> None:
    response = visitor.get(URL)
    assert not response.cookies


@pytest.mark.parametrize("path", ["tesanj/nema", "nema/jelah", "laktasi/jelah"])
def test_unknown_is_404(places, visitor, path) -> None:
    assert visitor.get(f"/en/mjesne-zajednice/{path}/").status_code == 404


def test_refuses_other_methods(places, visitor) -> None:
    assert visitor.post(URL).status_code == 405


def test_old_address_leads_to_the_new_one(places, visitor) -> None:
    places.jelah.slug = "jelah-centar"
    places.jelah.save()
    response = visitor.get(f"{URL}?x=1")
    assert response.status_code == 301
    assert response["Location"] == "/en/mjesne-zajednice/tesanj/jelah-centar/?x=1"


def test_old_address_of_the_municipality_leads_to_the_new_one(places, visitor) -> None:
    places.tesanj.slug = "grad-tesanj"
    places.tesanj.save()
    places.jelah.slug = "jelah-centar"
    places.jelah.save()
    response = visitor.get(URL)
    assert response["Location"] == "/en/mjesne-zajednice/grad-tesanj/jelah-centar/"


def test_a_community_that_moved_is_found_at_its_old_municipality(places, visitor) -> None:
    places.jelah.municipality = places.laktasi
    places.jelah.save()
    response = visitor.get(URL)
    assert response.status_code == 301
    assert response["Location"] == "/en/mjesne-zajednice/laktasi/jelah/"


def test_namesakes_are_told_apart(places, visitor) -> None:
    Community.objects.filter(pk=places.jelah.pk).update(qualifier="Donji")
    response = visitor.get(URL)
    assert "Jelah (Donji)" in text_of(response)
    assert "MZ Jelah (Donji)" in response.content.decode().partition("</title>")[0]


# -- what is known and what is not -----------------------------------------------------------------------------------


def test_a_number_names_year_and_source(places, visitor, make_figure) -> None:
    make_figure(places.jelah, POPULATION, 3200, 2013)
    response = visitor.get(URL)
    assert "3,200 2013, Census 2013" in text_of(response)
    assert 'href="https://example.ba/popis"' in response.content.decode()


def test_a_number_without_year_says_so(places, visitor, make_figure) -> None:
    make_figure(places.jelah, POPULATION, 3200, None)
    assert "3,200 year not stated, Census 2013" in text_of(visitor.get(URL))


def test_an_area_has_its_unit(places, visitor, make_indicator, make_figure) -> None:
    make_indicator("test-povrsina", "Surface", unit="km2", decimals=2)
    make_figure(places.jelah, "test-povrsina", "13.50")
    assert "13.5 km²" in text_of(visitor.get(URL))


def test_legal_status_names_its_basis(places, visitor) -> None:
    words = {f"name_{language}": "legal person" for language in ("bs", "hr", "sr", "en")}
    status = LegalStatus.objects.create(entity=places.fbih, code="test", basis="Zakon 49/06", **words)
    assert "It differs between the entities" in text_of(visitor.get(URL))
    Community.objects.filter(pk=places.jelah.pk).update(legal_status=status)
    assert "legal person Zakon 49/06" in text_of(visitor.get(URL))


def test_missing_things_are_listed_until_they_are_known(places, visitor) -> None:
    assert "Settlements : missing" in text_of(visitor.get(URL))
    Community.objects.filter(pk=places.jelah.pk).update(settlements="Gornji Jelah, Bare", former_names="Jelah Polje")
    page = text_of(visitor.get(URL))
    assert "Settlements : known" in page
    assert "It covers 2 settlements" in page
    assert "Gornji Jelah Bare" in page
    assert "Former names Jelah Polje" in page


def test_who_can_fill_it_in(places, visitor, newcomer) -> None:
    assert "does not have a coordinator on this platform yet" in text_of(visitor.get(URL))
    make_mandate(newcomer, "coordinator", places.tesanj)
    country.forget()
    assert "has a coordinator for local communities" in text_of(visitor.get(URL))


def test_unconfirmed_is_marked_until_somebody_confirms(places, visitor) -> None:
    Community.objects.filter(pk=places.jelah.pk).update(evidence="slabo")
    assert "unconfirmed" in text_of(visitor.get(URL))
    assert "Nobody has confirmed this local community yet" in text_of(visitor.get(URL))
    Community.objects.filter(pk=places.jelah.pk).update(confirmed_on="2026-01-01")
    assert "unconfirmed" not in text_of(visitor.get(URL))


# -- contacts --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        (None, {"javno"}),
        ("newcomer", {"javno", "clanovi"}),
        ("neighbour", {"javno", "clanovi"}),
        ("member", {"javno", "clanovi", "koordinatori"}),
        ("coordinator", {"javno", "clanovi", "koordinatori"}),
        ("moderator", {"javno", "clanovi", "koordinatori"}),
        ("admin", {"javno", "clanovi", "koordinatori"}),
    ],
)
def test_contacts_are_shown_to_whom_they_are_for(request, contacts, visitor, client_of, who, seen) -> None:
    client = client_of(request.getfixturevalue(who)) if who else visitor
    response = client.get(URL)
    html = response.content.decode()
    assert {one for one in Contact.Visibility.values if f"Titova 1, {one}" in html} == seen
    assert ("Only members see this, once they have signed in." in html) == (who is None)
    valid(response)


@pytest.mark.parametrize(
    ("kind", "value", "written"),
    [
        (
            "telefon",
            "032/650-100, 061 123 456",
            '<a class="num" href="tel:032650100" translate="no">032/650-100, 061 123 456</a>',
        ),
        ("e-posta", "mz@jelah.ba", '<a href="mailto:mz@jelah.ba" translate="no">mz@jelah.ba</a>'),
        ("web", "https://jelah.ba", '<a href="https://jelah.ba" rel="nofollow" translate="no">https://jelah.ba</a>'),
        ("vrijeme", "pon–pet 8–16", "<dd>pon–pet 8–16</dd>"),
    ],
)
def test_a_contact_leads_to_what_it_is(places, visitor, kind, value, written) -> None:
    Contact.objects.create(community=places.jelah, kind=kind, value=value)
    assert written in visitor.get(URL).content.decode()


def test_a_hidden_contact_counts_as_known(places, visitor) -> None:
    Contact.objects.create(community=places.jelah, kind="telefon", value="032 650", visibility="koordinatori")
    page = text_of(visitor.get(URL))
    assert "Phone or e-mail : known" in page
    assert "032 650" not in page


# -- places to compare with ------------------------------------------------------------------------------------------


def test_like_this_one_is_of_the_same_kind_and_size(places, visitor, make_figure) -> None:
    kinds = {"jelah": "seoska", "kalosevici": "seoska", "klasnice": "gradska"}
    for slug, kind in kinds.items():
        Community.objects.filter(slug=slug).update(kind=kind)
    for place, people in ((places.jelah, 1000), (places.kalosevic, 1900), (places.klasnice, 1000)):
        make_figure(place, POPULATION, people)
    far = make_community("Daleko", places.laktasi, kind="seoska")
    make_figure(far, POPULATION, 2001)
    near = make_community("Blizu", places.laktasi, kind="seoska")
    make_figure(near, POPULATION, 40_000, 1991)
    make_figure(near, POPULATION, 900, 2013)
    page = text_of(visitor.get(URL)).partition("Local communities like this one")[2].partition("Where it is")[0]
    assert "Of the same kind and with a similar number of residents" in page
    assert page.index("MZ Blizu") < page.index("MZ Kaloševići")
    assert "Residents: 900 (2013, Census 2013)" in page
    assert "Klašnice" not in page
    assert "Daleko" not in page


def test_like_this_one_falls_back_to_the_kind(places, visitor) -> None:
    Community.objects.update(kind="seoska")
    page = text_of(visitor.get(URL))
    assert "Of the same kind. The number of residents is not known." in page
    assert "MZ Klašnice" in page


def test_without_kind_and_size_the_nearest_municipalities_are_shown(places, visitor) -> None:
    make_community("Poljice", make_municipality("Ravno", entity=places.rs, type=places.laktasi.type, latitude="42.9"))
    page = text_of(visitor.get(URL)).partition("In the neighbourhood")[2]
    assert page.index("Laktaši") < page.index("Ravno")


def test_other_communities_of_the_municipality_are_linked(places, visitor) -> None:
    assert 'href="/en/mjesne-zajednice/tesanj/kalosevici/"' in visitor.get(URL).content.decode()


# -- cost ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 3])
def test_queries(places, visitor, make_figure, django_assert_num_queries, rows) -> None:
    for number in range(rows):
        make_community(f"Selo {number}", places.tesanj)
        Contact.objects.create(community=places.jelah, kind="telefon", value=f"032 000-00{number}")
        make_figure(places.jelah, f"pokazatelj-{number}", 100)
    visitor.get("/en/mjesne-zajednice/tesanj/kalosevici/")  # what all pages of a municipality share is read once
    with django_assert_num_queries(1):  # the community with its figures and contacts
        visitor.get(URL)


def test_queries_with_size(places, visitor, make_figure, django_assert_num_queries) -> None:
    for place in (places.jelah, places.kalosevic, places.klasnice):
        make_figure(place, POPULATION, 100)
    visitor.get("/en/mjesne-zajednice/tesanj/kalosevici/")
    with django_assert_num_queries(2):  # and those of similar size
        visitor.get(URL)


# -- what was written about it -----------------------------------------------------------------------------------------


def test_practices_from_here_and_taken_over(places, visitor, member, neighbour) -> None:
    own = make_practice(member, places=[places.jelah], title="Lampe uz stazu", status="published")
    make_practice(member, places=[places.jelah], title="Nacrt o klupama")
    make_practice(member, places=[places.jelah], title="Za članove", audience="members", status="published")
    other = make_practice(neighbour, places=[places.klasnice], title="Čišćenje rijeke", status="published")
    adopt(other, member, places.jelah, uuid4(), "bs", state="running", body="I mi smo čistili.")
    page = visitor.get(URL)
    assert f'href="/en{own.get_absolute_url()}"' in page.content.decode()
    assert "Čišćenje rijeke" in text_of(page)
    for hidden in ("Nacrt o klupama", "Za članove"):
        assert hidden not in text_of(page)
    Entry.objects.filter(pk=other.pk).update(withdrawn=timezone.now())
    assert "Čišćenje rijeke" not in text_of(visitor.get(URL))


@pytest.mark.parametrize(
    ("date", "written"), [("2018", "2018"), ("2018-03", "mart 2018."), ("2018-03-02", "2. 3. 2018.")]
)
def test_the_date_of_the_source_is_written_as_people_write_it(places, visitor, date, written) -> None:
    places.jelah.source_url, places.jelah.source_date = "https://www.tesanj.ba/mz", date
    places.jelah.save()
    assert f"Datum izvora: {written}" in text_of(visitor.get("/mjesne-zajednice/tesanj/jelah/"))
    assert f"tesanj.ba ({written})" in text_of(visitor.get("/mjesne-zajednice/tesanj/jelah/za-stampu/"))
