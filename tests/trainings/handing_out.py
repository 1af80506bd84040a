"""A training with one material, and the form that adds one, as a browser would send it."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import factories
from tests.content.uploads import PDF
from trainings.models import Material, Training

DAY = date(2031, 5, 8)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def editor(places):
    person = factories.make_user("urednik@example.ba")
    factories.make_mandate(person, "editor", places.savez)
    return person


@pytest.fixture
def training(editor, places):
    made = factories.make_training(editor, title="Obuka za savjete", days=[DAY], places=[places.jelah])
    made.organisers.set([places.savez])
    return made


@pytest.fixture
def browser(client_of, editor):
    return client_of(editor)


@pytest.fixture
def made(browser, training):
    add(browser, training, file=pdf())
    return Material.objects.get()


def url(training: Training, what: str = "") -> str:
    return f"/obuke/{training.pk}/materijali/{what}"


def typed(**fields: Any) -> dict[str, Any]:
    data = {"when": "before", "title": "Priprema za forum", "body": "- Pročitajte zapisnik\n- Upišite pitanja"}
    return data | {"once": str(uuid4())} | fields


def pdf(name: str = "Radni list.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def add(browser: Any, training: Training, **fields: Any) -> Any:
    return browser.post(url(training, "novi/"), typed(**fields))


def version(training: Training) -> int:
    return Training.objects.values_list("version", flat=True).get(pk=training.pk)
