"""The worker: later but once, in parallel but once, and quiet when the world around it is not well."""

import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.mail import send_mail
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from accounts.mail import Letter
from notifications.management.commands import worker
from notifications.models import OutgoingMail
from tests.factories import PASSWORD
from tests.notifications.conftest import work

Status = OutgoingMail.Status
pytestmark = pytest.mark.django_db


def test_sends_what_waits_once(smtp, member):
    Letter("code", member.email, context={"code": "1234-5678"}, language="bs", reader_id=member.pk).send()
    send_mail("Naslov", "Tekst", None, ["ana@example.ba"])
    assert work() == ""
    assert work() == ""
    assert sorted(str(mail["To"]) for mail in smtp.received) == ["ana@example.ba", member.email]
    assert set(OutgoingMail.objects.values_list("status", "last_error")) == {(Status.SENT, "")}
    assert not OutgoingMail.objects.filter(sent=None).exists()


@pytest.mark.usefixtures("empty_cache")
def test_sign_up_is_quick_while_the_mail_server_is_down_and_the_code_comes_later(smtp, settings):
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 9  # nobody listens there
    started = time.monotonic()
    answer = Client().post(
        "/registracija/", {"email": "nova@example.ba", "display_name": "Nova", "password1": PASSWORD}
    )
    assert answer.status_code == 302
    assert time.monotonic() - started < 1
    assert "failed" in work()
    mail = OutgoingMail.objects.get()
    assert (mail.status, mail.attempts) == (Status.FAILED, 1)
    assert "Refused" in mail.last_error
    assert work() == "", "it waits for its time"
    settings.EMAIL_PORT = port
    OutgoingMail.objects.update(next_try=timezone.now())
    assert work() == ""
    assert [str(received["To"]) for received in smtp.received] == ["nova@example.ba"]
    assert smtp.numbers == [f"<{mail.pk}@localhost>"]


def test_a_refused_address_is_given_up_a_full_mailbox_is_not(smtp):
    send_mail("Naslov", "Tekst", None, ["niko@example.ba"])
    smtp.refuse = "452 mailbox full"
    work()
    assert OutgoingMail.objects.get().status == Status.FAILED
    smtp.refuse = "550 no such user"
    OutgoingMail.objects.update(next_try=timezone.now())
    work()
    assert OutgoingMail.objects.get().status == Status.GIVEN_UP
    assert "550" in OutgoingMail.objects.get().last_error


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("550 5.1.1 unknown user", Status.GIVEN_UP),
        ("550 5.2.1 mailbox disabled", Status.GIVEN_UP),
        ("554 5.7.1 relay access denied", Status.FAILED),
        ("550 5.7.1 sender blocked", Status.FAILED),
        ("550 authentication required", Status.FAILED),
        ("550 relaying not permitted", Status.FAILED),
        ("554 transaction failed", Status.FAILED),
    ],
)
def test_a_server_that_takes_nothing_from_us_is_asked_again(smtp, said, status):
    send_mail("Naslov", "Tekst", None, ["niko@example.ba"])
    smtp.refuse = said
    told = work()
    assert said[4:] in told
    assert "niko@" not in told
    assert OutgoingMail.objects.get().status == status


def test_a_letter_that_cannot_be_worded_does_not_stop_the_others(smtp):
    Letter("nema_takvog", "a@example.ba", context={}, language="bs").send()
    send_mail("Naslov", "Tekst", None, ["b@example.ba"])
    assert "failed" in work()
    assert [str(mail["To"]) for mail in smtp.received] == ["b@example.ba"]


def test_a_closed_account_is_written_to_no_more(smtp, member):
    Letter("code", member.email, context={"code": "1"}, language="bs", reader_id=member.pk).send()
    member.is_active = False
    member.save()
    assert work() == ""
    assert OutgoingMail.objects.get().status == Status.SKIPPED
    assert smtp.received == []


def test_killed_after_sending_it_repeats_one_mail_under_the_same_number(smtp, monkeypatch):
    send_mail("Naslov", "Tekst", None, ["ana@example.ba"])
    monkeypatch.setattr(OutgoingMail, "mark_sent", lambda self: False)  # as if killed before it
    work()
    assert OutgoingMail.objects.get().status == Status.SENDING
    monkeypatch.undo()
    work()
    assert len(smtp.received) == 1, "the lease still holds"
    OutgoingMail.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    work()
    assert len(smtp.received) == 2
    assert len(set(smtp.numbers)) == 1
    assert OutgoingMail.objects.get().status == Status.SENT


# -- two workers at once ---------------------------------------------------------------------------------------------


def deliveries(lease, workers=4):
    """Start several workers, each with a connection of its own, at the same moment; who delivered what how often."""
    delivered, ready = Counter(), threading.Barrier(workers)

    def run():
        try:
            ready.wait()
            while (mail := lease()) is not None:
                delivered[mail.pk] += 1
                mail.mark_sent()
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return delivered


def lease_without_lock():
    """What a queue without locks would do: read, wait a moment as a busy machine does, then write."""
    mail = OutgoingMail.objects.due().order_by("next_try", "created").first()
    if mail is not None:
        time.sleep(0.02)
        mail.attempts += 1
        until = timezone.now() + timedelta(minutes=2)
        row = OutgoingMail.objects.filter(pk=mail.pk)
        row.update(status=Status.SENDING, attempts=mail.attempts, leased_until=until, sent=None)
    return mail


@pytest.mark.django_db(transaction=True)
def test_several_workers_send_each_mail_once_which_they_would_not_without_the_lock():
    def fill():
        OutgoingMail.objects.all().delete()
        OutgoingMail.objects.bulk_create(
            OutgoingMail(recipient=f"osoba{number}@example.ba", subject="Naslov", text="x") for number in range(40)
        )

    fill()
    assert max(deliveries(lease_without_lock).values()) > 1, "the test can fail"
    fill()
    delivered = deliveries(OutgoingMail.objects.lease_next)
    assert len(delivered) == 40
    assert set(delivered.values()) == {1}
    assert OutgoingMail.objects.filter(status=Status.SENT).count() == 40


# -- the process -----------------------------------------------------------------------------------------------------


def test_a_database_that_is_away_costs_one_line_each_time(monkeypatch):
    command = worker.Command(stderr=StringIO())
    command.stop = threading.Event()
    waits, closed = [], []

    def lease():
        if len(waits) < 6:
            raise OperationalError("connection refused\nis the server running?")
        command.stop.set()

    monkeypatch.setattr(command, "_send_all_due", lease)
    monkeypatch.setattr(command.stop, "wait", waits.append)
    monkeypatch.setattr(worker.connection, "close", lambda: closed.append(1))
    command._run()
    assert waits[:6] == [1, 2, 4, 8, 16, 30]
    assert len(closed) == 6
    lines = command.stderr._out.getvalue().splitlines()
    assert len(lines) == 7
    assert all("\n" not in line and "is the server running" not in line for line in lines)
    assert lines[-1] == "worker: the database is back"


def catches(pid: int, number: int) -> bool:
    """Whether the process has said what it does on that signal."""
    status = Path(f"/proc/{pid}/status").read_text()
    return bool(int(status.partition("SigCgt:")[2].split()[0], 16) >> (number - 1) & 1)


def wait_for(truth, seconds=20) -> None:
    until = time.monotonic() + seconds
    while not truth():
        assert time.monotonic() < until, "it never came"
        time.sleep(0.1)


def test_sigterm_ends_it_cleanly():
    process = subprocess.Popen(
        [sys.executable, "manage.py", "worker"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        wait_for(lambda: catches(process.pid, signal.SIGTERM))
        process.send_signal(signal.SIGTERM)
        _out, errors = process.communicate(timeout=10)
    finally:
        process.kill()
    assert process.returncode == 0, errors
    assert "Traceback" not in errors
