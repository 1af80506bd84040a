from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command

from content.models import Entry
from notifications.actions import notify
from notifications.models import Notification
from tests import factories
from tests.notifications.smtp_server import SmtpServer


@pytest.fixture
def smtp(settings):
    with SmtpServer() as server:
        settings.DELIVERY_BACKEND = settings.DELIVERY_BACKENDS["smtp"]
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 5
        yield server


@pytest.fixture
def entry(member) -> Entry:
    """Something that stands on the site, by Amra."""
    return factories.make_entry(member, status="published")


@pytest.fixture
def told(entry, member, neighbour) -> Notification:
    """Amra is told that Milan commented."""
    return notify("comment", member, entry=entry, actor=neighbour)[0]


def work() -> str:
    """What the worker complains about when it does what is due."""
    errors = StringIO()
    call_command("worker", "--once", stderr=errors)
    return errors.getvalue()
