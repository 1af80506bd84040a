"""A question to the author is a comment whose form says so; where there is no author, the page says whom one can ask."""

import json
from urllib.parse import urlencode
from uuid import uuid4

import pytest

from content.models import Draft, Entry
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


def test_what_was_begun_as_a_question_is_not_offered_to_a_comment(client_of, neighbour, practice):
    desk = client_of(neighbour)
    question, comment = url(practice), f"/komentari/{practice.pk}/novi/"
    names = [desk.get(one).context["kept"].form for one in (question, comment)]
    assert names[0] != names[1]
    for name, words in zip(names, ("Koliko lampi?", "Lijepo je."), strict=True):
        sent = {"form": name, "version": 0, "values": json.dumps({"body": [words]})}
        assert desk.post("/nacrt/", sent).status_code == 200
    assert (
        f'href="?{urlencode({"pitanje": 1, "nacrt": 1}).replace("&", "&amp;")}"' in desk.get(question).content.decode()
    )
    brought = desk.get(f"{question}&nacrt=1")
    assert "Koliko lampi?</textarea>" in brought.content.decode()
    assert "Vaše pitanje za autora ili autoricu" in text_of(brought)
    assert "Lijepo je.</textarea>" in desk.get(f"{comment}?nacrt=1").content.decode()
    assert desk.post(question, {"drop_draft": "1"})["Location"] == question
    assert Draft.objects.get().form == names[1]
    desk.post(question, {"body": "Koliko lampi?", "once": uuid4()})
    assert Draft.objects.get().form == names[1], "what was typed elsewhere stays"
