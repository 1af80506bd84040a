"""The row: written with the caller's transaction, true to its constraints, handed to one worker."""

from datetime import timedelta

import pytest
from django.core.mail import BadHeaderError, EmailMessage, EmailMultiAlternatives, send_mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.mail import Letter
from notifications.models import LONGEST_DELAY, MOST_ATTEMPTS, OutgoingMail, delay_after

pytestmark = pytest.mark.django_db
Status = OutgoingMail.Status


def row(**fields):
    return OutgoingMail.objects.create(**{"recipient": "ana@example.ba", "subject": "Zdravo", "text": "x", **fields})


def test_a_letter_becomes_an_event_with_its_facts(member):
    Letter("code", member.email, context={"code": "1234-5678"}, language="hr", reader_id=member.pk).send()
    mail = OutgoingMail.objects.get()
    assert (mail.event, mail.context, mail.language, mail.reader) == ("code", {"code": "1234-5678"}, "hr", member)
    assert (mail.status, mail.attempts, mail.subject, mail.text) == (Status.QUEUED, 0, "", "")


def test_any_other_mail_is_kept_as_written_one_row_each():
    message = EmailMultiAlternatives(
        "Naslov", "Tekst", to=["Ana <ana@example.ba>", "b@example.ba"], bcc=["c@example.ba"]
    )
    message.attach_alternative("<p>Tekst</p>", "text/html")
    assert message.send() == 1
    rows = OutgoingMail.objects.order_by("recipient")
    assert [mail.recipient for mail in rows] == ["ana@example.ba", "b@example.ba", "c@example.ba"]
    assert {(mail.subject, mail.text, mail.html) for mail in rows} == {("Naslov", "Tekst", "<p>Tekst</p>")}


def test_a_rollback_leaves_nothing():
    class WrongError(Exception):
        pass

    with pytest.raises(WrongError), transaction.atomic():  # noqa: PT012
        send_mail("Naslov", "Tekst", None, ["ana@example.ba"])
        assert OutgoingMail.objects.count() == 1
        raise WrongError
    assert not OutgoingMail.objects.exists()


def test_no_header_can_be_smuggled_in():
    with pytest.raises(BadHeaderError):
        send_mail("Naslov\r\nBcc: zao@example.ba", "Tekst", None, ["ana@example.ba"])
    with pytest.raises(ValueError, match=r"could be parsed"):
        send_mail("Naslov", "Tekst", None, ["ana@example.ba\r\nBcc: zao@example.ba"])
    assert not OutgoingMail.objects.exists()


def test_attachments_are_refused_rather_than_lost():
    message = EmailMessage("Naslov", "Tekst", to=["ana@example.ba"])
    message.attach("a.txt", "a", "text/plain")
    with pytest.raises(ValueError, match="attachments"):
        message.send()


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("mail_status", {"status": "lost"}),
        ("mail_is_leased_while_sending", {"status": "sending"}),
        ("mail_is_leased_while_sending", {"leased_until": timezone.now()}),
        ("mail_sent_has_time", {"status": "sent"}),
        ("mail_sent_has_time", {"sent": timezone.now()}),
        ("mail_is_event_or_words", {"event": "code"}),
        ("mail_is_event_or_words", {"subject": "", "text": ""}),
        ("mail_subject_is_one_line", {"subject": "a\nb"}),
        ("mail_has_one_recipient", {"recipient": "a@example.ba, b@example.ba"}),
    ],
)
def test_each_constraint_broken_once(constraint, fields):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        row(**fields)


def test_the_queue_gives_what_is_due_oldest_first():
    now = timezone.now()
    later = row(next_try=now + timedelta(minutes=1))
    second = row(next_try=now - timedelta(minutes=1))
    first = row(next_try=now - timedelta(minutes=2), status=Status.FAILED)
    row(status=Status.SENT, sent=now)
    row(status=Status.GIVEN_UP)
    row(status=Status.SENDING, leased_until=now + timedelta(minutes=1))
    silent = row(status=Status.SENDING, leased_until=now - timedelta(minutes=1), next_try=now - timedelta(minutes=9))
    taken = [OutgoingMail.objects.lease_next() for _ in range(4)]
    assert taken == [silent, first, second, None]
    later.refresh_from_db()
    assert later.status == Status.QUEUED
    first.refresh_from_db()
    assert (first.status, first.attempts) == (Status.SENDING, 1)
    assert first.leased_until > now


def test_delays_grow_and_end():
    minutes = [delay_after(attempts).total_seconds() / 60 for attempts in range(1, 7)]
    assert minutes == [1, 4, 16, 64, 256, 1024]
    assert delay_after(7) == delay_after(99) == LONGEST_DELAY == timedelta(hours=24)


def test_a_failure_waits_and_the_last_one_gives_up():
    row()
    mail = OutgoingMail.objects.lease_next()
    assert mail.mark_failed("ConnectionRefusedError: nobody there")
    mail.refresh_from_db()
    assert (mail.status, mail.leased_until, mail.last_error[:10]) == (Status.FAILED, None, "Connection")
    assert timedelta(seconds=50) < mail.next_try - timezone.now() <= timedelta(minutes=1)
    OutgoingMail.objects.update(attempts=MOST_ATTEMPTS - 1, next_try=timezone.now())
    OutgoingMail.objects.lease_next().mark_failed("again")
    mail.refresh_from_db()
    assert (mail.status, mail.text) == (Status.GIVEN_UP, "")


def test_what_is_sent_keeps_no_secret():
    row(subject="", text="", event="code", context={"code": "1234-5678"})
    mail = OutgoingMail.objects.lease_next()
    assert mail.mark_sent()
    mail.refresh_from_db()
    assert (mail.status, mail.context) == (Status.SENT, {})


def test_a_worker_that_lost_its_lease_writes_nothing():
    row()
    slow = OutgoingMail.objects.lease_next()
    OutgoingMail.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    quick = OutgoingMail.objects.lease_next()
    assert quick == slow
    assert quick.mark_sent()
    assert not slow.mark_failed("too late")
    assert OutgoingMail.objects.get().status == Status.SENT


def test_old_mail_is_forgotten(member):
    long_ago = timezone.now() - timedelta(days=31)
    row(created=long_ago, status=Status.SENT, sent=long_ago)
    waiting = row(created=long_ago)
    row(status=Status.SENT, sent=timezone.now())
    OutgoingMail.objects.forgettable().delete()
    assert OutgoingMail.objects.count() == 2
    assert waiting in OutgoingMail.objects.all()


def test_mail_goes_with_its_reader(member):
    Letter("code", member.email, context={"code": "1"}, language="bs", reader_id=member.pk).send()
    member.delete()
    assert not OutgoingMail.objects.exists()
