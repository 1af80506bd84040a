"""Minutes and conclusions as PDF and as Word documents, in either script, for whoever may read them."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from docx import Document
from pypdf import PdfReader

from networks.models import Minutes
from tests import factories

pytestmark = pytest.mark.django_db
TEXT = "1. Imovina\nDomovi nisu upisani.\n- Laktaši jesu\n\n2. Razno\nČđšćž."


@pytest.fixture
def held(network, leader):
    return factories.make_meeting(network, leader, day=date(2026, 3, 12))


@pytest.fixture
def minutes(held):
    made = Minutes.objects.create(meeting=held, text=TEXT)
    opened = timezone.now() - timedelta(days=9)
    Minutes.objects.filter(pk=made.pk).update(state="open", opened=opened)
    Minutes.objects.filter(pk=made.pk).update(state="adopted", adopted=timezone.now(), is_public=True)
    return made


def of(meeting, path):
    return f"/mreze/{meeting.network.slug}/sastanci/{meeting.pk}/{path}"


def words_of(answer):
    """What somebody reads in the file."""
    if answer["Content-Type"] == "application/pdf":
        return "\n".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
    document = Document(BytesIO(answer.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_minutes(client, minutes, held, form):
    answer = client.get(of(held, f"zapisnik/1.{form}"))
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == f'attachment; filename="zapisnik-sastanak-o-imovini.{form}"'
    assert "no-store" in answer["Cache-Control"]
    words = words_of(answer)
    assert "zapisnik" in words.lower()
    for text in (
        "Savez općina i gradova",
        "Mreža koordinatora",
        "Sastanak o imovini",
        "Doboj",
        "1. Imovina",
        "Laktaši jesu",
        "Čđšćž.",
    ):
        assert text in words, text


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_in_cyrillic(client, minutes, held, form):
    words = words_of(client.get("/sr" + of(held, f"zapisnik/1.{form}")))
    assert "Мрежа координатора" in words
    assert "Домови нису уписани." in words
    assert "Domovi" not in words


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_conclusions(client, held, places, form):
    factories.make_conclusion(held, deadline=date(2026, 6, 1), body="Do kraja godine.")
    factories.make_conclusion(held, title="Urediti ko održava dom", to_municipality=places.tesanj)
    factories.make_conclusion(held, title="Skriveno", status="hidden")
    words = words_of(client.get(of(held, f"zakljucci.{form}")))
    for text in (
        "Upisati domove u katastar. Do kraja godine.",
        "Općina Tešanj",
        "1. 6. 2026",
        "Urediti ko održava dom",
    ):
        assert text in words, text
    assert "Skriveno" not in words


def test_what_people_wrote_is_text(client, held):
    """Nothing that somebody writes is markup of a document."""
    factories.make_conclusion(held, title='#panic("x") <b> & $x$ *a*', body='#read("/etc/passwd")')
    for form in ("pdf", "docx"):
        words = words_of(client.get(of(held, f"zakljucci.{form}")))
        assert '#panic("x") <b> & $x$ *a*' in words
        assert "root:" not in words


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_for_whoever_may_read_them(client, outside, inside, desk, network, leader, minutes, held, form):
    Minutes.objects.filter(pk=minutes.pk).update(is_public=False)
    for browser, status in ((client, 404), (outside, 404), (inside, 200), (desk, 200)):
        assert browser.get(of(held, f"zapisnik/1.{form}")).status_code == status
    inner = factories.make_meeting(network, leader, audience="organisation", organisation=network.organisation)
    factories.make_conclusion(inner)
    for browser, status in ((client, 404), (outside, 404), (inside, 200)):
        assert browser.get(of(inner, f"zakljucci.{form}")).status_code == status


def test_a_draft_is_for_its_coordinators(client, inside, desk, held):
    Minutes.objects.create(meeting=held, text=TEXT)
    assert client.get(of(held, "zapisnik/1.pdf")).status_code == 404
    assert inside.get(of(held, "zapisnik/1.pdf")).status_code == 404
    assert desk.get(of(held, "zapisnik/1.docx")).status_code == 200


@pytest.mark.parametrize("path", ["zapisnik/2.pdf", "zapisnik/1.exe", "zakljucci.pdf", "zakljucci.odt"])
def test_what_is_not_there(client, minutes, held, path):
    assert client.get(of(held, path)).status_code == 404


def test_under_another_network_it_is_not_there(client, minutes, held):
    factories.make_network("Druga mreža")
    assert client.get(f"/mreze/druga-mreza/sastanci/{held.pk}/zapisnik/1.pdf").status_code == 404
