"""/zdravlje/ says whether the site can work, and nothing else."""

import shutil
from pathlib import Path

import pytest
from django.db import OperationalError
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

PATH = "/zdravlje/"


@pytest.mark.django_db
def test_well(client: Client, django_assert_num_queries) -> None:
    client.get(PATH)
    with django_assert_num_queries(1):
        response = client.get(PATH)
    assert response.status_code == 200
    assert response.json() == {"status": "ok", "database": "ok", "migrations": "ok", "disk": "ok"}
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies


@pytest.mark.django_db
def test_a_migration_that_was_not_applied(client: Client) -> None:
    MigrationRecorder.Migration.objects.filter(app="mzplatform").delete()
    response = client.get(PATH)
    assert response.status_code == 503
    assert response.json()["migrations"].endswith(" unapplied")


@pytest.mark.django_db
def test_a_full_disk(client: Client, monkeypatch) -> None:
    monkeypatch.setattr("mzplatform.health.LEAST_FREE", 1 << 62)
    response = client.get(PATH)
    assert (response.status_code, response.json()["disk"]) == (503, "full")


@pytest.mark.django_db
def test_a_full_disk_of_uploads_alone(client: Client, monkeypatch, settings) -> None:
    assert client.get(PATH).json()["disk"] == "ok"  # nothing was uploaded yet
    Path(settings.MEDIA_ROOT).mkdir()
    usage = shutil.disk_usage(settings.MEDIA_ROOT)
    full = usage._replace(free=0)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: full if folder == settings.MEDIA_ROOT else usage)
    response = client.get(PATH)
    assert (response.status_code, response.json()["disk"]) == (503, "full")


def test_a_database_that_is_away(client: Client, monkeypatch) -> None:
    def away() -> int:
        raise OperationalError("connection to server at 10.1.2.3 failed: password of mz_app")

    monkeypatch.setattr("mzplatform.health.unapplied", away)
    response = client.get(PATH)
    assert response.status_code == 503
    assert response.json()["database"] == "unreachable"
    assert b"10.1.2.3" not in response.content


@pytest.mark.django_db
def test_it_has_one_address(client: Client) -> None:
    assert client.get("/en/zdravlje/").status_code == 404
    assert client.post(PATH).status_code == 405
