"""Owns: what people are told (`Notification`) and whether by mail (`Preference`, with the log `MailConsent`), the outbox
(`OutgoingMail`), what was put together for the day or the week (`Digest`), and when the worker did what (`Tick`).

Does not own: what happened, nor the words of a mail (`templates/email/`). Rooms above tell people through
`notifications.actions.notify`; mail about an account goes through `django.core.mail`, which `EMAIL_BACKEND` leads here.
It imports `content`, `accounts`, `register`, `text`.
"""

from .choices import DEFAULTS, MailConsent, Preference
from .kinds import Digested, Kind, Mail
from .notices import Digest, Notification
from .outbox import LONGEST_DELAY, MOST_ATTEMPTS, OutgoingMail, delay_after
from .ticks import Tick

__all__ = [
    "DEFAULTS",
    "LONGEST_DELAY",
    "MOST_ATTEMPTS",
    "Digest",
    "Digested",
    "Kind",
    "Mail",
    "MailConsent",
    "Notification",
    "OutgoingMail",
    "Preference",
    "Tick",
    "delay_after",
]
