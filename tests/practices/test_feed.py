"""The Atom feed, in the language and script of its address."""

from xml.etree import ElementTree

import pytest

from practices import look
from tests import factories

ATOM = "{http://www.w3.org/2005/Atom}"


def entries(client, prefix=""):
    look.forget()
    response = client.get(f"{prefix}/prakse/feed.atom")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content).findall(f"{ATOM}entry")  # noqa: S314 - we wrote it


def test_has_the_newest_with_full_addresses(client, practice, settings):
    (entry,) = entries(client)
    assert entry.findtext(f"{ATOM}title") == practice.title
    assert entry.find(f"{ATOM}link").get("href") == settings.SITE_URL + practice.get_absolute_url()


def test_a_number_stays_the_same_in_every_language(client, practice):
    assert len({entries(client, prefix)[0].findtext(f"{ATOM}id") for prefix in ("", "/sr", "/en")}) == 1
    assert entries(client, "/sr")[0].findtext(f"{ATOM}title") == "Расвјета на стази до школе"


@pytest.mark.parametrize("status", ["draft", "pending", "returned", "hidden"])
def test_only_what_everyone_may_read(client, member, places, theme, status):
    factories.make_practice(member, themes=[theme], places=[places.jelah], status=status)
    factories.make_practice(member, themes=[theme], places=[places.jelah], status="published", audience="members")
    assert entries(client) == []


def test_queries(client, practice, django_assert_num_queries):
    client.get("/prakse/feed.atom")
    with django_assert_num_queries(2):
        client.get("/prakse/feed.atom")


def test_only_reading(client, db):
    assert client.post("/prakse/feed.atom").status_code == 405
