"""Letters: a mail as an event with its facts, put into words when it leaves, as its reader reads."""

from __future__ import annotations

from typing import Any

from django.core.mail import EmailMultiAlternatives


class Letter(EmailMultiAlternatives):
    """Which event, for whom, about what: all that the outbox asks. The words are in `templates/email/<event>.*`."""

    def __init__(
        self, event: str, to: str, *, context: dict[str, Any], language: str, reader_id: int | None = None
    ) -> None:
        super().__init__(to=[to])
        self.event = event
        self.context = context
        self.language = language
        self.reader_id = reader_id
