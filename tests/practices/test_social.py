"""The picture of a shared link: what it is, who may have it, that it is drawn once."""

from io import BytesIO

import pytest
from PIL import Image

from practices import social
from tests import factories
from tests.markup import text_of, valid

pytestmark = pytest.mark.django_db


def url(practice, prefix=""):
    return f"{prefix}/prakse/{practice.pk}/kartica.png"


def test_the_page_names_its_picture(client, practice, settings):
    page = client.get(practice.get_absolute_url())
    valid(page)
    html = page.content.decode()
    assert f'<meta property="og:image" content="{settings.SITE_URL}{url(practice)}?v=' in html
    assert '<meta property="og:image:alt" content="Rasvjeta na stazi do škole, MZ Jelah' in html
    assert html.count('property="og:image"') == html.count('name="twitter:card"') == 1
    assert "viber://forward?text=Rasvjeta%20na" in html
    assert settings.SITE_URL + practice.get_absolute_url() in text_of(page)
    assert "viber://forward?text=%D0%A0" in client.get("/sr" + practice.get_absolute_url()).content.decode()


@pytest.mark.parametrize("title", ["Lampe", ("Rasvjeta na stazi do škole " * 5)[:119], "Š" * 120])
@pytest.mark.parametrize("prefix", ["", "/sr"])
def test_a_picture_of_the_right_size_however_long_the_title(client, member, places, title, prefix):
    practice = factories.make_practice(member, title=title.strip(), places=[places.jelah], status="published")
    answer = client.get(url(practice, prefix))
    assert answer["Content-Type"] == "image/png"
    assert Image.open(BytesIO(answer.content)).size == (1200, 630)
    assert len(answer.content) <= 100_000


def test_each_script_has_its_own_and_it_is_drawn_once(client, practice):
    social.picture.cache_clear()
    latin, cyrillic = client.get(url(practice)), client.get(url(practice, "/sr"))
    assert latin["ETag"] != cyrillic["ETag"]
    assert client.get(url(practice), headers={"If-None-Match": latin["ETag"]}).status_code == 304
    client.get(url(practice))
    assert social.picture.cache_info().misses == 2
    type(practice).objects.filter(pk=practice.pk).update(cost=70)
    assert client.get(url(practice), headers={"If-None-Match": latin["ETag"]}).status_code == 200


@pytest.mark.parametrize("status", ["draft", "pending", "hidden"])
def test_only_for_whoever_may_read_it(client, client_of, member, neighbour, places, status):
    practice = factories.make_practice(member, places=[places.jelah], status=status)
    assert client.get(url(practice)).status_code == 404
    assert client_of(neighbour).get(url(practice)).status_code == 404
    assert "kartica.png" not in client_of(member).get(practice.get_absolute_url()).content.decode()


def test_gone_with_the_practice(client, practice):
    tag = client.get(url(practice))["ETag"]
    factories.bring(practice, "hidden")
    assert client.get(url(practice), headers={"If-None-Match": tag}).status_code == 404
    assert client.post(url(practice)).status_code == 405
