"""The pages that are mostly text."""

import re

import pytest

from tests.factories import make_municipality
from tests.markup import text_of, valid

pytestmark = pytest.mark.django_db
PAGES = ["o-platformi", "pristupacnost", "privatnost", "pravila"]


@pytest.mark.parametrize("prefix", ["", "/hr", "/sr-latn", "/sr", "/en"])
@pytest.mark.parametrize("page", PAGES)
def test_works_in_each_language(visitor, page, prefix) -> None:
    response = visitor.get(f"{prefix}/{page}/")
    assert response.status_code == 200
    assert not response.cookies
    valid(response)


@pytest.mark.parametrize("page", PAGES)
def test_contents_lead_to_headings(visitor, page) -> None:
    html = visitor.get(f"/en/{page}/").content.decode()
    anchors = re.findall(r'<li><a href="#([a-z]+)">', html)
    assert anchors
    for anchor in anchors:
        assert f'<h2 id="{anchor}">' in html


@pytest.mark.parametrize("page", PAGES)
def test_refuses_other_methods(visitor, page) -> None:
    assert visitor.post(f"/en/{page}/").status_code == 405


@pytest.mark.parametrize("page", PAGES)
def test_says_where_to_write(visitor, settings, page) -> None:
    assert f"mailto:{settings.CONTACT_EMAIL}" in visitor.get(f"/en/{page}/").content.decode()


def test_about_names_the_project_as_its_source_does(places, visitor) -> None:
    response = visitor.get("/en/o-platformi/")
    page = text_of(response)
    for number in ("24", "136", "41", "199", "400,000"):
        assert number in page.split()
    assert "https://alvrs.com/lat/news/104.jacanje-uloge-mjesnih-zajednica-u-bih.html" in response.content.decode()
    assert page.count("Opština") + page.count("Grad ") >= 11


def test_about_links_to_the_partners_in_the_register(places, visitor) -> None:
    make_municipality("Gacko", entity=places.rs, type=places.laktasi.type)
    html = visitor.get("/en/o-platformi/").content.decode()
    assert 'href="/en/mjesne-zajednice/gacko/"' in html
    assert 'href="/en/mjesne-zajednice/srbac/"' not in html


def test_about_says_whether_there_are_samples(visitor) -> None:
    assert "There are no invented people or numbers on this site." in text_of(visitor.get("/en/o-platformi/"))
