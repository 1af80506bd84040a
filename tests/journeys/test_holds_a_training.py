"""A training from its announcement to a certificate that anyone can check, and to the records that count it.

Over HTTP, by the forms and links that the pages show; the phone in the hall sends what its script would send.
"""

from __future__ import annotations

import json
from datetime import datetime, time, timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from pypdf import PdfReader

from mzplatform.invariants import INVARIANTS
from notifications.models import Notification
from register.models import Community, Municipality, Organisation
from tests import factories
from tests.journeys.person import Person
from tests.trainings.after import Run
from trainings import asking, certificates, ticking
from trainings.models import Certificate, Registration, Training
from trainings.models.training import SARAJEVO

pytestmark = pytest.mark.django_db
TITLE = "Obuka za facilitatore foruma"


@pytest.fixture
def clock(monkeypatch):
    """Sets the time for everything that Django asks."""

    def set_to(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return set_to


def told(user, outcome):
    return Notification.objects.filter(user=user, facts__outcome=outcome).count()


def text_of(pdf):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def test_from_the_call_to_the_proof(person, client_of, clock):
    def as_(user) -> Person:
        return Person(client_of(user))

    town = Municipality.objects.get(slug="tesanj")
    association = Organisation.objects.filter(kind="savez", entity=town.entity).first()
    editor = factories.make_user("selma@example.ba", name="Selma Kovač")
    factories.make_mandate(editor, "editor", association)
    coordinator = factories.make_user("hamid@example.ba", name="Hamid Karić")
    factories.make_mandate(coordinator, "coordinator", town)
    villages = list(Community.objects.filter(municipality=town).order_by("pk")[:6])
    people = []
    for number, (name, village) in enumerate(zip(
        ("Amra Hodžić", "Mirsad Čaušević", "Lejla Begić", "Đorđe Šarić", "Мира Пушкар", "Ivo Ivić"), villages, strict=True
    )):  # fmt: skip
        made = factories.make_user(f"o{number}@example.ba", name=name)
        factories.make_mandate(made, "president", village)
        people.append(made)
    amra, *brought, mira, ivo = people

    # An association announces it, and says how one signs up.
    day = timezone.localdate() + timedelta(days=20)
    desk = as_(editor).open("/obuke/").follow("Najavite obuku")
    desk.fill_in(
        "Najavite",
        title=TITLE,
        held_in="Dom kulture Jelah",
        **{"dan-0-day": day.isoformat(), "dan-0-begins": "10:00", "dan-0-ends": "16:00", "dan-0-venue": "Dom kulture"},
    )
    training = Training.objects.get(title=TITLE)
    desk.open(f"/obuke/{training.pk}/prijave/pravila/").fill_in("Sačuvajte", seats="4")

    # One signs up, a coordinator brings three: it is full, and two more wait in order.
    as_(amra).open(training.get_absolute_url()).follow("Prijavite se na obuku").fill_in(
        "Prijavite se na obuku", gender="f", consent="on"
    )
    as_(coordinator).open(training.get_absolute_url()).follow("Prijavite više osoba odjednom").fill_in(
        "Prijavite ih", people=[str(one.pk) for one in brought]
    )
    assert [told(one, "signed_up") for one in (amra, *brought)] == [1] * 4
    for place, one in enumerate((mira, ivo), 1):
        waiting = as_(one).open(f"/obuke/{training.pk}/prijava/").fill_in("Upišite me na listu čekanja", consent="on")
        assert f"{place} od {place}" in waiting.text
    assert Registration.objects.holding().count() == 4

    # One of those who were brought cannot come: the seat is offered to the first who waits, who takes it.
    gone = Registration.objects.get(person=brought[0])
    as_(brought[0]).open(f"/obuke/prijave/{gone.pk}/").fill_in("Odustajem")
    assert (told(mira, "offered"), told(ivo, "offered")) == (1, 0)
    as_(mira).open(f"/obuke/prijave/{Registration.objects.get(person=mira).pk}/").fill_in("Da, dolazim")
    coming = [amra, *brought[1:], mira]
    assert set(Registration.objects.filter(state="confirmed").values_list("person", flat=True)) == {
        one.pk for one in coming
    }

    # Reminded a week and a day before, each once.
    for days in (7, 1):
        clock(datetime.combine(day - timedelta(days=days), time(9), SARAJEVO))
        ticking.remind_all(Run())
        ticking.remind_all(Run())
    assert [told(one, "training_soon") for one in coming] == [2] * 4

    # In the hall: one is ticked by the page, two by a phone without a signal, which sends it in the evening.
    clock(datetime.combine(day, time(10, 5), SARAJEVO))
    session = training.sessions.get()
    page = f"/obuke/{training.pk}/prisustvo/{session.pk}/"
    row = {one: Registration.objects.get(person=one).pk for one in coming}
    hall = as_(editor).open(page)
    hall.client.post(page, {"came": str(row[amra])})
    ticked = int(timezone.now().timestamp() * 1000)
    clock(datetime.combine(day, time(18), SARAJEVO))
    hall = as_(editor)
    phone = {"user": editor.pk, "session": session.pk}
    sent = [[row[brought[1]], True, ticked], [row[mira], True, ticked + 1]]
    for _ in range(2):  # the first answer was lost on the way
        answer = hall.client.post("/obuke/prisustvo/slanje/", phone | {"ticks": json.dumps(sent)})
    assert sorted(answer.json()["came"]) == sorted(row[one] for one in (amra, brought[1], mira))
    hall.open(page).fill_in("Zaključite prisustvo")

    # Asked what they think: three of them, so nobody reads it yet.
    asking.ask_feedback(Run())
    assert [told(one, "training_feedback") for one in coming] == [1, 1, 0, 1]
    as_(amra).open(f"/obuke/prijave/{row[amra]}/ocjena/").fill_in("Pošaljite", useful="5", clear="5", organised="4")
    assert "Prikazuje se kad odgovori pet osoba" in hall.open(f"/obuke/{training.pk}/ocjene/").text

    # Certificates for those who were there, checked by a stranger in both scripts.
    hall.open(f"/obuke/{training.pk}/potvrde/").fill_in("Izdajte potvrde")
    certificates.issue_all(Run())
    proofs = {one.registration.person: one for one in Certificate.objects.select_related("registration__person")}
    assert set(proofs) == {amra, brought[1], mira}
    proof = proofs[mira]
    for prefix, name, word in (("", "Mira Puškar", "Potvrda je važeća"), ("/sr", "Мира Пушкар", "Потврда је важећа")):
        checked = (
            Person()
            .open(f"{prefix}/potvrde/")
            .fill_in("Provjerite" if not prefix else "Провјерите", kod=proof.spelled.lower())
        )
        assert word in checked.text
        assert name in checked.text
    hers = as_(mira)
    assert "Мира Пушкар" in text_of(hers.client.get(f"/obuke/potvrde/{proof.pk}/potvrda.pdf?pismo=cirilica").content)
    assert "Mira Puškar" in text_of(hers.client.get(f"/obuke/potvrde/{proof.pk}/potvrda.pdf?pismo=latinica").content)

    # A wrong one is revoked, and the stranger reads that at once.
    hall.open(f"/obuke/potvrde/{proofs[brought[1]].pk}/opoziv/").fill_in("Opozovite", reason="Zamijenjena osoba")
    assert "Potvrda je opozvana" in Person().open(f"/potvrde/{proofs[brought[1]].code}/").text

    # It stands in the record of whoever was there, and the coordinator sees which villages have somebody trained.
    assert TITLE in as_(amra).open("/obuke/moje/evidencija/").text
    record = as_(coordinator).open("/obuke/evidencija/tesanj/").text
    assert f"3 od {Community.objects.open().filter(municipality=town).count()} MZ" in record

    # Three months later they are asked whether they applied it, and led to a practice that begins with the training.
    clock(datetime.combine(day + timedelta(days=95), time(9), SARAJEVO))
    asking.ask_applied(Run())
    asking.ask_applied(Run())
    assert [told(one, "training_applied") for one in coming] == [1, 1, 0, 1]
    applied = as_(amra).open(f"/obuke/prijave/{row[amra]}/primjena/")
    assert "Jeste li primijenili ono što ste naučili?" in applied.text

    assert [one.name for one in INVARIANTS if "training" in one.name or "certificate" in one.name if one.broken()] == []
