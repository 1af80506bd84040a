"""Saying that a standing answer still holds: the warning goes, the day of the last check is today."""

from datetime import timedelta

import pytest
from django.utils import timezone

from forums import ladder
from forums.models import Standing
from notifications.models import Notification
from tests.forums.standings import make_moderator, make_scene, make_standing
from tests.markup import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(places):
    return make_scene(places)


@pytest.fixture
def standing(scene):
    """In doubt, and its editor knows."""
    made = make_standing(scene)
    Standing.objects.filter(pk=made.pk).update(checked_on=timezone.now() - timedelta(days=400))
    type(scene.act).objects.filter(pk=scene.act.pk).update(state="izmijenjen")
    made.refresh_from_db()
    ladder.ask_editors(made)
    return made


def url_of(standing):
    return f"/pitanja/cesta/{standing.pk}/provjera/"


@pytest.mark.parametrize("who", ["editor", "moderator"])
def test_it_is_certain_again(client_of, scene, standing, moderator, who):
    client = client_of(scene.editor if who == "editor" else make_moderator(moderator))
    assert client.post(url_of(standing))["Location"] == standing.get_absolute_url()
    standing.refresh_from_db()
    assert (standing.doubted_on, standing.check_asked_on) == (None, None)
    assert timezone.localdate(standing.checked_on) == timezone.localdate()
    assert not Notification.objects.filter(entry=standing.pk, read=None).exists(), "nobody is asked any more"
    assert "Propis se promijenio" not in text_of(client.get(standing.get_absolute_url()))


def test_twice_is_once(client_of, scene, standing):
    client = client_of(scene.editor)
    client.post(url_of(standing))
    standing.refresh_from_db()
    since = standing.checked_on
    client.post(url_of(standing))
    standing.refresh_from_db()
    assert standing.checked_on == since


def test_it_can_be_looked_at_without_a_doubt(client_of, scene):
    made = make_standing(scene)
    Standing.objects.filter(pk=made.pk).update(checked_on=timezone.now() - timedelta(days=400))
    client_of(scene.editor).post(url_of(made))
    made.refresh_from_db()
    assert timezone.localdate(made.checked_on) == timezone.localdate()


def test_nobody_else(client_of, visitor, scene, standing, newcomer):
    assert visitor.post(url_of(standing))["Location"].startswith("/prijava/")
    for user in (newcomer, scene.asker, scene.helper):
        assert client_of(user).post(url_of(standing)).status_code == 403
    assert client_of(scene.editor).get(url_of(standing)).status_code == 405
    standing.refresh_from_db()
    assert standing.doubted_on is not None
