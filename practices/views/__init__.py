"""What a visitor sees of practices: the list, one practice, its hand-out, the feed. What an author does with one."""

from .adoptions import adopt, confirm_adoption, edit_adoption, still_works, withdraw_adoption
from .listing import feed, index
from .marks import follow, save, saved, useful
from .photos import attach, detach, move_photo, photos, remove_photo
from .practice import detail, sheet
from .writing import bring_back, check, create, edit, mine, submit, take_back, withdraw

__all__ = [
    "adopt",
    "attach",
    "bring_back",
    "check",
    "confirm_adoption",
    "create",
    "detach",
    "detail",
    "edit",
    "edit_adoption",
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
    "still_works",
    "submit",
    "take_back",
    "useful",
    "withdraw",
    "withdraw_adoption",
]
