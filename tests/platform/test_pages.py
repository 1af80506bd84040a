"""The pages that are mostly text."""

import re

import pytest

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


@pytest.mark.parametrize(
    "address", ["prakse", "pitanja", "obuke", "obuke/lekcije", "mreze", "vijesti", "dokumenti", "pretraga"]
)
def test_about_leads_to_what_one_can_do_here(visitor, address) -> None:
    main = visitor.get("/en/o-platformi/").content.decode().split("<main")[1].split("</main>")[0]
    assert f'href="/en/{address}/"' in main


def test_about_says_whether_there_are_samples(visitor) -> None:
    assert "There are no invented people or numbers on this site." in text_of(visitor.get("/en/o-platformi/"))
