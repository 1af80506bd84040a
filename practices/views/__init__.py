"""What a visitor sees of practices: the list, one practice, its hand-out, the feed. What an author does with one."""

from .listing import feed, index
from .marks import save, saved, useful
from .photos import move_photo, photos, remove_photo
from .practice import detail, sheet
from .writing import bring_back, check, create, edit, mine, submit, take_back, withdraw

__all__ = [
    "bring_back",
    "check",
    "create",
    "detail",
    "edit",
    "feed",
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
