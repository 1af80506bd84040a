"""A network from the request to join to the answer of a ministry: announced, answered, held, written down, adopted, concluded,
sent; one conclusion is answered, one overdue, and everyone reads both in the register, in either script. Who follows the
addressee reads both in the mail of the week, in their own.

Over HTTP, by the forms and links that the pages show.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from mzplatform.invariants import INVARIANTS
from networks import reminding, ticking
from networks.models import Conclusion, Meeting, Network
from networks.models.meetings import SARAJEVO
from notifications import digests
from notifications.letters import put_into_words
from notifications.models import Notification, OutgoingMail
from register.models import Organisation
from tests import factories
from tests.journeys.person import Person
from tests.trainings.after import Run

pytestmark = pytest.mark.django_db
TITLE = "Imovina mjesnih zajednica"
DUTY, QUESTION = "Upisati domove u katastar", "Urediti ko plaća struju"


@pytest.fixture
def clock(monkeypatch):
    """Sets the time for everything that Django asks."""

    def set_to(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return set_to


def told(user, outcome):
    return Notification.objects.filter(user=user, facts__outcome=outcome).count()


def test_from_the_request_to_the_answer(person, client_of, clock):
    def as_(user) -> Person:
        return Person(client_of(user))

    organisation = Organisation.objects.get(slug="mreza-koordinatora-rs")
    network = Network.objects.create(organisation=organisation, purpose="Razmjena iskustava.")
    vedrana = factories.make_user("vedrana@example.ba", name="Vedrana Vodić")
    factories.make_mandate(vedrana, "editor", organisation)
    dragan = factories.make_user("dragan@example.ba", name="Dragan Savić")
    lejla = factories.make_user("lejla@example.ba", name="Lejla Begić")

    # Two ask to join; the coordinator takes them in.
    for one, knows in ((dragan, "upis imovine u katastar"), (lejla, "forumi")):
        as_(one).open("/mreze/").follow(network.name).follow("Zatražite pristup").fill_in(
            "Pošaljite zahtjev", skills=knows
        )
    desk = as_(vedrana).open(network.get_absolute_url()).follow("Ljudi i zahtjevi")
    for one in (dragan, lejla):
        desk.fill_in(f"Primite: {one.profile.display_name}")
    assert "Dragan Savić" in as_(lejla).open(f"{network.get_absolute_url()}clanovi/?q=katastar").text

    # A meeting is announced; one comes, one does not, and only the first is reminded.
    day = timezone.localdate() + timedelta(days=14)
    agenda = {"agenda-0-title": "Upis domova", "agenda-0-speaker": "Dragan Savić", "agenda-0-minutes": "40"}
    as_(vedrana).open(network.get_absolute_url()).follow("Sazovite sastanak").fill_in(
        "Sazovite i pozovite", title=TITLE, day=day.isoformat(), begins="10:00", ends="12:00", held_in="Doboj", **agenda
    )
    meeting = Meeting.objects.get(title=TITLE)
    assert [told(one, "meeting_announced") for one in (dragan, lejla)] == [1, 1]
    as_(dragan).open(meeting.get_absolute_url()).fill_in("Dolazim")
    as_(lejla).open(meeting.get_absolute_url()).fill_in("Ne dolazim", note="Na putu sam")
    clock(datetime.combine(day - timedelta(days=1), time(9), SARAJEVO))
    reminding.remind_all(Run())
    assert [told(one, "meeting_soon") for one in (dragan, lejla)] == [1, 0]

    # Held: who was there, two conclusions, and minutes that those who were there may object to.
    clock(datetime.combine(day, time(15), SARAJEVO))
    page = as_(vedrana).open(meeting.get_absolute_url()).follow("Prisutni")
    page.fill_in("Sačuvajte", guests="Mirjana Tadić, Gradiška, ž")
    assert {one.name for one in meeting.attendees.all()} == {"Dragan Savić", "Mirjana Tadić"}
    ministry = Organisation.objects.get(slug="ministarstvo-uprave-i-lokalne-samouprave-rs")
    for title in (DUTY, QUESTION):
        page.open(meeting.get_absolute_url()).follow("Dodajte zaključak").fill_in(
            "Sačuvajte zaključak", title=title, to_organisation=str(ministry.pk), responsible=str(dragan.pk),
            deadline=(day + timedelta(days=30)).isoformat(),
        )  # fmt: skip
    assert told(dragan, "conclusion_yours") == 2
    page.open(meeting.get_absolute_url()).follow("Napišite zapisnik").fill_in("Sačuvajte")
    page.open(f"{meeting.network.get_absolute_url()}sastanci/{meeting.pk}/zapisnik/").fill_in("Otvorite za primjedbe")
    assert [told(one, "minutes_open") for one in (dragan, lejla)] == [1, 0]
    minutes = page.address
    as_(dragan).open(minutes).fill_in("Pošaljite primjedbu", text="Počelo je u 10:15.")
    page.open(minutes).open(page.link_to(f"{minutes}primjedbe/")).fill_in("Pošaljite odgovor", is_taken="yes")
    clock(datetime.combine(day + timedelta(days=8), time(9), SARAJEVO))
    page.open(minutes).follow("Usvojite zapisnik").fill_in("Usvojite zapisnik", is_public="on")
    assert "Upis domova" in person.open(minutes).text

    # Both are sent. The ministry answers one; of the other whoever answers for it is told that the deadline has passed.
    for one in Conclusion.objects.order_by("number"):
        page.open(one.get_absolute_url()).follow("Upišite da je poslan").fill_in("Poslan je")
    # Somebody from outside follows whom they went to.
    milan = factories.make_user("milan@example.ba", name="Milan Knežević", language="sr")
    as_(milan).open(f"/mreze/zakljucci/?adresat=o-{ministry.slug}").follow("Pratite zaključke ovom adresatu").fill_in(
        "Pratite"
    )
    assert ministry.name in as_(milan).open("/nalog/pracenje/").text
    answered = Conclusion.objects.get(title=DUTY)
    clock(datetime.combine(day + timedelta(days=20), time(9), SARAJEVO))
    as_(lejla).open(answered.get_absolute_url()).fill_in("Pratite")
    page.open(answered.get_absolute_url()).follow("Upišite odgovor").fill_in(
        "Sačuvajte odgovor", outcome="accepted", letter="Ministarstvo, 01-5/26", words="Izmjena ide u proceduru."
    )
    assert told(lejla, "conclusion_answered") == 1
    clock(datetime.combine(day + timedelta(days=31), time(9), SARAJEVO))
    ticking.remind_all(Run())
    ticking.remind_all(Run())
    assert told(dragan, "conclusion_overdue") == 1
    assert [told(milan, outcome) for outcome in ("conclusion_answered", "conclusion_late")] == [1, 1]
    assert digests.build_for(milan.pk, "weekly", timezone.localdate())
    words = put_into_words(OutgoingMail.objects.get(reader=milan, event="digest")).text
    assert "Уписати домове у катастар" in words
    assert "Уредити ко плаћа струју" in words

    # Everyone reads what became of them, also who writes Cyrillic.
    register = person.open("/mreze/").follow("Zaključci i šta je s njima bilo")
    assert "1 od 2" in register.text or "Od 2" in register.text
    assert QUESTION in person.open("/mreze/zakljucci/?stanje=kasni").text
    assert DUTY not in person.text
    assert "Измјена иде у процедуру." in person.open("/sr" + answered.get_absolute_url()).text
    assert DUTY in person.open("/pretraga/?q=домови катастар").text
    assert not [one.name for one in INVARIANTS if one.broken()]
