"""Passing a page on: what the text says, in which script, how long it is, where the links lead."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils.translation import override

from tests import factories
from tests.markup import valid
from tests.news.making import make_news
from ui.sharing import LETTERS, sharing

LEAD = "Kako smo za dva dana sakupili potpise i dobili novi put, a da niko nije morao platiti. " * 6


def values(one, name):
    """What the link to that service carries."""
    address = one.links[-1][1] if name == "mail" else dict(one.links)[name]
    return {key: found for key, (found,) in parse_qs(urlsplit(address).query, strict_parsing=True).items()}


def test_the_text_has_title_place_lead_and_address(settings):
    one = sharing("Nova rasvjeta", "/prakse/5-rasvjeta/", "MZ Jelah", LEAD)
    first, second, last = one.text.splitlines()
    assert first == "Nova rasvjeta (MZ Jelah)"
    assert second.endswith("…")
    assert last == f"{settings.SITE_URL}/prakse/5-rasvjeta/" == one.address
    assert LETTERS - 40 < len(one.text) <= LETTERS
    assert values(one, "Viber") == values(one, "WhatsApp") == {"text": one.text}
    assert values(one, "Facebook") == {"u": one.address}
    assert values(one, "mail") == {"subject": first, "body": one.text}
    assert not any("+" in address for _name, address in one.links), "mail programs show a plus as it is"


def test_in_cyrillic_the_words_and_not_the_address():
    with override("sr"):
        one = sharing("Nova rasvjeta", "/sr/prakse/5-rasvjeta/", "MZ Jelah")
    assert one.text.splitlines()[0] == "Нова расвјета (МЗ Јелах)"
    assert one.text.endswith("/sr/prakse/5-rasvjeta/")


def test_a_title_without_room_for_more_stays_whole():
    one = sharing("Š" * 120, "/x/" + "y" * 150, "", LEAD)
    assert one.text.splitlines()[0] == "Š" * 120
    assert len(one.text.splitlines()) == 2


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", ["", "/sr", "/en"])
def test_every_room_offers_it(client, places, member, prefix):
    question = factories.make_question(member, status="published")
    pages = [
        factories.make_practice(member, places=[places.jelah], status="published"),
        factories.make_training(None, title="Obuka"),
        factories.make_lesson(None, title="Lekcija"),
        make_news(None), question, places.jelah, places.tesanj,
    ]  # fmt: skip
    for one in pages:
        page = client.get(prefix + one.get_absolute_url())
        valid(page)
        html = page.content.decode()
        assert html.count("https://wa.me/?text=") == html.count("data-copy=") == 1, one


@pytest.mark.django_db
def test_what_is_not_public_is_not_passed_on(client_of, member):
    draft = factories.make_practice(member, status="draft")
    inner = factories.make_question(member, status="published", audience="members")
    for one in (draft, inner):
        assert "wa.me" not in client_of(member).get(one.get_absolute_url()).content.decode()
