"""Training records: who may see which; one's own, on the page and as PDF."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pypdf import PdfReader

from tests import factories
from tests.markup import text_of, valid
from tests.trainings.certifying import issued
from tests.trainings.recording import (
    OWN,
    PAPER,
    PREFIXES,
    REPORT,
    REPORT_TABLE,
    TOWN,
    TOWN_TABLE,
    held,
    mine,
    texts,
)
from trainings.models import Attendance, Registration, Session, Training

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(places):
    made = factories.make_user("urednica@example.ba", name="Urednica")
    factories.make_mandate(made, "editor", places.savez)
    return made


# -- who may -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "town", "report"),
    [
        ("member", 404, 404),
        ("coordinator", 200, 404),
        ("another_coordinator", 404, 404),
        ("former_coordinator", 404, 404),
        ("moderator", 200, 404),
        ("admin", 200, 404),
        ("editor", 404, 200),
        ("editor_of_a_ministry", 404, 404),
    ],
)
def test_who_may(request, client_of, staff_client_of, places, who, town, report):
    past = timezone.localdate() - timedelta(days=9)
    roles = {
        "another_coordinator": ("coordinator", places.laktasi, {}),
        "former_coordinator": ("coordinator", places.tesanj, {"ends": past}),
        "editor_of_a_ministry": ("editor", factories.make_organisation("Ministarstvo", "ministarstvo"), {}),
    }
    if who in roles:
        role, scope, fields = roles[who]
        user = factories.make_user("neko@example.ba", name="Neko")
        factories.make_mandate(user, role, scope, **fields)
    else:
        user = request.getfixturevalue(who)
    client = (staff_client_of if who in {"moderator", "admin"} else client_of)(user)
    assert [client.get(one).status_code for one in (TOWN, TOWN_TABLE)] == [town] * 2
    assert [client.get(one).status_code for one in (REPORT, REPORT_TABLE)] == [report] * 2
    assert client.get(OWN).status_code == 200


@pytest.mark.parametrize("url", [OWN, PAPER, TOWN, TOWN_TABLE, REPORT, REPORT_TABLE])
def test_visitors_sign_in(client, places, url):
    answer = client.get(url)
    assert answer.status_code == 302
    assert "/prijava/" in answer["Location"]


# -- of a person -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("prefix", PREFIXES)
def test_ones_own_record(client_of, places, editor, member, prefix):
    sign_up = held(places.savez, author=editor)
    mine(member, sign_up)
    mine(member, held(places.savez, years_ago=1, title="Starija obuka"))
    (certificate,) = issued(sign_up)
    page = client_of(member).get(prefix + OWN)
    valid(page)
    body = page.content.decode()
    assert f"/potvrde/{certificate.code}/" in body
    assert f"/obuke/potvrde/{certificate.pk}/potvrda.pdf" in body
    year = timezone.localdate().year
    assert body.index(f">{year}<") < body.index(f">{year - 1}<")


def test_an_empty_record_leads_to_trainings(client_of, member):
    page = client_of(member).get(OWN)
    valid(page)
    assert 'href="/obuke/"' in page.content.decode()
    assert "evidencija.pdf" not in page.content.decode()
    assert client_of(member).get(PAPER).status_code == 404
    assert OWN in client_of(member).get("/obuke/moje/").content.decode()


def test_what_counts(client_of, moderator, places, member, neighbour):
    """Neither what was cancelled nor hidden, nor where one was not, nor what others attended."""
    cancelled, hidden = held(title="Otkazana obuka"), held(title="Skrivena obuka")
    for sign_up in (cancelled, hidden):
        mine(member, sign_up)
    Training.objects.filter(pk=cancelled.pk).update(cancelled=timezone.now())
    factories.decide(hidden.training, "hidden")
    Training.objects.filter(pk=hidden.pk).update(status="hidden")
    missed = mine(member, held(title="Propuštena obuka"))
    missed.attendances.update(came=False)
    mine(neighbour, held(title="Tuđa obuka"))
    mine(member, held(title="Moja obuka"), place=places.jelah)
    page = text_of(client_of(member).get(OWN))
    assert [name in page for name in ("Otkazana", "Skrivena", "Propuštena", "Tuđa", "Moja")] == [False] * 4 + [True]


def test_hours_are_those_of_the_sessions_at_which_one_was(client_of, member):
    sign_up = held(title="Od dva dana")
    training = sign_up.training
    first = training.sessions.get()
    starts, finishes = first.starts + timedelta(days=1), first.finishes + timedelta(days=1)
    fields = {"day": first.day + timedelta(days=1), "starts": starts, "finishes": finishes - timedelta(minutes=90)}
    Session.objects.create(training=training, position=2, **fields)
    one = mine(member, sign_up)
    page = text_of(client_of(member).get("/en" + OWN))
    assert "2 of 2 sessions" in page
    assert "10 hours 30 minutes" in page
    Attendance.objects.filter(registration=one, session=first).update(came=False)
    page = text_of(client_of(member).get("/en" + OWN))
    assert "1 of 2 sessions" in page
    assert "4 hours 30 minutes" in page
    mine(member, held(years_ago=1))
    page = text_of(client_of(member).get("/en" + OWN))
    assert "together 4 hours 30 minutes" in page
    assert "hours of some" in page


@pytest.mark.parametrize(
    ("prefix", "query", "name"),
    [
        ("", "", "Amra Hodžić"),
        ("/sr", "", "Амра Хоџић"),
        ("", "?pismo=cirilica", "Амра Хоџић"),
        ("/en", "", "Amra Hodžić"),
    ],
)
def test_the_pdf(client_of, places, editor, member, prefix, query, name):
    sign_up = held(places.savez, author=editor)
    one = mine(member, sign_up)
    Registration.objects.filter(pk=one.pk).update(name="Amra Hodžić")
    (certificate,) = issued(sign_up)
    answer = client_of(member).get(prefix + PAPER + query)
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    text = texts(answer)
    assert name in text
    assert certificate.numbered in text
    reader = PdfReader(BytesIO(answer.content))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert float(reader.pages[0].mediabox.width) == pytest.approx(595.28, abs=1)


def test_a_long_record_repeats_its_heading_on_every_page(client_of, member):
    for number in range(40):
        mine(member, held(title=f"Obuka broj {number} o tome kako savjet radi"))
    pages = [page.extract_text() for page in PdfReader(BytesIO(client_of(member).get("/en" + PAPER).content)).pages]
    assert len(pages) > 1
    assert all("Attendance" in page for page in pages)


def test_a_title_is_text_in_the_pdf_and_nothing_else(client_of, member):
    bad = '#read("/etc/passwd") $x$ *b* <script>'
    mine(member, held(title=bad))
    text = texts(client_of(member).get(PAPER))
    assert "#read" in text
    assert "root:" not in text


def test_few_queries_for_a_long_record(client_of, member):
    def asked():
        client = client_of(member)
        client.get(OWN)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(OWN).status_code == 200
        return len(queries)

    mine(member, held())
    few = asked()
    for number in range(4):
        mine(member, held(title=f"Još {number}"))
    assert asked() == few <= 12
