"""Owns: what is decided about entries and claimed mandates, on which grounds, and what readers reported.

Does not own: the entries themselves (`content`), nor the mandates (`accounts`). Rooms import it to submit what their
people wrote; it imports no room.
"""

from .decisions import AnsweredClaim, Decision, PublishedEntry
from .looks import Look
from .proposals import Proposal
from .reasons import Reason
from .reports import Report

__all__ = ["AnsweredClaim", "Decision", "Look", "Proposal", "PublishedEntry", "Reason", "Report"]
