"""The developers' mailbox: files of the sample site; nowhere else anything."""

import uuid

import pytest
from django.core.mail import send_mail
from django.core.management import call_command

from accounts.mail import Letter
from notifications.models import OutgoingMail

pytestmark = pytest.mark.django_db


@pytest.fixture
def sample_site(settings):
    settings.SAMPLE_SITE = True
    settings.DELIVERY_BACKEND = settings.DELIVERY_BACKENDS["files"]
    return settings


def test_mails_become_files_that_the_page_shows(visitor, sample_site):
    assert visitor.get("/razvoj/posta/").status_code == 200
    Letter("code", "ana@example.ba", context={"code": "1234-5678"}, language="sr").send()
    call_command("worker", "--once")
    number = OutgoingMail.objects.get().pk
    (path,) = sample_site.MAIL_DIR.iterdir()
    assert path.name.endswith(f"-{number}.eml")
    page = visitor.get("/razvoj/posta/")
    assert "ana@example.ba" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    mail = visitor.get(f"/razvoj/posta/{number}/").content.decode()
    assert "1234-5678" in mail


def test_a_mail_shows_its_source_as_text(visitor, sample_site):
    send_mail("Naslov", "Tekst <script>", None, ["ana@example.ba"], html_message="<p onclick=x>Tekst</p>")
    call_command("worker", "--once")
    page = visitor.get(f"/razvoj/posta/{OutgoingMail.objects.get().pk}/").content.decode()
    assert "&lt;p onclick=x&gt;" in page
    assert "Tekst &lt;script&gt;" in page


def test_elsewhere_there_is_no_such_page(visitor, admin, client_of, settings):
    settings.SAMPLE_SITE = False
    for client in (visitor, client_of(admin)):
        assert client.get("/razvoj/posta/").status_code == 404
        assert client.get(f"/razvoj/posta/{uuid.uuid4()}/").status_code == 404


def test_refusals(visitor, sample_site):
    assert visitor.post("/razvoj/posta/").status_code == 405
    assert visitor.get(f"/razvoj/posta/{uuid.uuid4()}/").status_code == 404
    assert visitor.get("/razvoj/posta/../../etc/passwd/").status_code == 404
