"""Owns: the spine. Everything that a person writes for others is one row of `Entry`, with its places and themes, whom
it names (`Mention`), what readers think of it (`Useful`, `Saved`, `Follow`), what they
follow as a whole (`Interest`), its revisions and the audit of every change.

Does not own: what only one room knows of it (a child table there: `class Practice(Entry)`), nor who decides whether it
is published (`moderation`). Every room above may import it; it imports `accounts`, `register`, `text`.
"""

from .attachments import Attachment
from .audit import AuditRow
from .drafts import Draft
from .entries import Entry
from .filetexts import FilePart, FileText
from .interests import Announced, Interest, Subject
from .marks import Follow, Saved, Useful
from .mentions import Mention
from .photos import Photo
from .places import EntryPlace
from .themes import Theme

__all__ = [
    "Announced", "Attachment", "AuditRow", "Draft", "Entry", "EntryPlace", "FilePart", "FileText", "Follow", "Interest",
    "Mention", "Photo", "Saved", "Subject", "Theme", "Useful",
]  # fmt: skip
