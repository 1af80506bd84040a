"""Calendars: what a phone takes over is what the page says, across both clock changes, and nothing breaks the lines."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from icalendar import Calendar

from content.models import Entry
from tests import factories

pytestmark = pytest.mark.django_db
URL = "/obuke/kalendar.ics"
SARAJEVO = ZoneInfo("Europe/Sarajevo")


def events(answer):
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(answer.content).walk("VEVENT")


def on(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


@pytest.mark.parametrize(
    ("day", "offset"),
    [(date(2026, 10, 24), 2), (date(2026, 10, 25), 1), (date(2027, 3, 27), 1), (date(2027, 3, 28), 2)],
)
def test_the_hour_is_that_of_the_clock_across_both_changes(visitor, day, offset):
    made = factories.make_training(None, days=[day], hours=(time(18), time(20)))
    answer = visitor.get(f"/obuke/{made.pk}/obuka.ics")
    (event,) = events(answer)
    assert event["DTSTART"].dt == datetime.combine(day, time(18), SARAJEVO)
    assert event["DTSTART"].dt.utcoffset() == timedelta(hours=offset)
    text = answer.content.decode()
    assert f"DTSTART;TZID=Europe/Sarajevo:{day:%Y%m%d}T180000" in text
    assert "BEGIN:VTIMEZONE" in text


def test_a_day_without_hours_is_a_day(visitor):
    made = factories.make_training(None, days=[on(5)], hours=None)
    (event,) = events(visitor.get(f"/obuke/{made.pk}/obuka.ics"))
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (on(5), on(6))


def test_each_session_is_an_event(visitor):
    made = factories.make_training(None, lead="Za dva dana.", held_in="Jelah", days=[on(5), on(6)])
    found = events(visitor.get(f"/obuke/{made.pk}/obuka.ics"))
    assert [str(event["SUMMARY"]) for event in found] == [f"{made.title} (1/2)", f"{made.title} (2/2)"]
    assert len({str(event["UID"]) for event in found}) == 2
    assert {str(event["LOCATION"]) for event in found} == {"Dom"}
    assert all(str(event["URL"]).endswith(made.get_absolute_url()) for event in found)


def test_a_change_is_a_later_sequence_of_the_same_event(visitor):
    made = factories.make_training(None, days=[on(5)])
    (before,) = events(visitor.get(f"/obuke/{made.pk}/obuka.ics"))
    made.cancelled, made.cancelled_why = timezone.now(), "Nema sale."
    made.save()
    (after,) = events(visitor.get(f"/obuke/{made.pk}/obuka.ics"))
    assert before["UID"] == after["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert (before["STATUS"], after["STATUS"]) == ("CONFIRMED", "CANCELLED")
    assert "Nema sale." in str(after["DESCRIPTION"])


@pytest.mark.parametrize("title", ["Obuka; jedan, dva\\n tri", "A" * 119, "Ćiro, „Đuro“ i šuma"])
def test_no_title_breaks_the_lines(visitor, title):
    made = factories.make_training(None, title=title, lead="prvi\nATTENDEE:mailto:x@y.ba", days=[on(5)])
    answer = visitor.get(f"/obuke/{made.pk}/obuka.ics")
    (event,) = events(answer)
    assert str(event["SUMMARY"]) == title
    assert "\r\nATTENDEE" not in answer.content.decode()
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))


def test_the_calendar_of_all_is_for_everyone(visitor, client_of, member, moderator):
    there = factories.make_training(None, title="Tu je", days=[on(5)])
    factories.make_training(None, title="Bila je", days=[on(-60)])
    factories.make_training(None, title="Davno", days=[on(-200)])
    factories.make_training(member, title="Za članove", days=[on(5)], audience="members")
    factories.make_training(member, title="Nacrt", days=[on(5)], status="draft")
    factories.make_training(None, title="Bez dana", day_note="ljeto")
    for browser in (visitor, client_of(member), client_of(moderator)):
        titles = {str(event["SUMMARY"]) for event in events(browser.get(URL))}
        assert titles == {"Tu je", "Bila je"}
    assert events(client_of(member).get(f"/obuke/{there.pk}/obuka.ics"))


def test_in_the_script_of_the_address(visitor):
    factories.make_training(None, title="Obuka za žene", days=[on(5)])
    (event,) = events(visitor.get(f"/sr{URL}"))
    assert str(event["SUMMARY"]) == "Обука за жене"


@pytest.mark.parametrize("number", ["999999", "0"])
def test_what_is_not_there(visitor, number):
    assert visitor.get(f"/obuke/{number}/obuka.ics").status_code == 404


def test_without_a_day_there_is_no_event(visitor):
    made = factories.make_training(None, day_note="ljeto")
    assert visitor.get(f"/obuke/{made.pk}/obuka.ics").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_queries(visitor, rows, django_assert_num_queries):
    for number in range(rows):
        factories.make_training(None, days=[on(number + 1), on(number + 2)])
    visitor.get(URL)
    with django_assert_num_queries(1):
        visitor.get(URL)


def test_whoever_has_it_already_is_told_so(settings, client, django_assert_num_queries):
    """By the page cache: the stamp is all that is read."""
    settings.PAGE_CACHE = True
    training = factories.make_training(None, days=[timezone.localdate() + timedelta(days=3)])
    first = client.get(URL)
    assert "obuke.ics" in first["Content-Disposition"]
    with django_assert_num_queries(1):
        again = client.get(URL, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    with django_assert_num_queries(1):
        kept = client.get(URL)
    assert (kept.content, kept["Content-Disposition"]) == (first.content, first["Content-Disposition"])
    Entry.objects.filter(pk=training.pk).update(status="hidden")
    assert client.get(f"/sr{URL}")["ETag"] != first["ETag"]


def test_drawn_anew_when_it_says_something_else(client, django_assert_num_queries):
    kept, gone = (factories.make_training(None, title=title, days=[on(3)]) for title in ("Ostaje", "Nestaje"))
    first = client.get(URL)
    with django_assert_num_queries(1):
        assert client.get(URL).content == first.content
    Entry.objects.filter(pk=gone.pk).update(status="hidden")
    second = client.get(URL).content.decode()
    assert gone.title not in second
    Entry.objects.filter(pk=gone.pk).update(status="published")
    Entry.objects.filter(pk=kept.pk).update(status="hidden")
    third = client.get(URL).content.decode()
    assert gone.title in third, "as many as before, and others"
