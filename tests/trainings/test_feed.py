"""The calendar of one's own trainings: its address, what is in it, how it is taken back."""

import pytest
from icalendar import Calendar

from tests import factories
from tests.markup import valid
from tests.trainings.signing import enter, in_days, opened, person
from trainings import links, registering
from trainings.models import Feed, Session

pytestmark = pytest.mark.django_db


def address(client):
    page = client.get("/obuke/moje/")
    valid(page)
    return page.context["feed_url"].removeprefix("http://testserver")


def events(client, url):
    return Calendar.from_ical(client.get(url).content).walk("VEVENT")


@pytest.fixture
def sign_up(places):
    return opened(places.savez)


def test_what_one_takes_part_in(client, client_of, member, sign_up):
    opened()
    Session.objects.update(venue="", link="https://primjer.ba/soba")
    mine = client_of(member)
    assert address(mine) == ""
    mine.post("/obuke/moje/kalendar/")
    url = address(mine)
    assert events(client, url) == []
    one = enter(sign_up, member)
    (event,) = events(client, url)
    assert event["summary"] == "Obuka za savjete"
    assert "https://primjer.ba/soba" in event["description"], "whoever takes part reads the link"
    page = client.get(f"/obuke/{sign_up.pk}/obuka.ics").content.decode()
    assert "primjer.ba/soba" not in page.replace("\r\n ", "")
    registering.withdraw(one)
    assert events(client, url) == []


def test_who_waits_has_nothing_in_it(client, client_of, member, sign_up):
    for number in range(2):
        enter(sign_up, person(number))
    enter(sign_up, member)
    mine = client_of(member)
    mine.post("/obuke/moje/kalendar/")
    assert events(client, address(mine)) == []


def test_another_address_ends_the_first(client, client_of, member):
    mine = client_of(member)
    mine.post("/obuke/moje/kalendar/")
    first = address(mine)
    mine.post("/obuke/moje/kalendar/")
    second = address(mine)
    assert first != second
    assert (client.get(first).status_code, client.get(second).status_code) == (404, 200)
    mine.post("/obuke/moje/kalendar/", {"off": "1"})
    assert address(mine) == ""
    assert client.get(second).status_code == 404


@pytest.mark.parametrize("key", ["1.1", "1.1:xxxx", "x", "1:2:3", "999999999999999999999.1:x"])
def test_a_guess_is_nothing(client, key):
    Feed.objects.create(person=factories.make_user("a@example.ba"))
    assert client.get(f"/obuke/moje/{key}.ics").status_code == 404


def test_a_closed_account_has_none(client, member):
    url = links.feed_url(Feed.objects.create(person=member))
    assert client.get(url).status_code == 200
    member.is_active = False
    member.save()
    assert client.get(url).status_code == 404


def test_only_its_owner_gets_one(client):
    assert client.post("/obuke/moje/kalendar/").status_code == 302
    assert client.get("/obuke/moje/").status_code == 302
    assert not Feed.objects.exists(), in_days
