"""Sending, and what the author may still do afterwards."""

import pytest

from practices.models import Practice
from tests import factories
from tests.markup import text_of


@pytest.fixture
def ready(newcomer, places, theme):
    return factories.make_practice(newcomer, places=[places.jelah], themes=[theme])


def post(client, practice, word):
    return client.post(f"/prakse/{practice.pk}/{word}/", follow=True)


def test_with_a_mandate_it_is_published(client, client_of, member, places, theme):
    practice = factories.make_practice(member, places=[places.jelah], themes=[theme])
    page = text_of(post(client_of(member), practice, "slanje"))
    assert practice.title in page
    assert client.get(practice.get_absolute_url()).status_code == 200


def test_without_one_it_waits(client, client_of, newcomer, ready):
    response = post(client_of(newcomer), ready, "slanje")
    assert "Objava čeka pregled" in response.content.decode()
    assert client.get(ready.get_absolute_url()).status_code == 404
    assert Practice.objects.get(pk=ready.pk).status == "pending"


def test_twice_is_once(client_of, newcomer, ready):
    post(client_of(newcomer), ready, "slanje")
    assert post(client_of(newcomer), ready, "slanje").status_code == 200
    assert Practice.objects.get(pk=ready.pk).status == "pending"


def test_what_is_not_ready_is_not_sent(client_of, newcomer):
    practice = factories.make_practice(newcomer)
    response = post(client_of(newcomer), practice, "slanje")
    assert "Izaberite mjesto." in text_of(response)
    assert Practice.objects.get(pk=practice.pk).status == "draft"


@pytest.mark.parametrize("word", ["slanje", "u-nacrt", "povlacenje", "vracanje"])
class TestRefusals:
    @pytest.mark.parametrize(("who", "status"), [("neighbour", 404), ("moderator", 404), ("coordinator", 404)])
    def test_a_draft_is_its_authors(self, request, client_of, ready, word, who, status):
        assert post(client_of(request.getfixturevalue(who)), ready, word).status_code == status

    def test_a_published_one_too(self, client_of, neighbour, practice, word):
        assert post(client_of(neighbour), practice, word).status_code == 403
        assert Practice.objects.get(pk=practice.pk).is_published

    def test_needs_sign_in_and_a_post(self, client, client_of, newcomer, ready, word):
        assert client.post(f"/prakse/{ready.pk}/{word}/").status_code == 302
        assert client_of(newcomer).get(f"/prakse/{ready.pk}/{word}/").status_code == 405


def test_there_is_no_short_cut_to_published(client_of, newcomer, moderator, ready):
    """No step, no parameter and no other address of the author publishes."""
    client = client_of(newcomer)
    for word in ("slanje", "u-nacrt", "povlacenje", "vracanje"):
        client.post(f"/prakse/{ready.pk}/{word}/", {"status": "published", "at_once": "1", "decision": "published"})
    assert Practice.objects.get(pk=ready.pk).status != "published"
