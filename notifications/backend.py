"""The e-mail backend of the whole site: writes rows, sends nothing.

A row is written in the caller's transaction, so a mail leaves exactly when what it tells has happened.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import forbid_multi_line_headers, sanitize_address

from text.languages import current

from .models import OutgoingMail


class OutboxBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        rows = [row for message in email_messages for row in rows_of(message)]
        OutgoingMail.objects.bulk_create(rows)
        return len(email_messages)


def rows_of(message: EmailMessage) -> Iterator[OutgoingMail]:
    """One row for each recipient, so that each is sent, retried and worded on its own."""
    if message.attachments:
        raise ValueError("The outbox carries no attachments; link to the file instead.")
    for recipient in message.recipients():
        address = sanitize_address(recipient, "utf-8").rpartition("<")[2].rstrip(">")
        row = OutgoingMail(recipient=address, language=getattr(message, "language", current().code))
        if event := getattr(message, "event", ""):  # a letter: no import of who wrote it is needed
            row.event = event
            row.context = getattr(message, "context", {})
            row.reader_id = getattr(message, "reader_id", None)
        else:
            forbid_multi_line_headers("subject", str(message.subject), settings.DEFAULT_CHARSET)
            row.subject = str(message.subject)[:200]
            row.text = str(message.body)
            row.html = _html_of(message)
        yield row


def _html_of(message: EmailMessage) -> str:
    alternatives = message.alternatives if isinstance(message, EmailMultiAlternatives) else []
    return next((str(content) for content, mimetype in alternatives if mimetype == "text/html"), "")
