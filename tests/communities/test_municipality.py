"""The page of a municipality."""

import re

import pytest

from communities import country
from communities.profiles import STATED_TOTAL
from register.models import Contact, Entity, Municipality, MunicipalityType
from tests.factories import bring, make_community, make_mandate, make_municipality, make_practice
from tests.markup import text_of, valid
from text.script import to_latin

pytestmark = pytest.mark.django_db
URL = "/en/mjesne-zajednice/tesanj/"


def test_works(places, visitor) -> None:
    response = visitor.get(URL)
    page = text_of(response)
    assert response.status_code == 200
    assert places.tesanj.name in page
    assert "Zeničko-dobojski kanton" in page
    assert page.index("Jelah") < page.index("Kaloševići")
    valid(response)


@pytest.mark.parametrize("prefix", ["", "/hr", "/sr-latn", "/sr", "/en"])
def test_works_in_each_language(places, visitor, prefix) -> None:
    response = visitor.get(f"{prefix}/mjesne-zajednice/tesanj/")
    assert response.status_code == 200
    assert f'href="{prefix}/mjesne-zajednice/tesanj/jelah/"' in response.content.decode()
    assert ("Тешањ" if prefix == "/sr" else "Tešanj") in text_of(response)
    valid(response)


def test_is_without_cookie_for_a_visitor(places, visitor) -> None:
    response = visitor.get(URL)
    assert not response.cookies


def test_unknown_is_404(places, visitor) -> None:
    assert visitor.get("/en/mjesne-zajednice/nigdje/").status_code == 404


def test_refuses_other_methods(places, visitor) -> None:
    assert visitor.post(URL).status_code == 405


def test_old_address_leads_to_the_new_one(places, visitor) -> None:
    places.tesanj.slug = "tesanj-grad"
    places.tesanj.save()
    response = visitor.get(f"{URL}?x=1")
    assert response.status_code == 301
    assert response["Location"] == "/en/mjesne-zajednice/tesanj-grad/?x=1"


def test_facts_name_year_and_source(places, visitor, make_figure) -> None:
    make_figure(places.tesanj, "population", 43063)
    page = text_of(visitor.get(URL))
    assert "43,063" in page
    assert "Census 2013, 2013" in page


def test_what_is_not_known_says_so(places, visitor) -> None:
    page = text_of(visitor.get(URL))
    assert "Not known" in page
    assert "Do you know? Tell us" in page


def test_series_of_several_years_is_a_table(places, visitor, make_figure) -> None:
    make_figure(places.tesanj, "population", 48480, 1991, source="Census 1991")
    make_figure(places.tesanj, "population", 43063, 2013)
    response = visitor.get(URL)
    page, [table] = text_of(response), re.findall(r'(?s)<table class="series">.*?</table>', response.content.decode())
    assert "Earlier years" in page
    assert "43,063" in page, "the newest is a fact of today"
    assert "48,480" in table
    assert "1991" in table
    assert "43,063" not in table


@pytest.mark.parametrize(
    ("stated", "complete", "words"),
    [
        (22, False, ["2 of 22 local communities", "list not complete"]),
        (2, True, ["2 local communities are in the register", "list complete"]),
        (1, False, ["sources disagree", "One source states 1, the lists we found name 2"]),
        (None, False, ["total not known"]),
        (None, True, ["list complete"]),
    ],
)
def test_says_how_complete_the_list_is(places, visitor, make_figure, stated, complete, words) -> None:
    Municipality.objects.filter(pk=places.tesanj.pk).update(list_complete=complete)
    if stated:
        make_figure(places.tesanj, STATED_TOTAL, stated, 2019, source="Službene novine 5/19")
    page = text_of(visitor.get(URL))
    for word in words:
        assert word in page
    assert ("Službene novine 5/19" in page) == bool(stated)


def test_says_why_there_are_none(places, visitor) -> None:
    make_municipality(
        "Stolac",
        entity=places.rs,
        type=places.laktasi.type,
        without_communities=True,
        notes="Prema izvoru iz 2015. nema ih.",
    )
    page = text_of(visitor.get("/en/mjesne-zajednice/stolac/"))
    assert "Prema izvoru iz 2015. nema ih." in page
    assert "no local communities" in page
    assert "We have no list yet" not in page


@pytest.mark.parametrize("prefix", ["", "/hr", "/sr-latn", "/sr"])
def test_a_city_is_not_spoken_of_as_a_municipality(places, visitor, prefix) -> None:
    where = {"entity": places.rs, "type": places.laktasi.type}
    make_municipality("Stolac", **where, without_communities=True, notes="Nema ih.")
    make_municipality("Bileća", **where)
    for slug in ("stolac", "bileca"):
        page = to_latin(text_of(visitor.get(f"{prefix}/mjesne-zajednice/{slug}/"))).lower()
        assert "mjesnih zajednica" in page
        assert not re.search(r"\bova op[ćš]|u ime op[ćš]|\bnjen|\bnjezin", page)


def test_a_district_is_called_what_it_is_in_each_language(places, visitor) -> None:
    words = {f"name_{code}": "Brčko distrikt BiH" for code in ("bs", "hr", "sr")}
    entity = Entity.objects.get_or_create(
        code="BD", defaults={**words, "slug": "bd", "name_en": "Brčko District of BiH"}
    )[0]
    words = {f"name_{code}": "Distrikt" for code in ("bs", "hr", "sr")}
    kind = MunicipalityType.objects.get_or_create(code="distrikt", defaults={**words, "name_en": "District"})[0]
    make_municipality("Brčko distrikt Bosne i Hercegovine", slug="brcko", seat="Brčko", entity=entity, type=kind)
    for prefix, name in (
        ("", "Brčko distrikt Bosne i Hercegovine"),
        ("/sr", "Брчко дистрикт Босне и Херцеговине"),
        ("/en", "Brčko District of BiH"),
    ):
        page = visitor.get(f"{prefix}/mjesne-zajednice/brcko/").content.decode()
        assert f"<h1>{name}</h1>" in page
        assert f'aria-hidden="true">{name}</text>' in page
        assert ("Brčko distrikt Bosne" in page) == (prefix == "")


def test_asks_for_a_list_where_there_is_none(places, visitor) -> None:
    make_municipality("Bileća", entity=places.rs, type=places.laktasi.type)
    response = visitor.get("/en/mjesne-zajednice/bileca/")
    assert "We have no list yet" in text_of(response)
    assert 'href="mailto:' in response.content.decode()


def test_umbrella_city_shows_its_parts(places, visitor) -> None:
    city = make_municipality("Sarajevo", entity=places.rs, type=places.laktasi.type, is_umbrella=True)
    make_municipality("Centar", entity=places.rs, type=places.laktasi.type, umbrella=city)
    assert "Centar" in text_of(visitor.get("/en/mjesne-zajednice/sarajevo/"))
    assert "Part of the city:" in text_of(visitor.get("/en/mjesne-zajednice/centar/"))


def test_works_without_a_point_on_the_map(places, visitor) -> None:
    make_municipality("Bileća", entity=places.rs, type=places.laktasi.type, latitude=None, longitude=None)
    response = visitor.get("/en/mjesne-zajednice/bileca/")
    assert response.status_code == 200
    assert 'class="map' not in response.content.decode()
    valid(response)


def test_marks_the_unconfirmed(places, visitor) -> None:
    make_community("Piljužići", places.tesanj, evidence="slabo")
    assert text_of(visitor.get(URL)).count("unconfirmed") == 1


def test_tells_namesakes_apart(places, visitor) -> None:
    make_community("Medakovo", places.tesanj, qualifier="Gornje", slug="medakovo-gornje")
    make_community("Medakovo", places.tesanj, qualifier="Donje", slug="medakovo-donje")
    page = text_of(visitor.get(URL))
    assert "Medakovo (Gornje)" in page
    assert "Medakovo (Donje)" in page


def test_says_whether_there_is_a_coordinator(places, visitor, newcomer) -> None:
    assert "Nobody looks after these data" in text_of(visitor.get(URL))
    make_mandate(newcomer, "coordinator", places.tesanj)
    country.forget()
    assert "has a coordinator on the platform" in text_of(visitor.get(URL))


def test_links_to_its_table(places, visitor) -> None:
    assert "/en/mjesne-zajednice/?jls=tesanj&amp;format=csv" in visitor.get(URL).content.decode()


def test_practices_from_there(places, visitor, member) -> None:
    page = text_of(visitor.get(URL))
    assert "Whoever took part in one can write it." in page
    both = [places.jelah, make_community("Selo", places.tesanj)]
    twice = make_practice(member, title="Lampe", places=both, status="published")
    make_practice(member, title="Nacrt", places=[places.jelah])
    make_practice(member, title="Drugdje", places=[places.klasnice], status="published")
    response = visitor.get(f"{URL}?1")
    valid(response)
    html = response.content.decode()
    assert html.count(f'href="/en{twice.get_absolute_url()}"') == 1
    assert "Nacrt" not in html
    assert "Drugdje" not in html
    assert "prakse/?jls=tesanj" not in html, "there are no more"
    for number in range(6):
        make_practice(member, title=f"Lampe {number}", places=[places.jelah], status="published")
    assert "/en/prakse/?jls=tesanj" in visitor.get(f"{URL}?2").content.decode()
    bring(twice, "hidden")
    assert twice.get_absolute_url() not in visitor.get(f"{URL}?3").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_queries(places, visitor, make_figure, member, django_assert_num_queries, rows) -> None:
    for number in range(rows):
        make_practice(member, title=f"Lampe {number}", places=[places.jelah], status="published")
        one = make_community(f"Selo {number}", places.tesanj)
        Contact.objects.create(community=one, kind="telefon", value=f"032 000-00{number}")
        make_figure(one, "population", 100)
    visitor.get("/en/mjesne-zajednice/laktasi/")  # the look at the country is shared by all pages for a minute
    with django_assert_num_queries(3):  # municipality, figures with practices, communities
        visitor.get(URL)
