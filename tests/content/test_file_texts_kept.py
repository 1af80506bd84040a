"""Attached files wait to be read, are read once, and say what came of it, whatever kills the worker."""

from datetime import timedelta
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from content import file_texts
from content.file_texts import read_all, read_next
from content.files import store
from content.files.texts.extracting import LIMITS, Extracted, Piece
from content.models import Attachment, Entry, FilePart, FileText
from content.models.filetexts import LEASE
from tests import factories
from tests.at_once import at_once
from tests.content.papers import attach, pdf
from tests.content.uploads import xlsx
from tests.markup import text_of, valid

RUN = SimpleNamespace(goes_on=lambda: True)


def reading(file: Attachment) -> tuple:
    file.refresh_from_db()
    return file.reading, file.page_count, file.pages_read


def test_a_file_waits_is_read_once_and_goes_with_its_words(entry):
    file = attach(entry, pdf("Statut", "Mjesna zajednica"))
    attach(entry, xlsx(), "Popis.xlsx")
    assert FileText.objects.get().attachment == file
    assert reading(file) == ("", None, None)
    read_all(RUN)
    assert reading(file) == ("read", 2, None)
    assert list(file.parts.values_list("place", "page", "text")) == [(1, 1, "Statut"), (2, 2, "Mjesna zajednica")]
    assert not read_next()
    file.delete()
    assert not FilePart.objects.exists()
    assert not FileText.objects.exists()


def test_each_state_is_kept_and_said(entry):
    for state, words in (
        ("read", ""),
        ("cut", "only its beginning can be searched"),
        ("scanned", "scanned: its text cannot be searched"),
        ("encrypted", "locked with a password"),
        ("broken", "its text cannot be read"),
        ("too_large", "too large to be searched"),
    ):
        file = attach(entry, b"x", f"{state}.pdf")
        assert file_texts.keep(FileText.objects.lease_next(), file, Extracted(state))
        assert reading(file) == (state, None, None)
        with translation.override("en"):
            assert file.in_words == words
    with transaction.atomic(), pytest.raises(IntegrityError, match="attachment_reading"):
        Attachment.objects.filter(pk=file.pk).update(kind="xlsx")


def test_a_file_that_is_gone_from_the_disk(entry):
    gone = attach(entry, b"x")
    store.remove([gone.path])
    assert read_next()
    assert reading(gone) == ("broken", None, None)


def test_readers_are_told_of_pages_and_of_what_cannot_be_searched(client, member, places):
    practice = factories.make_practice(member, places=[places.jelah], status="published")
    file = attach(practice, pdf("Prva", "Druga"))
    address = "/en" + practice.get_absolute_url()
    assert "2 pages" not in text_of(client.get(address))
    read_next()
    page = client.get(address)
    valid(page)
    assert "2 pages" in text_of(page)
    Attachment.objects.filter(pk=file.pk).update(reading="cut", pages_read=1)
    assert "2 pages; searchable up to page 1" in text_of(client.get(address))


# -- the worker --------------------------------------------------------------------------------------------------------


def test_a_file_that_kills_the_worker_is_given_up(entry, monkeypatch):
    file, other = attach(entry, pdf("Ubica")), attach(entry, pdf("Dobra"), "Dobro.pdf")

    def killed(*_arguments):
        raise KeyboardInterrupt

    for attempt in (1, 2, 3):
        with monkeypatch.context() as patched:
            patched.setattr(file_texts, "extract", killed)
            with pytest.raises(KeyboardInterrupt):
                read_next()
        text = FileText.objects.get(pk=file.pk)
        assert (text.tries, text.is_due) == (attempt, True)
        if attempt == 1:
            assert read_next(), "the others do not wait for it"
            assert reading(other)[0] == "read"
        assert not read_next(), "the lease still holds"
        FileText.objects.filter(pk=file.pk).update(leased_until=timezone.now() - timedelta(seconds=1))
    read_all(RUN)
    assert reading(file) == ("broken", None, None)
    assert not FileText.objects.due().exists()


def test_who_was_silent_for_too_long_overwrites_nothing(entry, monkeypatch):
    file = attach(entry, pdf("Prava"))
    slow = FileText.objects.lease_next()
    FileText.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    assert read_next()
    assert not file_texts.keep(slow, file, Extracted("read", 1, None, [Piece(1, "Zakasnjela")]))
    assert [part.text for part in file.parts.all()] == ["Prava"]
    again = FileText.objects.all().read_again() and FileText.objects.lease_next()
    entry_of, number = file.entry, file.pk
    file.delete()
    assert not file_texts.keep(again, file, Extracted("scanned"))
    Entry.objects.filter(pk=entry_of.pk).update(withdrawn=timezone.now())
    assert not FilePart.objects.filter(attachment=number).exists()


@pytest.mark.django_db(transaction=True)
def test_two_workers_take_each_file_once(member, monkeypatch):
    entry = factories.make_entry(member, status="published")
    files = [attach(entry, b"x", f"{number}.pdf") for number in range(6)]
    taken = []
    monkeypatch.setattr(
        file_texts,
        "extract",
        lambda file, kind: taken.append(file.name) or Extracted("read", 1, None, [Piece(1, "Riječ")]),
    )
    assert at_once(*[lambda: read_all(RUN)] * 3) == [None] * 3
    assert len(taken) == len(set(taken)) == len(files)
    assert set(Attachment.objects.values_list("reading", flat=True)) == {"read"}


def test_a_turn_ends_though_files_wait(entry, monkeypatch):
    """Mail is sent between two turns."""
    for number in range(3):
        attach(entry, b"x", f"{number}.odt")
    monkeypatch.setattr(file_texts, "TURN", 0)
    read_all(RUN)
    assert FileText.objects.due().count() == 2


def test_the_worker_is_stopped_between_two_files(entry):
    attach(entry, pdf("x"))
    read_all(SimpleNamespace(goes_on=lambda: False))
    assert FileText.objects.due().count() == 1
    assert timedelta(seconds=LIMITS.seconds) * 2 < LEASE


def test_the_command_reads_again(entry):
    file = attach(entry, pdf("Stara"))
    out = StringIO()
    call_command("files_read", stdout=out)
    assert out.getvalue() == "read: 1\n"
    FilePart.objects.update(text="Iskvareno")
    call_command("files_read", "--again", "broken", "--later", stdout=out)
    assert not FileText.objects.due().exists()
    call_command("files_read", "--again", stdout=out)
    assert file.parts.get().text == "Stara"
    assert reading(file) == ("read", 1, None)
