"""The last step: how a mail leaves, and how a failure to deliver it is to be read."""

from __future__ import annotations

import re
import smtplib
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from .digests import lines_of
from .letters import message_for
from .models import Mail, OutgoingMail, Preference
from .policy import may_read
from .rooms import room_of


class FolderBackend(BaseEmailBackend):
    """For the sample site: each mail becomes a file `<time>-<uuid>.eml` that every mail program opens."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.MAIL_DIR)
        folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            number = message.extra_headers["Message-ID"].strip("<>").partition("@")[0]
            path = folder / f"{timezone.now():%Y%m%dT%H%M%S%f}-{number}.eml"
            half = path.with_suffix(".part")
            half.write_bytes(message.message().as_bytes())
            half.rename(path)  # nobody sees half a mail
        return len(email_messages)


# About an account that is closed these are told all the same.
TOLD_ANYWAY = frozenset({"account_leaving", "account_kept"})


def deliver(mail: OutgoingMail) -> str:
    """Send a leased mail and write down what became of it; returns the new status."""
    try:
        if reason := why_not(mail):
            mail.mark_skipped(reason)
            return OutgoingMail.Status.SKIPPED
        get_connection(settings.DELIVERY_BACKEND).send_messages([message_for(mail)])
    except ObjectDoesNotExist:  # erased between the lease and now
        mail.mark_skipped("Its reader, or what it was about, is gone.")
        return OutgoingMail.Status.SKIPPED
    except Exception as error:  # whatever it is, one bad mail must not stop the others
        return _failed(mail, error)
    mail.mark_sent()
    return OutgoingMail.Status.SENT


def why_not(mail: OutgoingMail) -> str:
    """Why a mail is of no concern to its reader any more, as of this moment; empty if it may leave."""
    if mail.reader is not None and not mail.reader.can_sign_in and mail.event not in TOLD_ANYWAY:
        return "The reader's account is closed."
    if mail.event == "digest":
        return "" if lines_of(mail) else "Nothing in it is left to tell."
    room = room_of(mail)
    if room and (reason := room.why_not(mail)):
        return reason
    if mail.reader is None or mail.notification is None:
        return ""
    if Preference.objects.of(mail.reader)[mail.notification.kind] == Mail.NEVER:
        return "The reader wants no mail of this kind any more."
    return "" if may_read(mail.reader, mail.notification) else "The reader may not see what it is about any more."


def _failed(mail: OutgoingMail, error: Exception) -> str:
    reason = f"{type(error).__name__}: {error}"
    mail.last_error = reason  # for whoever logs it
    if _is_final(error):
        mail.mark_given_up(reason)
        return OutgoingMail.Status.GIVEN_UP
    mail.mark_failed(reason)
    return OutgoingMail.Status.FAILED


NOBODY = frozenset({550, 551, 553})
OURS = re.compile(rb"relay|authent|policy|block|spam", re.IGNORECASE)


def _is_final(error: Exception) -> bool:
    """The server refuses the address for good. Everything else may pass, also that it takes nothing from us at present."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(_knows_nobody(code, words) for code, words in error.recipients.values())
    return False


def _knows_nobody(code: int, words: bytes) -> bool:
    """By the status of RFC 3463, where the server gives one: 5.1.x is about the address, 5.2.x about the mailbox."""
    if status := re.search(rb"\b5\.(\d{1,3})\.\d", words):
        return status[1] in {b"1", b"2"}
    return code in NOBODY and not OURS.search(words)
