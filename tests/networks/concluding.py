"""A meeting that was held, its conclusions, and the forms as a browser would send them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from networks.models import Conclusion, Meeting
from tests import factories
from tests.content.uploads import PDF

REGISTER = "/mreze/zakljucci/"


@pytest.fixture
def meeting(network, leader):
    return factories.make_meeting(network, leader)


@pytest.fixture
def inner(network, leader):
    """For the members alone."""
    return factories.make_meeting(
        network, leader, title="Unutrašnji sastanak", audience="organisation", organisation=network.organisation
    )


@pytest.fixture
def made(meeting, leader):
    return factories.make_conclusion(meeting, leader)


@pytest.fixture
def colleague(client_of, network):
    """Another coordinator of the same network."""
    person = factories.make_user("kolegica@example.ba", name="Kolegica Kolić")
    factories.make_mandate(person, "editor", network.organisation)
    return client_of(person)


@pytest.fixture
def stranger(client_of, db):
    """The coordinator of another network."""
    person = factories.make_user("druga@example.ba", name="Druga Drugić")
    factories.make_network("Druga mreža", coordinator=person)
    return client_of(person)


def in_days(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def adding(meeting: Meeting) -> str:
    return f"/mreze/{meeting.network.slug}/sastanci/{meeting.pk}/zakljucci/novi/"


def typed(places: Any, **fields: Any) -> dict[str, Any]:
    data = {"title": "Upisati domove u katastar", "body": "Da se domovi upišu.", "to_organisation": places.savez.pk}
    return data | {"once": str(uuid4())} | fields


def pdf(content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile("Odgovor.pdf", content)


def replying(**fields: Any) -> dict[str, Any]:
    data = {"day": timezone.localdate().isoformat(), "outcome": "accepted", "words": "Prihvata se."}
    return data | {"once": str(uuid4())} | fields


def page(conclusion: Conclusion, what: str = "") -> str:
    return f"{REGISTER}{conclusion.pk}/{what}" if what else conclusion.get_absolute_url()


def fresh(conclusion: Conclusion) -> Conclusion:
    return Conclusion.objects.get(pk=conclusion.pk)


def sent(conclusion: Conclusion, *, ago: int = 60, due: int | None = 30, **fields: Any) -> Conclusion:
    """Sent so many days ago; an answer due in so many days, which may be fewer than none."""
    today = timezone.localdate()
    deadline = None if due is None else today + timedelta(days=due)
    Conclusion.objects.filter(pk=conclusion.pk).update(sent=today - timedelta(days=ago), deadline=deadline, **fields)
    return fresh(conclusion)
