"""What a visitor sees of practices: the list, one practice, its hand-out, the feed. What an author does with one."""

from .listing import feed, index
from .marks import follow, save, saved, useful
from .photos import attach, detach, move_photo, photos, remove_photo
from .practice import detail, sheet
from .writing import bring_back, check, create, edit, mine, submit, take_back, withdraw

__all__ = [
    "attach",
    "bring_back",
    "check",
    "create",
    "detach",
    "detail",
    "edit",
    "feed",
    "follow",
    "index",
    "mine",
    "move_photo",
    "photos",
    "remove_photo",
    "save",
    "saved",
    "sheet",
    "submit",
    "take_back",
    "useful",
    "withdraw",
]
