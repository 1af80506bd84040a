"""Files beside a practice: judged by content, refused with a reason, downloaded by whoever may read it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from content.files import store
from content.models import Attachment, Entry
from tests import factories
from tests.content.uploads import PDF, SVG
from tests.markup import text_of, valid
from tests.practices.photos import fetch, files


def url(practice):
    return f"/prakse/{practice.pk}/datoteke/"


def page(practice):
    return f"/prakse/{practice.pk}/fotografije/"


def add(client, practice, content=PDF, name="Odluka savjeta.pdf", title="Odluka"):
    data = {"a-file": SimpleUploadedFile(name, content), "a-title": title}
    return client.post(url(practice), data)


def test_added_and_listed(client_of, newcomer, draft, settings):
    client = client_of(newcomer)
    assert add(client, draft)["Location"] == page(draft)
    attachment = draft.attachments.get()
    assert (attachment.kind, attachment.name, attachment.size) == ("pdf", "Odluka savjeta.pdf", len(PDF))
    assert len(files(settings)) == 1
    response = client.get(page(draft))
    valid(response)
    assert "Odluka PDF, " in text_of(response)


def test_readers_download_it_and_nothing_runs(client, member, client_of, practice):
    add(client_of(member), practice)
    address = practice.attachments.get().get_absolute_url()
    assert f'href="{address}"' in client.get(practice.get_absolute_url()).content.decode()
    response, content = fetch(client, address)
    assert content == PDF
    assert response["Content-Disposition"] == 'attachment; filename="Odluka savjeta.pdf"'
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (SVG, "slika.pdf", "Ovakvu datoteku ne primamo."),
        (PDF[:-8], "odluka.pdf", "Datoteka je oštećena"),
        (b"", "prazna.pdf", "Datoteka je prazna"),
        (b"MZ\x90\0", "virus.docx", "Ovakvu datoteku ne primamo."),
    ],
)
def test_what_is_refused_says_why_and_leaves_nothing(client_of, newcomer, draft, settings, content, name, sentence):
    response = add(client_of(newcomer), draft, content, name)
    assert response.status_code == 200
    valid(response)
    assert sentence in text_of(response)
    assert 'value="Odluka"' in response.content.decode(), "what was typed stays"
    assert not draft.attachments.exists()
    assert files(settings) == []


def test_a_full_disk_keeps_the_words(client_of, newcomer, draft, settings, monkeypatch):
    def full(*_arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store, "_write_whole", full)
    response = add(client_of(newcomer), draft)
    assert "Na serveru nema mjesta" in text_of(response)
    assert 'value="Odluka"' in response.content.decode()
    assert not draft.attachments.exists()


def test_the_same_file_twice_is_one(client_of, newcomer, draft, settings):
    for _ in range(2):
        add(client_of(newcomer), draft)
    assert draft.attachments.count() == len(files(settings)) == 1


def test_eight_are_enough(client_of, newcomer, draft, settings):
    for number in range(9):
        response = add(client_of(newcomer), draft, PDF.replace(b"9", b"%d" % (number + 10)))
    assert "Već ima osam datoteka." in text_of(response)
    assert draft.attachments.count() == len(files(settings)) == 8


@pytest.mark.parametrize("who", ["neighbour", "moderator"])
def test_only_by_its_author(request, client_of, newcomer, draft, who):
    assert add(client_of(request.getfixturevalue(who)), draft).status_code == 404
    assert client_of(newcomer).get(url(draft)).status_code == 405
    assert not draft.attachments.exists()


def test_not_on_what_is_published_by_others(client_of, neighbour, client, practice):
    assert add(client_of(neighbour), practice).status_code == 403
    assert add(client, practice)["Location"].startswith("/prijava/")


def test_hidden_with_its_entry(client, client_of, member, neighbour, moderator, practice):
    add(client_of(member), practice)
    address = practice.attachments.get().get_absolute_url()
    factories.decide(practice, "hidden", moderator)
    Entry.objects.filter(pk=practice.pk).update(status="hidden")
    assert client.get(address).status_code == client_of(neighbour).get(address).status_code == 404
    assert fetch(client_of(moderator), address)[1] == PDF


def test_a_file_that_vanished_leaves_a_working_page(client, client_of, member, practice, settings):
    add(client_of(member), practice)
    for path in files(settings):
        path.unlink()
    assert client.get(practice.get_absolute_url()).status_code == 200
    assert client.get(practice.attachments.get().get_absolute_url()).status_code == 404


@pytest.mark.parametrize("changed", [{"kind": "exe"}, {"size": 0}, {"name": ""}, {"path": "taken"}, {"sha256": "same"}])
def test_the_database_refuses(draft, changed):
    good = {
        "name": "a.pdf",
        "kind": "pdf",
        "content_type": "application/pdf",
        "path": "taken",
        "size": 1,
        "sha256": "same",
    }
    Attachment.objects.create(entry=draft, **good)
    with pytest.raises(IntegrityError), transaction.atomic():
        Attachment.objects.create(entry=draft, **good | {"path": "b", "sha256": "other"} | changed)
