"""Networks of coordinators and practitioners: who belongs to one and what they know, who asks or is asked to join.

That somebody belongs to a network is a mandate of `accounts`, for the organisation that the register names; what its members
say among themselves stands on the spine, for the readers of that organisation. Rooms above may import this one.
"""

from .invitations import Invitation
from .members import Card, JoinRequest
from .network import Network, Topic

__all__ = ["Card", "Invitation", "JoinRequest", "Network", "Topic"]
