"""The pages of the room: one's own notifications and choices, the end of a kind of mail, the developers' mailbox."""

from .mailbox import mail, mailbox
from .own import index, mark_all_read, mark_read, preferences
from .unsubscribing import unsubscribe

__all__ = ["index", "mail", "mailbox", "mark_all_read", "mark_read", "preferences", "unsubscribe"]
