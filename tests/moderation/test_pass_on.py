"""Somebody else should look."""

import pytest

from moderation.models import Look

pytestmark = pytest.mark.django_db


def url(entry):
    return f"/moderacija/{entry.pk}/proslijedi/"


def test_they_are_told_and_it_is_theirs(client_of, moderator, colleague, waiting):
    response = client_of(moderator).post(url(waiting), {"pass-to": colleague.pk})
    assert response["Location"] == "/moderacija/"
    assert Look.objects.get(entry=waiting).user == colleague
    assert colleague.notifications.filter(kind="waiting", entry=waiting).count() == 1


def test_nobody_is_asked_once_it_is_decided(client_of, moderator, colleague, waiting):
    client_of(moderator).post(url(waiting), {"pass-to": colleague.pk})
    client_of(moderator).post(f"/moderacija/{waiting.pk}/vracanje/", {"return-words": "Dopišite koliko je koštalo."})
    assert not colleague.notifications.waiting_for("daily").exists()


@pytest.mark.parametrize("who", ["member", "moderator", "nobody"])
def test_only_to_another_moderator(request, client_of, moderator, waiting, who):
    number = request.getfixturevalue(who).pk if who != "nobody" else 99999
    assert client_of(moderator).post(url(waiting), {"pass-to": number}).status_code == 200
    assert not Look.objects.exists()


def test_only_by_those_at_the_desk(client, client_of, member, moderator, waiting):
    assert client.post(url(waiting)).status_code == 302
    assert client_of(member).post(url(waiting)).status_code == 404
    assert client_of(moderator).get(url(waiting)).status_code == 405
