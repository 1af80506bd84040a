"""The pages of the room: the directory and its map, municipalities, local communities."""

from .claims import answer, claim, claim_new, claims, withdraw_claim
from .community import detail, print_sheet
from .directory import index, map
from .editing import add, close, edit_contacts, edit_facts, edit_figure, record, rename, still_valid
from .mandates import end_mandate, show_name
from .municipality import municipality
from .workspace import workspace

__all__ = [
    "add",
    "answer",
    "claim",
    "claim_new",
    "claims",
    "close",
    "detail",
    "edit_contacts",
    "edit_facts",
    "edit_figure",
    "end_mandate",
    "index",
    "map",
    "municipality",
    "print_sheet",
    "record",
    "rename",
    "show_name",
    "still_valid",
    "withdraw_claim",
    "workspace",
]
