"""The newest questions as Atom: valid, in both scripts, without names and without what is not for everyone."""

from xml.etree import ElementTree as ET

import pytest

from tests import factories

URL = "/pitanja/feed.atom"
ATOM = "{http://www.w3.org/2005/Atom}"


def entries(client, prefix=""):
    response = client.get(prefix + URL)
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(response.content).findall(f"{ATOM}entry")  # noqa: S314


def test_the_newest_first_in_both_scripts(client, question, newcomer, settings):
    newer = factories.make_question(newcomer, title="Ко чисти снијег?")
    first, second = entries(client)
    assert first.find(f"{ATOM}title").text == "Ko čisti snijeg?"
    assert second.find(f"{ATOM}id").text == f"{settings.SITE_URL}/pitanja/{question.pk}/"
    cyrillic = [one.find(f"{ATOM}title").text for one in entries(client, "/sr")]
    assert cyrillic == ["Ко чисти снијег?", "Ко плаћа струју за дом?"]
    assert newer.get_absolute_url() in first.find(f"{ATOM}link").get("href")


def test_nobody_is_named(client, question, answer, member, neighbour):
    feed = client.get(URL).content.decode()
    assert member.get_full_name() not in feed
    assert "Knežević" not in feed


@pytest.mark.parametrize(
    "fields", [{"status": "pending"}, {"status": "hidden"}, {"status": "draft"}, {"audience": "members"}]
)
def test_only_what_everyone_may_read(client, client_of, member, fields):
    factories.make_question(member, **fields)
    assert entries(client) == []
    assert entries(client_of(member)) == []


def test_only_reads(client, db):
    assert client.post(URL).status_code == 405


@pytest.mark.parametrize("rows", [1, 3])
def test_queries(client, member, rows, django_assert_num_queries):
    for number in range(rows):
        factories.make_question(member, title=f"Pitanje {number}?")
    with django_assert_num_queries(1):
        client.get(URL)
