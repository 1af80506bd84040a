"""A training as a sheet for the notice board."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories
from tests.markup import text_of, valid
from trainings.models import Training

pytestmark = pytest.mark.django_db


def poster(training: Training) -> str:
    return f"{training.get_absolute_url()}list/"


def test_says_when_where_and_where_to_sign_up(client, member, settings):
    days = [timezone.localdate() + timedelta(days=number) for number in (5, 6)]
    one = factories.make_training(member, title="Kako voditi zbor", days=days, for_whom="Za savjete.", lead="Dva dana.")
    for prefix in ("", "/hr", "/sr-latn", "/sr", "/en"):
        page = client.get(prefix + poster(one))
        assert page.status_code == 200
        valid(page)
        assert settings.SITE_URL + prefix + one.get_absolute_url() in text_of(page)
    assert "Kako voditi zbor" in text_of(client.get(poster(one)))
    assert poster(one) in client.get(one.get_absolute_url()).content.decode()
    assert client.get(f"/obuke/{one.pk}-drugo/list/").url == poster(one)
    with CaptureQueriesContext(connection) as queries:
        client.get(poster(one))
    assert len(queries) == 1


def test_what_is_cancelled_says_so_and_what_is_not_for_all_is_not_there(client, client_of, member, newcomer):
    one = factories.make_training(member, days=[timezone.localdate() + timedelta(days=5)])
    Training.objects.filter(pk=one.pk).update(cancelled=timezone.now(), cancelled_why="Snijeg.")
    assert "Snijeg." in text_of(client.get(poster(one)))
    inside = factories.make_training(member, audience="members")
    draft = factories.make_training(member, status="draft")
    assert client.get(poster(inside)).status_code == 404
    assert "samo za" in text_of(client_of(newcomer).get(poster(inside)))
    for person in (newcomer, member):
        assert client_of(person).get(poster(draft)).status_code == 404, (
            "nothing is hung up before it stands on the site"
        )
