"""What the addresses of this room answer."""

from .inviting import accept, invite, withdraw_invitation
from .joining import card, join, leave, withdraw
from .keeping import edit, plan
from .network import detail, index, members
from .people import answer, people, remove

__all__ = [
    "accept",
    "answer",
    "card",
    "detail",
    "edit",
    "index",
    "invite",
    "join",
    "leave",
    "members",
    "people",
    "plan",
    "remove",
    "withdraw",
    "withdraw_invitation",
]
