"""The picture of a shared link: what it says for each kind, who may have it, that it is drawn once."""

from datetime import date
from io import BytesIO

import pytest
from PIL import Image

from mzplatform import social as views
from search.kinds import KINDS
from tests import factories
from tests.library.keeping import make_document
from tests.markup import text_of, valid
from tests.networks.conftest import leader as leader  # noqa: PLC0414 - fixtures
from tests.networks.conftest import network as network  # noqa: PLC0414
from tests.news.making import make_news
from ui import social

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice(member, places):
    return factories.make_practice(member, title="Lampe na stazi", places=[places.jelah], status="published", cost=60)


@pytest.fixture
def said(monkeypatch):
    """Instead of being drawn the words are kept: the drawing has tests of its own."""
    words = []
    monkeypatch.setattr(views, "picture", lambda one: words.append(one) or b"")
    return words


def url(kind, number, prefix=""):
    return f"{prefix}/kartice/{kind}/{number}.png"


def test_every_kind_has_one_and_its_page_names_it(client, said, settings, places, network, leader, member, practice):
    meeting = factories.make_meeting(network, leader)
    made = {
        "practice": practice,
        "question": factories.make_question(member, title="Ko čisti put?", status="published"),
        "training": factories.make_training(None, title="Obuka o zboru", days=[date(2027, 3, 5)]),
        "lesson": factories.make_lesson(None, title="Kako voditi zbor", body="Tekst."),
        "wish": factories.make_wish(member, title="O budžetu"),
        "news": make_news(None, title="Novi dom"),
        "document": make_document(None, title="Kako voditi zbor"),
        "meeting": meeting,
        "conclusion": factories.make_conclusion(meeting, leader, title="Upisati domove"),
        "network": network,
        "municipality": places.tesanj,
        "community": places.jelah,
    }
    assert made.keys() == KINDS.keys() - {"person", "standing"}, (
        "a person has none; standing answers are with questions"
    )
    for kind, one in made.items():
        page = client.get(one.get_absolute_url())
        valid(page)
        html = page.content.decode()
        assert f'content="{settings.SITE_URL}{url(kind, one.pk)}?v=' in html, kind
        assert html.count('property="og:image"') == html.count('property="og:image:alt"') == 1
        assert client.get(url(kind, one.pk)).status_code == 200
        assert getattr(one, "title", "") in said[-1].title
    by_kind = dict(zip(made, said, strict=True))
    assert (by_kind["practice"].place, by_kind["practice"].figure) == ("MZ Jelah, Općina Tešanj", "60 KM")
    assert by_kind["training"].figure == "Obuka"
    assert "5. 3. 2027." in by_kind["training"].place
    assert by_kind["document"].figure.startswith("Dokument · ")
    assert by_kind["conclusion"].place == str(places.savez)
    assert (by_kind["municipality"].title, by_kind["municipality"].figure) == ("Općina Tešanj", "2 mjesne zajednice")


def test_it_speaks_the_script_of_the_page(client, said, practice):
    client.get(url("practice", practice.pk, "/sr"))
    assert (said[0].title, said[0].name) == ("Лампе на стази", "Мјесна заједница")
    html = client.get("/sr" + practice.get_absolute_url()).content.decode()
    assert f"{url('practice', practice.pk, '/sr')}?v=" in html
    assert 'og:image:alt" content="Лампе на стази"' in html


@pytest.mark.parametrize("title", ["Lampe", ("Rasvjeta na stazi do škole " * 5)[:119], "Š" * 120])
def test_a_picture_of_the_right_size_however_long_the_title(client, member, places, title):
    practice = factories.make_practice(member, title=title.strip(), places=[places.jelah], status="published")
    answer = client.get(url("practice", practice.pk, "/sr"))
    assert answer["Content-Type"] == "image/png"
    assert Image.open(BytesIO(answer.content)).size == (1200, 630)
    assert len(answer.content) <= 100_000


def test_each_script_has_its_own_and_it_is_drawn_once(client, practice):
    social.picture.cache_clear()
    latin, cyrillic = client.get(url("practice", practice.pk)), client.get(url("practice", practice.pk, "/sr"))
    assert latin["ETag"] != cyrillic["ETag"]
    again = client.get(url("practice", practice.pk), headers={"If-None-Match": latin["ETag"]})
    assert again.status_code == 304
    client.get(url("practice", practice.pk))
    assert social.picture.cache_info().misses == 2
    type(practice).objects.filter(pk=practice.pk).update(cost=70)
    again = client.get(url("practice", practice.pk), headers={"If-None-Match": latin["ETag"]})
    assert again.status_code == 200


@pytest.mark.parametrize("status", ["draft", "pending", "hidden"])
def test_only_of_what_everyone_may_read(client, client_of, member, places, status):
    practice = factories.make_practice(member, places=[places.jelah], status=status)
    for who in (client, client_of(member)):
        assert who.get(url("practice", practice.pk)).status_code == 404
    assert "/kartice/" not in client_of(member).get(practice.get_absolute_url()).content.decode()


def test_nothing_of_a_private_network_not_even_for_its_members(client, client_of, network, leader, coordinator):
    inner = {"audience": "organisation", "organisation": network.organisation}
    meeting = factories.make_meeting(network, leader, **inner)
    conclusion = factories.make_conclusion(meeting, leader)
    document = make_document(leader, kept_for=network.organisation, **inner)
    question = factories.make_question(coordinator, status="published", **inner)
    of_kinds = {"meeting": meeting, "conclusion": conclusion, "document": document, "question": question}
    for who in (client, client_of(coordinator)):
        for kind, one in of_kinds.items():
            assert who.get(url(kind, one.pk)).status_code == 404, kind
    for one in (meeting, conclusion, document, question):
        html = client_of(coordinator).get(one.get_absolute_url()).content.decode()
        assert "/kartice/" not in html
        assert "viber://" not in html


def test_gone_with_what_it_leads_to(client, practice):
    tag = client.get(url("practice", practice.pk))["ETag"]
    factories.bring(practice, "hidden")
    assert client.get(url("practice", practice.pk), headers={"If-None-Match": tag}).status_code == 404
    assert client.post(url("practice", practice.pk)).status_code == 405
    assert client.get(url("nema", 1)).status_code == 404
    assert client.get(url("person", 1)).status_code == 404


@pytest.mark.parametrize("prefix", ["", "/sr"])
def test_lists_are_passed_on(client, prefix):
    lists = ("mreze", "mreze/zakljucci", "obuke", "obuke/zelje", "obuke/lekcije", "vijesti", "dokumenti", "pitanja")
    for path in lists:
        assert "wa.me/?text=" in client.get(f"{prefix}/{path}/").content.decode(), path


def test_and_as_they_are_asked_for(client, practice):
    page = client.get("/prakse/?tema=budzet")
    assert "wa.me/?text=" in page.content.decode()
    assert "/prakse/?tema=budzet" in text_of(page)
