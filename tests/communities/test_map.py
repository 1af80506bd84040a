"""The map of the country: stones with links, and the same as a list."""

from __future__ import annotations

import re
from itertools import combinations

import brotli
import pytest

from communities import country, mapping
from tests.communities.real_register import RealRegister
from tests.factories import make_community, make_municipality
from tests.markup import valid

URL = "/mjesne-zajednice/karta/"
BUDGET = 14_000


class TestRealRegister(RealRegister):
    def test_is_small_valid_and_in_each_language(self) -> None:
        for prefix in ("", "/hr", "/sr-latn", "/sr", "/en"):
            with self.subTest(prefix):
                response = self.client.get(prefix + URL)
                assert response.status_code == 200
                assert len(brotli.compress(response.content, quality=5)) <= BUDGET
                valid(response)

    def test_each_municipality_is_a_stone_and_a_line_of_the_list(self) -> None:
        html = self.client.get(URL).content.decode()
        drawn, listed = html[html.index('<svg class="map"') :].split("</svg>", 1)
        look = country.current()
        for municipality in look.base_units:
            with self.subTest(municipality.slug):
                assert drawn.count(f'href="/mjesne-zajednice/{municipality.slug}/"') == 1
                none = "nema MZ" if municipality.without_communities else "još nema spiska"
                assert f"<title>{municipality.full_name}: {look.counts[municipality.pk] or none}</title>" in drawn
        for municipality in look.municipalities:
            assert f'href="/mjesne-zajednice/{municipality.slug}/"' in listed
        links = re.findall(r'class="pt" href="/mjesne-zajednice/([^/]+)/"', drawn)
        assert links == [one.slug for one in look.base_units]
        assert len(links) == 143

    def test_labels_do_not_touch_and_stay_in_the_picture(self) -> None:
        drawing = mapping.draw(country.current())
        left, top, width, height = map(float, drawing.view_box.split())
        boxes = [mapping.box(label.stone, (label.x, label.y, label.anchor)) for label in drawing.labels]
        assert len(boxes) == mapping.LABELS
        for a, b in combinations(boxes, 2):
            assert a[0] >= b[2] or b[0] >= a[2] or a[1] >= b[3] or b[1] >= a[3]
        for box in boxes:
            assert left <= box[0] < box[2] <= left + width
            assert top <= box[1] < box[3] <= top + height

    def test_no_stone_hides_another(self) -> None:
        stones = mapping.draw(country.current()).stones
        for a, b in combinations(stones, 2):
            distance = ((a.x - b.x) ** 2 + (a.y - b.y) ** 2) ** 0.5
            assert distance > 0.6 * (a.radius + b.radius), (a.municipality.slug, b.municipality.slug)

    def test_query_count(self) -> None:
        with self.assertNumQueries(2):
            self.client.get(URL)
        with self.assertNumQueries(0):
            self.client.get(URL)


@pytest.mark.django_db
def test_stones_grow_with_the_number_of_communities(places, visitor) -> None:
    for number in range(5):
        make_community(f"Selo {number}", places.tesanj)
    make_municipality("Usora", entity=places.fbih, canton=places.tesanj.canton, type=places.tesanj.type)
    drawing = mapping.draw(country.current())
    sizes = {stone.municipality.slug: stone.radius for stone in drawing.stones}
    assert sizes["tesanj"] > sizes["laktasi"] > sizes["usora"]
    assert [stone.municipality.slug for stone in drawing.hollow] == ["usora"]


@pytest.mark.django_db
def test_map_of_an_empty_register_is_a_page(db, visitor) -> None:
    assert visitor.get(URL).status_code == 200


@pytest.mark.django_db
def test_list_counts_each_community_once(places) -> None:
    make_community("Jablanica", places.tesanj)
    areas = mapping.areas(country.current())
    assert [(area.name, area.count) for area in areas] == [("Zeničko-dobojski kanton", 3), ("Republika Srpska", 1)]


@pytest.mark.django_db
def test_refuses_other_methods(places, visitor) -> None:
    assert visitor.post(URL).status_code == 405


def test_places_at_one_point_are_pushed_apart() -> None:
    (x, y, _), (u, v, _) = mapping.spread(((100, 100, 10), (100, 100, 5)))
    assert ((x - u) ** 2 + (y - v) ** 2) ** 0.5 > 10


@pytest.mark.django_db
def test_a_municipality_without_a_list_is_not_said_to_have_none(visitor, places) -> None:
    """Neither by its stone nor among the choices of the directory."""
    unknown = make_municipality("Berkovići", entity=places.rs, type=places.tesanj.type)
    none = make_municipality(
        "Stolac", entity=places.rs, type=places.tesanj.type, without_communities=True, notes="Ukinute su."
    )
    page = visitor.get("/mjesne-zajednice/karta/").content.decode()
    for municipality, words in ((unknown, "još nema spiska"), (none, "nema MZ")):
        assert f"{municipality.full_name}: 0" not in page
        assert f"<title>{municipality.full_name}: {words}</title>" in page
    choices = visitor.get("/mjesne-zajednice/").content.decode()
    assert f"{unknown.label} (još nema spiska)" in choices
    assert f"{none.label} (nema MZ)" in choices
