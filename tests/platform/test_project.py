"""The page of the project that the platform comes from."""

from __future__ import annotations

import re
from datetime import date
from itertools import combinations

import brotli
import pytest

from communities import chosen, country, mapping
from mzplatform import project
from register.models import Organisation
from tests.communities.real_register import RealRegister
from tests.factories import make_conclusion, make_meeting, make_municipality, make_network, make_training
from tests.library.keeping import make_act, make_document
from tests.markup import text_of, valid
from tests.news.making import make_news

URL = "/o-platformi/projekat/"
BUDGET = 15_000


class TestRealRegister(RealRegister):
    def test_is_small_valid_and_in_each_language(self) -> None:
        for prefix in ("", "/hr", "/sr-latn", "/sr", "/en"):
            with self.subTest(prefix):
                response = self.client.get(prefix + URL)
                assert response.status_code == 200
                assert len(brotli.compress(response.content, quality=5)) <= BUDGET
                assert not response.cookies
                valid(response)

    def test_each_of_the_eleven_is_a_link_on_the_map_and_in_the_list(self) -> None:
        html = self.client.get("/en" + URL).content.decode()
        drawn, listed = html[html.index('<svg class="map"') :].split("</svg>", 1)
        for slug in project.ELEVEN:
            with self.subTest(slug):
                address = f'href="/en/mjesne-zajednice/{slug}/"'
                assert drawn.count(address) == 1
                assert listed.count(address) == 1
        assert drawn.count("<a ") == len(project.ELEVEN) == 11

    def test_names_on_the_map_touch_neither_each_other_nor_the_edge(self) -> None:
        eleven = [one for one in country.current().municipalities if one.slug in project.ELEVEN]
        drawing = chosen.chosen(eleven)
        assert drawing is not None
        left, top, width, height = map(float, drawing.view_box.split())
        boxes = [mapping.box(label.stone, (label.x, label.y, label.anchor)) for label in drawing.labels]
        assert len(boxes) == 11
        for a, b in combinations(boxes, 2):
            assert a[0] >= b[2] or b[0] >= a[2] or a[1] >= b[3] or b[1] >= a[3]
        for box in boxes:
            assert left <= box[0] < box[2] <= left + width
            assert top <= box[1] < box[3] <= top + height
            for one in drawing.labels:
                assert not (box[0] < one.stone.x < box[2] and box[1] < one.stone.y < box[3])

    def test_query_count(self) -> None:
        self.client.get(URL)
        with self.assertNumQueries(5):
            self.client.get(URL)
        network = make_network()
        for key in project.MEETINGS.values():
            make_meeting(network, key=key)
        for key in project.TRAININGS.values():
            make_training(None, key=key)
        with self.assertNumQueries(6):
            self.client.get(URL)


@pytest.mark.django_db
def test_says_what_its_source_says(visitor) -> None:
    response = visitor.get("/en" + URL)
    page = text_of(response)
    for number in ("24", "136", "41", "199", "400,000"):
        assert number in page.split()
    for words in (
        "Three results",
        "Three specific goals",
        "Equality of women and men",
        "27 September 2021",
        "24 May 2022",
        "13 October 2022",
        "15 December 2022",
        "Government of Sweden",
        "Ministry of Justice of the Federation of Bosnia and Herzegovina",
    ):
        assert words in page
    assert f'href="{project.PROJECT_URL}"' in response.content.decode()


@pytest.mark.django_db
def test_contact_is_an_organisation(visitor, settings) -> None:
    response = visitor.get("/en" + URL)
    assert f"mailto:{settings.CONTACT_EMAIL}" in response.content.decode()
    assert "Krunić" not in response.content.decode()
    assert "Крунић" not in visitor.get("/sr" + URL).content.decode()


@pytest.mark.django_db
def test_contents_lead_to_headings(visitor) -> None:
    html = visitor.get("/en" + URL).content.decode()
    anchors = re.findall(r'<li><a href="#([a-z]+)">', html)
    assert len(anchors) == 10
    for anchor in anchors:
        assert f'<h2 id="{anchor}">' in html


@pytest.mark.django_db
def test_without_a_register_names_stand_as_words(visitor) -> None:
    response = visitor.get("/en" + URL)
    page = text_of(response)
    assert all(name in page for name in project.ELEVEN.values())
    main = response.content.decode().split("<main")[1].split("</main>")[0]
    assert 'class="map"' not in main
    assert not re.search(r'href="/en/(?:mjesne-zajednice/.|obuke/\d|mreze/|vijesti/\d|dokumenti/\d)', main)


@pytest.mark.django_db
def test_one_of_the_eleven_that_the_register_has_is_linked(places, visitor) -> None:
    make_municipality("Gacko", entity=places.rs, type=places.laktasi.type)
    html = visitor.get("/en" + URL).content.decode()
    assert 'href="/en/mjesne-zajednice/gacko/"' in html
    assert 'href="/en/mjesne-zajednice/srbac/"' not in html


@pytest.mark.django_db
def test_links_to_entries_that_everyone_may_read(places, visitor) -> None:
    network = make_network("Mreža koordinatora RS")
    Organisation.objects.filter(pk=network.pk).update(slug=project.NETWORKS["coordinators"])
    network.organisation.refresh_from_db()
    meeting = make_meeting(network, key=project.MEETINGS["may"], day=date(2022, 5, 24))
    training = make_training(None, key=project.TRAININGS["method"], days=[date(2022, 10, 13)])
    document = make_document(None, act=make_act(project.ACTS["vision"], kind="model", state="nije-propis"))
    hidden = make_training(None, key=project.TRAININGS["facilitators"], status="pending")
    news = make_news(None, key=project.NEWS["chosen"], source="Izvor")
    html = visitor.get(URL).content.decode()
    for one in (network, meeting, training, document, news):
        assert f'href="{one.get_absolute_url()}"' in html
    assert hidden.get_absolute_url() not in html
    conclusions = f'href="{meeting.get_absolute_url()}#zakljucci"'
    assert conclusions not in html
    make_conclusion(meeting)
    assert conclusions in visitor.get(URL).content.decode()


@pytest.mark.django_db
def test_refuses_other_methods(visitor) -> None:
    assert visitor.post(URL).status_code == 405


@pytest.mark.django_db
def test_the_page_about_the_platform_leads_here(visitor) -> None:
    page = visitor.get("/en/o-platformi/").content.decode()
    assert page.split("<main")[1].count(f'href="/en{URL}"') >= 1
