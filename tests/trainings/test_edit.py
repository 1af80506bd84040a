"""Changing and cancelling a training: who may, two windows, what calendars learn."""

from datetime import date

import pytest
from icalendar import Calendar

from accounts.models import Mandate
from tests import factories
from tests.markup import text_of, valid
from tests.trainings.announcing import day, typed
from trainings.models import Training

pytestmark = pytest.mark.django_db
DAY = date(2031, 5, 8)


@pytest.fixture
def editor(places):
    person = factories.make_user("urednik@example.ba")
    factories.make_mandate(person, "editor", places.savez)
    return person


@pytest.fixture
def training(editor, places):
    made = factories.make_training(editor, title="Obuka za savjete", days=[DAY], places=[places.jelah])
    made.organisers.set([places.savez])
    return made


def url(training, what="uredi"):
    return f"/obuke/{training.pk}/{what}/"


def sent(training, *days, places, **fields):
    version = str(Training.objects.get(pk=training.pk).version)
    return typed(*days, organisers=[places.savez.pk], **{"version": version} | fields)


def event(browser, training):
    return Calendar.from_ical(browser.get(f"/obuke/{training.pk}/obuka.ics").content).walk("VEVENT")[0]


@pytest.mark.parametrize("prefix", ["", "/hr", "/sr-latn", "/sr", "/en"])
@pytest.mark.parametrize("what", ["uredi", "otkazivanje"])
def test_the_forms(client_of, editor, training, prefix, what):
    page = client_of(editor).get(prefix + url(training, what))
    valid(page)
    assert page.status_code == 200


@pytest.mark.parametrize(
    ("who", "status"), [("member", 403), ("newcomer", 403), ("coordinator", 403), ("moderator", 200), ("editor", 200)]
)
@pytest.mark.parametrize("what", ["uredi", "otkazivanje"])
def test_who_may(request, client_of, staff_client_of, training, who, status, what):
    sign_in = staff_client_of if who == "moderator" else client_of
    assert sign_in(request.getfixturevalue(who)).get(url(training, what)).status_code == status


def test_visitors_sign_in_first(visitor, training):
    for what in ("uredi", "otkazivanje"):
        assert visitor.get(url(training, what))["Location"].startswith("/prijava/")


def test_an_editor_of_another_association_may_not(client_of, training):
    other = factories.make_user("drugi@example.ba")
    factories.make_mandate(other, "editor", factories.make_organisation("Drugi savez"))
    assert client_of(other).get(url(training)).status_code == 403
    assert client_of(other).post(url(training, "otkazivanje"), {"why": "Ne."}).status_code == 403


def test_whoever_wrote_it_and_edits_no_more_may_not(client_of, editor, training):
    Mandate.objects.filter(user=editor).update(ends=date(2020, 1, 1), starts=date(2019, 1, 1))
    assert client_of(editor).get(url(training)).status_code == 403


def test_another_day_is_a_later_version_of_the_same_event(client_of, visitor, editor, places, training):
    before = event(visitor, training)
    answer = client_of(editor).post(url(training), sent(training, day("2031-05-20", "09:00", "12:00"), places=places))
    assert answer["Location"] == training.get_absolute_url()
    after = event(visitor, training)
    assert before["UID"] == after["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["DTSTART"].dt.date() == date(2031, 5, 20)
    assert Training.objects.get(pk=training.pk).begins == date(2031, 5, 20)


def test_a_day_that_falls_away(client_of, editor, places, training):
    browser = client_of(editor)
    browser.post(url(training), sent(training, day("2031-05-08"), day("2031-05-09"), places=places))
    assert training.sessions.count() == 2
    browser.post(url(training), sent(training, day("2031-05-08"), {"day": ""}, places=places))
    assert training.sessions.count() == 1


def test_two_windows(client_of, editor, places, training):
    browser = client_of(editor)
    late = sent(training, day("2031-05-08"), places=places, title="Kasni naziv")
    browser.post(url(training), sent(training, day("2031-05-08"), places=places, title="Prvi naziv"))
    page = browser.post(url(training), late)
    valid(page)
    assert page.status_code == 409
    assert "Kasni naziv" in page.content.decode()
    assert Training.objects.get(pk=training.pk).title == "Prvi naziv"


@pytest.mark.parametrize("version", ["", "x", "-1", "999999999999", "²"])
def test_a_forged_version_writes_nothing(client_of, editor, places, training, version):
    page = client_of(editor).post(
        url(training), sent(training, day("2031-05-08"), places=places, title="Novi", version=version)
    )
    assert page.status_code == 409
    assert Training.objects.get(pk=training.pk).title == training.title


def test_organisers_of_others_stay(client_of, editor, places, training):
    other = factories.make_organisation("Drugi savez")
    training.organisers.add(other)
    client_of(editor).post(url(training), sent(training, day("2031-05-08"), places=places))
    assert set(training.organisers.all()) == {places.savez, other}


def test_it_is_cancelled_and_says_so_everywhere(client_of, visitor, editor, training):
    browser = client_of(editor)
    assert event(visitor, training)["STATUS"] == "CONFIRMED"
    answer = browser.post(url(training, "otkazivanje"), {"why": "Nema sale."})
    assert answer["Location"] == training.get_absolute_url()
    assert "Nema sale." in text_of(visitor.get(training.get_absolute_url()))
    assert event(visitor, training)["STATUS"] == "CANCELLED"
    assert "otkazano" in text_of(visitor.get("/obuke/"))
    assert browser.get(url(training)).status_code == 403
    assert browser.post(url(training, "otkazivanje"), {"why": "Opet."}).status_code == 403
    assert Training.objects.get(pk=training.pk).cancelled_why == "Nema sale."


def test_a_moderator_changes_and_cancels(staff_client_of, moderator, places, training):
    browser = staff_client_of(moderator)
    assert (
        browser.post(url(training), sent(training, day("2031-05-20"), places=places, title="Drugi naziv")).status_code
        == 302
    )
    assert browser.post(url(training, "otkazivanje"), {"why": "Nema sale."}).status_code == 302
    training.refresh_from_db()
    assert (training.title, training.cancelled_why) == ("Drugi naziv", "Nema sale.")


def test_a_colleague_may_not(client_of, places, training):
    colleague = factories.make_user("kolega@example.ba")
    factories.make_mandate(colleague, "editor", places.savez)
    assert client_of(colleague).get(url(training)).status_code == 403


@pytest.mark.parametrize("why", ["", "   ", "a" * 301])
def test_nobody_cancels_without_a_word(client_of, editor, training, why):
    page = client_of(editor).post(url(training, "otkazivanje"), {"why": why})
    assert page.status_code == 200
    assert Training.objects.get(pk=training.pk).cancelled is None


@pytest.mark.parametrize("status", ["pending", "hidden"])
def test_what_is_not_on_the_site_is_not_changed_here(client_of, editor, neighbour, moderator, status):
    made = factories.make_training(editor, days=[DAY], status=status, by=moderator)
    assert client_of(editor).get(url(made)).status_code == 403
    assert client_of(neighbour).get(url(made)).status_code == 404


def test_what_was_typed_after_the_session_was_over_comes_back(client, editor, places, training):
    client.force_login(editor)
    client.get(url(training))
    data = sent(training, day("2031-05-08"), places=places, title="Novi naziv")
    client.logout()
    answer = client.post(url(training), data)
    assert answer["Location"].startswith("/prijava/")
    assert Training.objects.get(pk=training.pk).title == training.title


def test_a_mandate_that_ended_shows_no_buttons(client_of, visitor, editor, training):
    for browser, there in ((visitor, False), (client_of(editor), True)):
        assert (f"/obuke/{training.pk}/uredi/" in browser.get(training.get_absolute_url()).content.decode()) is there
