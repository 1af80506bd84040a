"""A coordinator opens an account, reads Cyrillic from then on, in mails too, and signs out of every other device."""

from __future__ import annotations

import email
import re
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.factories import PASSWORD
from tests.journeys.person import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_cache")]
EMAIL = "koordinatorka@example.ba"


@pytest.fixture
def mailbox(settings):
    """Lets the worker send what waits and gives the mails in the order in which they left."""
    settings.DELIVERY_BACKEND = "notifications.delivery.FolderBackend"

    def letters() -> list[EmailMessage]:
        call_command("worker", once=True)
        files = sorted(Path(settings.MAIL_DIR).glob("*.eml"))
        return [email.message_from_bytes(file.read_bytes(), policy=default) for file in files]

    return letters


def test_from_a_code_to_signing_out_everywhere(person, mailbox, django_capture_on_commit_callbacks) -> None:
    person.open("/").follow("Otvorite nalog")
    person.fill_in("Otvorite nalog", email=EMAIL, display_name="Lejla Begić", password1=PASSWORD)
    assert person.address == "/nalog/e-posta/kod/"
    (letter,) = mailbox()
    assert letter["To"] == EMAIL
    assert letter["Content-Language"] == "bs"
    code = re.search(r"^ +([\w-]{8,})$", letter.get_body(("plain",)).get_content(), re.MULTILINE)[1]
    person.fill_in("Potvrdite", code=code)

    person.follow("Moj nalog").follow("Uredite profil")
    person.fill_in("Sačuvajte", language="sr")
    assert person.address == "/sr/nalog/", "saving leads on in the language that was chosen"
    assert person.language == "sr-Cyrl"
    assert person.heading == "Лејла Бегић"

    person.follow("Промијените лозинку")
    with django_capture_on_commit_callbacks(execute=True):
        person.fill_in("Промијените лозинку", oldpassword=PASSWORD, password1="iza-sedam-brda")
    notice = mailbox()[-1]
    assert notice["Content-Language"] == "sr-Cyrl"
    text = notice.get_body(("plain",)).get_content()
    assert "лозинк" in text.lower()
    assert EMAIL in text or "http" in text, "addresses stay as they are"

    phone = Person()
    phone.open("/prijava/").fill_in("Prijavite se", login=EMAIL, password="iza-sedam-brda")
    assert phone.open("/nalog/").address == "/nalog/"
    person.open("/sr/nalog/").follow("Гдје сте пријављени")
    person.fill_in("Одјавите се на свим другим уређајима")
    assert phone.open("/nalog/").address.startswith("/prijava/"), "the phone is signed out"
    assert person.open("/sr/nalog/").address == "/sr/nalog/", "this device is not"
