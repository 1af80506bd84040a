"""The pages of the room: the directory and its map, municipalities, local communities."""

from .claims import answer, claim, claim_new, claims, show_name, withdraw_claim
from .community import detail, print_sheet
from .directory import index, map
from .municipality import municipality
from .workspace import workspace

__all__ = [
    "answer",
    "claim",
    "claim_new",
    "claims",
    "detail",
    "index",
    "map",
    "municipality",
    "print_sheet",
    "show_name",
    "withdraw_claim",
    "workspace",
]
