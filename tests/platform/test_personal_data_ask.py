"""Asking for a copy: with the password, one at a time; the worker makes it and tells."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Export
from mzplatform import exporting
from notifications.letters import put_into_words
from notifications.models import OutgoingMail
from tests import factories
from tests.markup import text_of
from tests.platform.test_personal_data_fetch import again, stored

PAGE = "/nalog/podaci/priprema/"
RUN = SimpleNamespace(goes_on=lambda: True)
pytestmark = pytest.mark.django_db


def test_asked_for(client_of, member):
    client = again(client_of(member))
    assert client.post(PAGE)["Location"] == "/nalog/podaci/"
    assert Export.objects.get().is_waiting
    assert "nekoliko minuta" in text_of(client.get("/nalog/podaci/"))
    client.post(PAGE)
    assert Export.objects.count() == 1


def test_it_needs_the_password(client, client_of, member):
    assert client.post(PAGE)["Location"].startswith("/prijava/")
    assert client_of(member).post(PAGE)["Location"].startswith("/nalog/ponovo/")
    assert client_of(member).get(PAGE).status_code == 405
    assert not Export.objects.exists()


def test_the_worker_makes_it_and_tells(client_of, member):
    exporting.ask(member)
    exporting.make_all(SimpleNamespace(goes_on=lambda: False))
    assert Export.objects.get().is_waiting
    exporting.make_all(RUN)
    export = Export.objects.get()
    assert export.is_fetchable
    assert export.size == stored()[0].stat().st_size
    mail = OutgoingMail.objects.get()
    words = put_into_words(mail)
    assert "http://localhost:8000/nalog/podaci/" in words.text
    assert "Preuzmite" in words.html
    exporting.make_all(RUN)
    assert len(stored()) == 1


def test_ready_it_is_the_one_and_fetched_there_can_be_another(member):
    exporting.ask(member)
    exporting.make_all(RUN)
    first = Export.objects.get()
    assert exporting.ask(member).pk == first.pk
    file, _export = exporting.take(member)
    file.close()
    assert exporting.ask(member).pk != first.pk
    assert Export.objects.get().is_waiting


def test_a_closed_account_gets_none(member):
    export = exporting.ask(member)
    member.is_active = False
    member.save()
    exporting.make_all(RUN)
    assert Export.objects.get().is_waiting
    assert not exporting.make(Export.objects.select_related("user__profile").get(pk=export.pk))
    assert stored() == []


def test_one_that_fails_does_not_keep_the_others_waiting(member, neighbour, monkeypatch):
    for person in (member, neighbour):
        exporting.ask(person)
    write = exporting.write

    def broken(user, file):
        if user == member:
            raise RuntimeError("kvar")
        write(user, file)

    monkeypatch.setattr(exporting, "write", broken)
    with pytest.raises(RuntimeError, match="kvar"):
        exporting.make_all(RUN)
    assert Export.objects.get(user=neighbour).is_fetchable
    assert len(stored()) == 1


NOW = timezone.now()
READY = {"ready": NOW, "expires": NOW + timedelta(hours=24), "path": "ab/cd/abcd.zip"}


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"path": "ab/cd/abcd.zip"}, "export_is_ready_first"),
        (READY | {"expires": NOW + timedelta(hours=25)}, "export_expires_within_a_day"),
        (READY | {"expires": None}, "export_expires_within_a_day"),
        (READY | {"fetched": NOW + timedelta(days=2)}, "export_in_time"),
    ],
)
def test_the_database_refuses(newcomer, values, rule):
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        Export.objects.create(user=newcomer, **values)


def test_one_row_for_one_person_and_one_file_for_one_row(newcomer, member):
    Export.objects.create(user=newcomer, **READY)
    for values in ({"user": newcomer}, {"user": member, **READY}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Export.objects.create(**values)
    assert factories.PASSWORD
