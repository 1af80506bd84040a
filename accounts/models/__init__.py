"""Owns: people. `User` (who signs in), `Profile` (how they are addressed and in which language), `Mandate` (who may
act as what, where, from when to when: every role is one), `Claim` (a mandate that somebody says they hold), `Deletion`
(whoever leaves) and `Export` (whoever takes a copy of their data).

Does not own: what people write, notifications, mail. `notifications` and the rooms may import it; it imports
`register` and `text`. Erasing a user (`mzplatform/erasure.py`) deletes profile and mandates; history keeps numbers and
dates, no personal text.
"""

from .claims import Claim
from .leaving import Deletion, Export
from .mandates import Mandate
from .people import Profile, User

__all__ = ["Claim", "Deletion", "Export", "Mandate", "Profile", "User"]
