"""The worker as a process, killed again and again while it sends: all arrives, at most one repeat a kill."""

import os
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.utils import timezone

from notifications.actions import notify
from notifications.models import OutgoingMail
from tests import factories
from tests.notifications.smtp_server import SmtpServer

pytestmark = [pytest.mark.full, pytest.mark.django_db(transaction=True)]
PEOPLE, KILLS = 60, 3


def worker(port: int) -> subprocess.Popen[bytes]:
    database = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    surroundings = {"DATABASE_URL": database, "MAIL_DELIVERY": "smtp", "MAIL_HOST": "127.0.0.1"}
    surroundings |= {"MAIL_PORT": str(port), "MAIL_SECURITY": "none"}
    command = [sys.executable, "manage.py", "worker"]
    return subprocess.Popen(command, env=os.environ | surroundings, stderr=subprocess.DEVNULL)


def wait_for(happened, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "it takes too long"
        time.sleep(0.02)


def test_killed_again_and_again():
    people = [factories.make_user() for _ in range(PEOPLE)]
    notify("adoption_confirm", people)
    with SmtpServer() as smtp:
        for kill in range(1, KILLS + 1):
            process = worker(smtp.port)
            try:
                wait_for(lambda: len(smtp.received) >= kill * PEOPLE // (KILLS + 1))  # noqa: B023
            finally:
                process.kill()
                process.wait()
            # What the dead one held is taken over when its lease has run out; the test does not wait for that.
            OutgoingMail.objects.filter(status="sending").update(leased_until=timezone.now() - timedelta(seconds=1))
        process = worker(smtp.port)
        try:
            wait_for(lambda: not OutgoingMail.objects.exclude(status="sent").exists())
        finally:
            process.terminate()
            process.wait()
        times = Counter(smtp.numbers)
    assert len(times) == PEOPLE
    assert {str(mail["To"]) for mail in smtp.received} == {user.email for user in people}
    assert len(smtp.received) <= PEOPLE + KILLS
