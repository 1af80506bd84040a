"""The worker as a process, killed while it issues certificates: each once, numbers in a row."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mzplatform.invariants import INVARIANTS
from notifications.models import Tick
from tests.notifications.smtp_server import SmtpServer
from tests.notifications.test_killed import wait_for, worker
from tests.trainings.certifying import over
from trainings.models import Certificate, Registration

pytestmark = [pytest.mark.full, pytest.mark.django_db(transaction=True)]
PEOPLE, KILLS = 120, 2


def test_killed_while_it_issues():
    sign_up = over(people=PEOPLE)
    Registration.objects.update(email="")  # mails have a test of their own
    order = sign_up.orders.create()
    # What a worker sees for the first time counts as done.
    Tick.objects.create(name="certificates", done=timezone.now() - timedelta(hours=1))
    with SmtpServer() as smtp:
        for kill in range(1, KILLS + 1):
            process = worker(smtp.port)
            try:
                wait_for(lambda: Certificate.objects.count() >= kill * PEOPLE // (KILLS + 1), 60)  # noqa: B023
            finally:
                process.kill()
                process.wait()
            assert Certificate.objects.count() < PEOPLE
            Tick.objects.update(leased_until=timezone.now() - timedelta(seconds=1))  # instead of waiting for it
        process = worker(smtp.port)
        try:
            wait_for(lambda: sign_up.orders.filter(done__isnull=False).exists(), 60)
        finally:
            process.terminate()
            process.wait()
    numbers = Certificate.objects.filter(registration__sign_up=sign_up).order_by("number")
    assert list(numbers.values_list("number", flat=True)) == list(range(1, PEOPLE + 1))
    assert not [one.name for one in INVARIANTS if "certificate" in one.name and one.broken()]
    order.refresh_from_db()
    assert order.done is not None
