"""A question to the author is a comment whose form says so; where there is no author, the page says whom one can ask."""

from uuid import uuid4

import pytest

from content.models import Entry
from notifications.models import Notification
from tests import factories
from tests.markup import text_of, valid

pytestmark = pytest.mark.django_db


def url(entry, prefix=""):
    return f"{prefix}/komentari/{entry.pk}/novi/?pitanje=1"


@pytest.mark.parametrize("prefix", ["", "/sr", "/en"])
def test_from_the_page_to_the_author(client_of, neighbour, member, practice, prefix):
    desk = client_of(neighbour)
    assert f'href="{url(practice, prefix)}"' in desk.get(prefix + practice.get_absolute_url()).content.decode()
    page = desk.get(url(practice, prefix))
    valid(page)
    if not prefix:
        assert "Vaše pitanje za autora ili autoricu" in text_of(page)
    desk.post(url(practice, prefix), {"body": "Koliko lampi?", "once": uuid4()})
    assert Entry.objects.get(kind="comment").body == "Koliko lampi?"
    assert Notification.objects.filter(user=member).exists()


def test_an_empty_question_stays_a_question(client_of, neighbour, practice):
    page = client_of(neighbour).post(url(practice), {"body": " ", "once": uuid4()})
    assert "Vaše pitanje za autora ili autoricu" in text_of(page)
    assert not Entry.objects.filter(kind="comment").exists()


def test_signing_in_leads_back_to_the_question(client, practice):
    assert f'href="{url(practice)}"' in client.get(practice.get_absolute_url()).content.decode()
    assert client.get(url(practice))["Location"].endswith("%3Fpitanje%3D1")


def test_nobody_asks_themselves_nor_on_a_reply(client_of, neighbour, member, practice):
    assert url(practice) not in client_of(member).get(practice.get_absolute_url()).content.decode()
    assert "Vaše pitanje" not in text_of(client_of(member).get(url(practice)))
    comment = factories.make_comment(neighbour, practice)
    assert "Vaše pitanje" not in text_of(client_of(member).get(url(comment)))


def test_without_an_author_the_page_says_whom_to_ask(client, client_of, neighbour, places):
    practice = factories.make_practice(
        None, places=[places.jelah], status="published", source_url="https://sogfbih.ba/mz/"
    )
    page = client.get(practice.get_absolute_url())
    valid(page)
    assert "Pitajte autora" not in text_of(page)
    assert "osoba koja ju je napisala nije ovdje" in text_of(page)
    assert "Vaše pitanje" not in text_of(client_of(neighbour).get(url(practice)))
    factories.bring(practice, "hidden")
    assert client_of(neighbour).get(url(practice)).status_code == 404
