"""Networks of coordinators and practitioners: who belongs to one and what they know, on what it meets, what it concludes and
what became of that.

That somebody belongs to a network is a mandate of `accounts`, for the organisation that the register names; what its members
say among themselves stands on the spine, for the readers of that organisation. Rooms above may import this one.
"""

from .conclusions import Conclusion, Reply
from .invitations import Invitation
from .meetings import AgendaItem, Attendee, Coming, Joint, Meeting
from .members import Card, JoinRequest
from .minutes import Minutes, Remark
from .network import Network, Topic

__all__ = [
    "AgendaItem",
    "Attendee",
    "Card",
    "Coming",
    "Conclusion",
    "Invitation",
    "JoinRequest",
    "Joint",
    "Meeting",
    "Minutes",
    "Network",
    "Remark",
    "Reply",
    "Topic",
]
