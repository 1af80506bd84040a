"""Fetching the copy: its owner alone, once, within a day; of two at the same moment one."""

from __future__ import annotations

import io
import threading
import zipfile
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.utils import timezone

from accounts.models import Export
from mzplatform import exporting
from tests import factories
from tests.markup import text_of, valid
from tests.moderation.test_concurrency import at_once

PAGE = "/nalog/podaci/preuzimanje/"
RUN = SimpleNamespace(goes_on=lambda: True)


@pytest.fixture
def ready(member) -> Export:
    exporting.ask(member)
    exporting.make_all(RUN)
    return Export.objects.get()


def again(client):
    """The password once more, as the page asks."""
    client.post("/nalog/ponovo/", {"password": factories.PASSWORD})
    return client


def stored() -> list[Path]:
    return list(Path(settings.MEDIA_ROOT).rglob("*.zip"))


def content(answer) -> bytes:
    return b"".join(answer.streaming_content)


def test_fetched_once(client_of, member, ready):
    client = again(client_of(member))
    answer = client.post(PAGE)
    archive = zipfile.ZipFile(io.BytesIO(content(answer)))
    assert {"podaci.json", "pregled.html"} <= set(archive.namelist())
    assert answer["Cache-Control"] == "private, no-store"
    assert 'attachment; filename="moji-podaci-' in answer["Content-Disposition"]
    assert stored() == []
    second = client.post(PAGE)
    assert second.status_code == 410
    valid(second)
    assert "jednom" in text_of(second)


def test_nobody_else(client, client_of, member, neighbour, ready):
    assert client.post(PAGE)["Location"].startswith("/prijava/")
    assert again(client_of(neighbour)).post(PAGE).status_code == 410
    assert client_of(member).get(PAGE).status_code == 405
    assert client_of(member).post(PAGE)["Location"].startswith("/nalog/ponovo/"), "the password first"
    assert len(stored()) == 1


def test_its_day_has_passed(client_of, member, ready):
    late = timezone.now() - timedelta(days=2)
    Export.objects.update(asked=late, ready=late, expires=late + timedelta(hours=24))
    assert again(client_of(member)).post(PAGE).status_code == 410
    exporting.clear(RUN)
    assert stored() == []
    assert Export.objects.get().path == ""


def test_what_a_killed_server_left_is_cleared(member, ready):
    """Marked as fetched, and the file still there."""
    Export.objects.update(fetched=timezone.now())
    exporting.clear(RUN)
    assert len(stored()) == 1, "somebody may be reading it this moment"
    before = timezone.now() - timedelta(minutes=30)
    Export.objects.update(ready=before, expires=before + timedelta(hours=24), fetched=before)
    exporting.clear(SimpleNamespace(goes_on=lambda: False))
    assert len(stored()) == 1
    exporting.clear(RUN)
    assert stored() == []


def test_a_file_that_is_gone_is_gone(client_of, member, ready):
    stored()[0].unlink()
    assert again(client_of(member)).post(PAGE).status_code == 410


# -- two at once -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def owner(transactional_db):
    user = factories.make_user("vlasnica@example.ba")
    exporting.ask(user)
    exporting.make_all(RUN)
    return user


def take_twice(user):
    def take():
        file, _export = exporting.take(user)
        with file:
            return len(file.read())

    return at_once(take, take)


def test_two_at_the_same_moment(owner):
    results = take_twice(owner)
    assert sorted(type(one).__name__ for one in results) == ["Gone", "int"], results


def test_without_the_lock_both_would(owner, monkeypatch):
    """The control: both look before either marks it as fetched."""
    both = threading.Barrier(2)

    def unlocked(user):
        export = Export.objects.filter(user=user).first()
        both.wait(10)
        return export

    monkeypatch.setattr(exporting, "_locked", unlocked)
    monkeypatch.setattr(exporting, "_forget", lambda _export: None)
    assert all(isinstance(one, int) for one in take_twice(owner))
