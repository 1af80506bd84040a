"""One meeting and all of a network: what everyone reads; the answer to the invitation; who was there; calendars; reminders."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest
from icalendar import Calendar

from networks import announcing
from networks.models import Attendee, Card, Coming, Joint, Meeting
from networks.models.meetings import SARAJEVO
from networks.reminding import remind_all
from notifications.models import Notification
from tests import factories
from tests.markup import text_of, valid
from tests.networks.meeting import in_days

pytestmark = pytest.mark.django_db
LANGUAGES = ["", "/hr", "/sr-latn", "/sr", "/en"]
RUN = SimpleNamespace(goes_on=lambda: True)


@pytest.fixture
def coming(network, leader):
    """In ten days at ten."""
    starts = datetime.combine(in_days(10), datetime.min.time(), SARAJEVO).replace(hour=10)
    return factories.make_meeting(
        network,
        leader,
        day=in_days(10),
        starts=starts,
        finishes=starts + timedelta(hours=2),
        link="https://sastanak.example.ba/x",
    )


@pytest.fixture
def held(network, leader):
    return factories.make_meeting(network, leader, day=date(2026, 3, 12), title="Sastanak u Doboju")


def of(meeting, path):
    return f"/mreze/{meeting.network.slug}/sastanci/{meeting.pk}/{path}"


@pytest.mark.parametrize("prefix", LANGUAGES)
@pytest.mark.parametrize("who", ["client", "outside", "inside", "desk"])
def test_the_page(request, coming, prefix, who):
    page = request.getfixturevalue(who).get(prefix + coming.get_absolute_url())
    valid(page)
    assert page.status_code == 200


@pytest.mark.parametrize("prefix", LANGUAGES)
def test_the_list(client, coming, held, url, prefix):
    page = client.get(f"{prefix}{url}sastanci/")
    valid(page)


def test_in_their_order(client, network, url, coming, held):
    factories.make_meeting(network, title="Bez dana", day=None, day_note="u prvoj fazi")
    factories.make_meeting(network, title="Uskoro", day=in_days(2))
    factories.make_meeting(network, title="Davno", day=date(2020, 1, 1))
    page = text_of(client.get(f"{url}sastanci/"))
    titles = ["Uskoro", "Sastanak o imovini", "Sastanak u Doboju", "Davno", "Bez dana"]
    places = [page.index(one) for one in titles]
    assert places == sorted(places)
    assert "dan nije poznat (u prvoj fazi)" in page


@pytest.mark.parametrize("page", ["0", "2", "x"])
def test_pages_that_are_none(client, held, url, page):
    assert client.get(f"{url}sastanci/?page={page}").status_code in {200, 404}
    assert client.get(f"{url}sastanci/?page=99").status_code == 404


def test_wrong_words_in_the_address_lead_to_the_right_ones(client, held):
    right = held.get_absolute_url()
    assert client.get(f"/mreze/mreza-koordinatora/sastanci/{held.pk}-krivo/?x=1")["Location"] == f"{right}?x=1"
    assert client.get(f"/mreze/nema-je/sastanci/{held.pk}-krivo/").status_code == 301
    assert client.get(f"/mreze/sastanci/{held.pk}-krivo/")["Location"] == right
    assert client.get(f"/mreze/mreza-koordinatora/sastanci/{held.pk + 99}-krivo/").status_code == 404


def test_found_by_the_search(client, held):
    assert "Sastanak u Doboju" in text_of(client.get("/pretraga/", {"q": "састанак Добој"}))


@pytest.mark.parametrize("number", [1, 3])
def test_queries(client, inside, url, network, coming, held, number, django_assert_num_queries):
    for _ in range(number):
        factories.make_meeting(network, day=in_days(20))
        factories.make_meeting(network)
        Attendee.objects.create(meeting=held, name="Gost")
        coming.agenda.create(position=coming.agenda.count() + 1, title="Tačka")
    for browser, path, expected in (
        (client, f"{url}sastanci/", 6),
        (client, coming.get_absolute_url(), 5),
        (inside, coming.get_absolute_url(), 10),
        (client, url, 9 if number == 1 else 7),  # four to come leave no place for those that were
    ):
        browser.get(path)
        with django_assert_num_queries(expected):
            browser.get(path)


# -- the answer to the invitation -------------------------------------------------------------------------------------------


def test_said_and_said_otherwise(inside, desk, coordinator, coming):
    assert "Dolazite li?" in text_of(inside.get(coming.get_absolute_url()))
    inside.post(of(coming, "dolazak/"), {"says": "yes", "note": "Vozim iz Tešnja"})
    assert "Dolazi (1)" in text_of(desk.get(coming.get_absolute_url()))
    inside.post(of(coming, "dolazak/"), {"says": "no"})
    made = Coming.objects.get()
    assert (made.person, made.says, made.note) == (coordinator, "no", "")
    page = text_of(inside.get(coming.get_absolute_url()))
    assert "Ne dolazi (1)" in page
    assert "Vaš odgovor: Ne dolazim" in page


@pytest.mark.parametrize("data", [{}, {"says": "so"}, {"says": "yes", "note": "a" * 201}])
def test_no_answer(inside, coming, data):
    assert inside.post(of(coming, "dolazak/"), data).status_code == 404
    assert not Coming.objects.exists()


def test_who_may_answer(client, outside, inside, coming, held):
    assert client.post(of(coming, "dolazak/"), {"says": "yes"}).status_code == 302
    assert outside.post(of(coming, "dolazak/"), {"says": "yes"}).status_code == 403
    assert inside.post(of(held, "dolazak/"), {"says": "yes"})["Location"] == held.get_absolute_url()
    assert inside.get(of(coming, "dolazak/")).status_code == 405
    assert not Coming.objects.exists()


def test_visitors_see_neither_answers_nor_the_link(client, outside, inside, coming, coordinator):
    Coming.objects.create(meeting=coming, person=coordinator, says="yes")
    for browser in (client, outside):
        page = browser.get(coming.get_absolute_url()).content.decode()
        assert "Lejla Begić" not in page
        assert "sastanak.example.ba" not in page
        assert b"sastanak.example.ba" not in browser.get(of(coming, "kalendar.ics")).content
    page = inside.get(coming.get_absolute_url()).content.decode()
    assert "Lejla Begić" in page
    assert "sastanak.example.ba" in page
    assert b"sastanak.example.ba" in inside.get(of(coming, "kalendar.ics")).content


# -- who was there ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def card(network, coordinator, places):
    return Card.objects.create(network=network, person=coordinator, municipality=places.tesanj)


GUESTS = "Fatima Suljić, Laktaši, ž\nZoran Petrović; Ministarstvo pravde; m\nBez ičega\n"


def test_members_and_guests(desk, client, coordinator, held, card, places):
    Coming.objects.create(meeting=held, person=coordinator, says="yes")
    page = desk.get(of(held, "prisustvo/"))
    valid(page)
    assert page.content.decode().count(" checked") == 1, "who said so is ticked at first"
    answer = desk.post(of(held, "prisustvo/"), {"people": [coordinator.pk], "guests": GUESTS})
    assert answer["Location"] == held.get_absolute_url()
    assert list(held.attendees.order_by("pk").values_list("name", "gender", "municipality__name", "comes_from")) == [
        ("Lejla Begić", "", "Tešanj", None or ""),
        ("Fatima Suljić", "f", "Laktaši", ""),
        ("Zoran Petrović", "m", None, "Ministarstvo pravde"),
        ("Bez ičega", "", None, ""),
    ]
    public = text_of(client.get(held.get_absolute_url()))
    assert "4 osobe" in public
    assert "Laktaši, Tešanj" in public
    assert "Lejla Begić" not in public
    assert "žen" not in public, "too few to say"


def test_kept_again_rows_of_members_stay(desk, coordinator, held):
    desk.post(of(held, "prisustvo/"), {"people": [coordinator.pk], "guests": "Gost, Tuzla, m"})
    first = Attendee.objects.get(person=coordinator).pk
    again = desk.get(of(held, "prisustvo/")).content.decode()
    assert "Gost, Tuzla, m" in again
    desk.post(of(held, "prisustvo/"), {"people": [coordinator.pk], "guests": ""})
    assert Attendee.objects.get().pk == first
    desk.post(of(held, "prisustvo/"), {"guests": ""})
    assert not Attendee.objects.exists()


@pytest.mark.parametrize(("women", "men", "shown"), [(5, 5, True), (6, 0, True), (5, 4, False), (1, 9, False)])
def test_small_groups_are_not_shown(client, held, women, men, shown):
    rows = ["f"] * women + ["m"] * men
    Attendee.objects.bulk_create(Attendee(meeting=held, name="x", gender=one) for one in rows)
    Meeting.objects.filter(pk=held.pk).update(attended="2026-03-12T12:00Z")
    assert (" žen" in text_of(client.get(held.get_absolute_url()))) is shown


def test_nor_where_some_did_not_say(client, held):
    Attendee.objects.bulk_create(Attendee(meeting=held, name="x", gender=one) for one in ["f"] * 6 + ["m"] * 6 + [""])
    Meeting.objects.filter(pk=held.pk).update(attended="2026-03-12T12:00Z")
    assert " žen" not in text_of(client.get(held.get_absolute_url()))


@pytest.mark.parametrize("data", [{"people": ["x"]}, {"people": ["99999"]}, {"guests": "a" * 121}])
def test_bad_attendance_is_said(desk, held, data):
    answer = desk.post(of(held, "prisustvo/"), data)
    valid(answer)
    assert answer.status_code == 200
    assert not Attendee.objects.exists()


def test_who_keeps_it_and_when(client, outside, inside, desk, held, coming):
    for browser in (client, outside, inside):
        assert browser.get(of(held, "prisustvo/")).status_code in {302, 403}
        browser.post(of(held, "prisustvo/"), {"guests": "Uljez"})
    assert desk.get(of(coming, "prisustvo/")).status_code == 403, "it has not begun"
    assert not Attendee.objects.exists()


def test_a_colleague_keeps_it_too(client_of, network, held):
    colleague = factories.make_user("kolega@example.ba")
    factories.make_mandate(colleague, "editor", network.organisation)
    assert client_of(colleague).get(of(held, "prisustvo/")).status_code == 200


# -- calendars --------------------------------------------------------------------------------------------------------------


def test_for_the_calendar(client, coming):
    answer = client.get(of(coming, "kalendar.ics"))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert (event["SUMMARY"], event["LOCATION"]) == ("Sastanak o imovini", "Doboj")
    assert event["DTSTART"].dt == coming.starts
    assert event["URL"].endswith(coming.get_absolute_url())
    cyrillic = client.get("/sr" + of(coming, "kalendar.ics"))
    assert "Састанак о имовини" in cyrillic.content.decode()


def test_one_without_hours_is_a_day_and_without_a_day_is_none(client, network, held):
    (event,) = Calendar.from_ical(client.get(of(held, "kalendar.ics")).content).walk("VEVENT")
    assert event["DTSTART"].dt == date(2026, 3, 12)
    unknown = factories.make_meeting(network, day=None, day_note="u maju")
    assert client.get(of(unknown, "kalendar.ics")).status_code == 404


def test_all_of_a_network(client, inside, network, coming, held, url):
    factories.make_meeting(
        network, title="Tajno", day=in_days(3), audience="organisation", organisation=network.organisation
    )
    joint = factories.make_meeting(factories.make_network("Druga mreža"), title="Zajedno", day=in_days(4))
    Joint.objects.create(meeting=joint, network=network)
    for browser in (client, inside):
        events = Calendar.from_ical(browser.get(f"{url}kalendar.ics").content).walk("VEVENT")
        assert {str(one["SUMMARY"]) for one in events} == {"Sastanak o imovini", "Sastanak u Doboju", "Zajedno"}


# -- reminders --------------------------------------------------------------------------------------------------------------


def test_two_days_ahead_once(network, leader, coordinator):
    soon = factories.make_meeting(network, leader, day=in_days(2))
    factories.make_meeting(network, day=in_days(5))
    factories.make_meeting(network, day=in_days(-1))
    for _ in range(2):
        remind_all(RUN)
    told = Notification.objects.filter(facts__outcome="meeting_soon")
    assert {(one.user, one.entry_id) for one in told} == {(leader, soon.pk), (coordinator, soon.pk)}
    Meeting.objects.filter(pk=soon.pk).update(day=in_days(1))
    remind_all(RUN)
    assert told.all().count() == 4, "another day is another reminder"


def test_whoever_does_not_come_is_left_alone(network, leader, coordinator):
    soon = factories.make_meeting(network, leader, day=in_days(1))
    Coming.objects.create(meeting=soon, person=coordinator, says="no")
    remind_all(RUN)
    assert {one.user for one in Notification.objects.all()} == {leader}


def test_nothing_of_one_that_is_cancelled(network, leader):
    soon = factories.make_meeting(network, leader, day=in_days(1))
    announcing.cancel(soon, leader, "Snijeg")
    Notification.objects.all().delete()
    remind_all(RUN)
    assert not Notification.objects.exists()


def test_a_worker_that_shall_stop_stops(network, leader):
    factories.make_meeting(network, leader, day=in_days(1))
    remind_all(SimpleNamespace(goes_on=lambda: False))
    assert not Notification.objects.exists()
