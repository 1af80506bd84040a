"""Words, language and script of each letter, decided at sending."""

import re
from email import message_from_bytes
from email.policy import default
from html.parser import HTMLParser

import pytest
from django.utils import timezone

from accounts.mail import Letter
from notifications.letters import message_for, put_into_words
from notifications.models import OutgoingMail
from tests.factories import make_user

pytestmark = pytest.mark.django_db
FACTS = {
    "code": "1234-5678",
    "uid": "abc",
    "key": "def-123",
    "to_email": "nova@example.ba",
    "deleted_email": "d@example.ba",
    "due": "2026-12-10T10:00:00+00:00",
    "expires": "2026-12-10T10:00:00+00:00",
    "entries": "keep",
}
WHATS = (
    "email_changed", "email_deleted", "email_confirm", "password_changed", "password_reset", "password_set",
    "recovery_codes_generated", "totp_activated", "totp_deactivated", "webauthn_added", "webauthn_removed",
)  # fmt: skip
EVERYBODY = (
    "code", "password_link", "account_exists", "unknown_account", "first_admin", "account_leaving", "account_kept",
    "export_ready",
)  # fmt: skip
EVENTS = [(event, "") for event in EVERYBODY]
EVENTS += [("notice", what) for what in WHATS]


def letter(event="code", what="", reader=None, language="bs", **facts):
    context = {**FACTS, "what": what, "when": timezone.now().isoformat(), **facts}
    to = reader.email if reader else "neko@example.ba"
    Letter(event, to, context=context, language=language, reader_id=reader and reader.pk).send()
    return OutgoingMail.objects.latest("created")


@pytest.mark.parametrize(("event", "what"), EVENTS)
def test_every_letter_is_whole(event, what):
    words = put_into_words(letter(event, what, language="en"))
    assert words.subject
    assert "\n" not in words.subject
    assert len(words.text) > 100
    assert "{{" not in words.text + words.html
    assert "<style" not in words.html
    assert 'style="' in words.html
    assert "var(" not in words.html
    assert words.html.startswith("<!DOCTYPE html>") or words.html.startswith("<!doctype html>")
    HTMLParser().feed(words.html)
    subjects = {put_into_words(letter(event, what, language=code)).subject for code in ("hr", "sr")}
    assert subjects


def test_the_code_and_the_link_stay_as_they_are_in_cyrillic():
    words = put_into_words(letter("code", language="sr"))
    assert "1234-5678" in words.subject
    assert "1234-5678" in words.text
    assert "1234-5678" in words.html
    assert 'lang="sr-Cyrl"' in words.html
    words = put_into_words(letter("password_link", language="sr"))
    address = "http://localhost:8000/sr/nalog/lozinka/nova/abc-def-123/"
    assert address in words.text
    assert f'href="{address}"' in words.html
    assert "nova@example.ba" in put_into_words(letter("notice", "email_changed", language="sr")).text


def test_language_and_script_are_those_of_the_reader_when_it_leaves(member):
    mail = letter("code", reader=member, language="bs")
    member.profile.language = "sr"
    member.profile.save()
    mail = OutgoingMail.objects.get(pk=mail.pk)
    message = message_for(mail)
    assert message.extra_headers["Content-Language"] == "sr-Cyrl"
    assert "Амра" in message.body, "the name is converted"
    member.profile.language = "hr"
    member.profile.save()
    mail = OutgoingMail.objects.get(pk=mail.pk)
    assert "Amra" in message_for(mail).body


def test_a_cyrillic_name_is_latin_for_who_reads_latin():
    reader = make_user(name="Милан Кнежевић", language="bs")
    assert "Milan Knežević" in put_into_words(letter(reader=reader)).text


def test_a_name_cannot_write_html_or_headers(db):
    reader = make_user(name="www.evil.ba Kliknite javascript:1")
    words = put_into_words(letter(reader=reader))
    assert "www.evil.ba" in words.html
    assert not re.search(r'href="[^"]*evil', words.html)
    assert "evil" not in words.subject


def test_the_message(member, settings):
    mail = letter(reader=member)
    message = message_for(mail).message()
    assert message["Message-ID"] == f"<{mail.pk}@localhost>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert [part.get_content_type() for part in message.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert message["To"] == member.email
    assert message_for(mail).message()["Message-ID"] == message["Message-ID"]


@pytest.mark.parametrize(
    ("language", "expected"),
    [("sr", "Мјесна заједница, тим"), ("bs", "Mjesna zajednica, tim"), ("en", "Mjesna zajednica, tim")],
)
def test_who_it_is_from_is_in_the_readers_script(settings, language, expected):
    """The address stays, whatever letters are in it."""
    settings.DEFAULT_FROM_EMAIL = '"Mjesna zajednica, tim" <ne&odgovaraj@primjer.local>'
    sent = message_from_bytes(message_for(letter(language=language)).message().as_bytes(), policy=default)
    [sender] = sent["From"].addresses
    assert (sender.display_name, sender.addr_spec) == (expected, "ne&odgovaraj@primjer.local")


def test_plain_mail_is_in_the_readers_script_too():
    mail = OutgoingMail.objects.create(recipient="a@example.ba", subject="Zdravo", text="Dobar dan", language="sr")
    words = put_into_words(mail)
    assert (words.subject, words.text) == ("Здраво", "Добар дан\n")
