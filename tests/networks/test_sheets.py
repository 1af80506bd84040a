"""A meeting and a conclusion as sheets for the notice board."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from networks.models import AgendaItem
from tests import factories
from tests.markup import text_of, valid

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(network, leader):
    one = factories.make_meeting(network, leader, title="Sastanak o imovini")
    AgendaItem.objects.create(meeting=one, position=1, title="Upis domova", speaker="Lejla")
    return one


def sheet(one) -> str:
    return f"{one.get_absolute_url()}list/"


def test_they_say_what_their_pages_say(client, meeting, leader, places, settings):
    conclusion = factories.make_conclusion(meeting, leader, title="Upisati domove", to_municipality=places.tesanj)
    told = {meeting: ("Sastanak o imovini", "Upis domova", "Doboj"), conclusion: ("Upisati domove", "Općina Tešanj")}
    for one, words in told.items():
        for prefix in ("", "/hr", "/sr-latn", "/sr", "/en"):
            page = client.get(prefix + sheet(one))
            assert page.status_code == 200
            valid(page)
            assert settings.SITE_URL + prefix + one.get_absolute_url() in text_of(page)
        text = text_of(client.get(sheet(one)))
        assert [word for word in words if word not in text] == []
        assert sheet(one) in client.get(one.get_absolute_url()).content.decode()
    assert client.get(f"/mreze/{meeting.network.slug}/sastanci/{meeting.pk}-x/list/").url == sheet(meeting)
    assert client.get(f"/mreze/zakljucci/{conclusion.pk}-x/list/").url == sheet(conclusion)


def test_what_a_network_keeps_to_itself_is_not_there(client, client_of, network, leader, newcomer, moderator):
    inner = factories.make_meeting(network, leader, audience="organisation", organisation=network.organisation)
    for one in (inner, factories.make_conclusion(inner, leader)):
        for browser in (client, client_of(newcomer), client_of(moderator)):
            assert browser.get(sheet(one)).status_code == 404
        assert "samo za" in text_of(client_of(leader).get(sheet(one)))


def test_queries(client, meeting, leader):
    conclusion = factories.make_conclusion(meeting, leader)
    counted = []
    for one in (meeting, conclusion):
        client.get(sheet(one))
        with CaptureQueriesContext(connection) as queries:
            client.get(sheet(one))
        counted.append(len(queries))
    assert counted == [3, 1]
