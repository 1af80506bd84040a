"""A look is taken by a button, lasts a quarter of an hour, and forbids nothing."""

import pytest

from moderation.models import Look
from tests.markup import text_of

pytestmark = pytest.mark.django_db


def take(client, entry):
    return client.post(f"/moderacija/{entry.pk}/pregled/", follow=True)


def test_the_others_see_it_and_may_still_decide(client_of, moderator, colleague, waiting):
    assert "Ostali vide da je Vi gledate." in text_of(take(client_of(colleague), waiting))
    page = text_of(take(client_of(moderator), waiting))
    assert "Azra Delić" in page
    assert "Objavite" in page
    assert Look.objects.get().user == colleague


def test_opening_the_page_takes_nothing(client_of, moderator, waiting):
    client_of(moderator).get(f"/moderacija/{waiting.pk}/")
    assert not Look.objects.exists()


def test_only_by_those_at_the_desk(client, client_of, member, moderator, waiting):
    assert client.post(f"/moderacija/{waiting.pk}/pregled/").status_code == 302
    assert client_of(member).post(f"/moderacija/{waiting.pk}/pregled/").status_code == 404
    assert client_of(moderator).get(f"/moderacija/{waiting.pk}/pregled/").status_code == 405
