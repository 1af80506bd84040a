"""What the addresses of this room answer."""

from .document import changes, detail, feed, follow, index, version
from .photos import attach, detach, move_photo, photos, remove_photo
from .touching import add_version, adopted, correct_version, rest, touch, unadopt, unrest, untouch
from .writing import bring_back, create, drop, edit, state, withdraw

__all__ = [
    "add_version",
    "adopted",
    "attach",
    "bring_back",
    "changes",
    "correct_version",
    "create",
    "detach",
    "detail",
    "drop",
    "edit",
    "feed",
    "follow",
    "index",
    "move_photo",
    "photos",
    "remove_photo",
    "rest",
    "state",
    "touch",
    "unadopt",
    "unrest",
    "untouch",
    "version",
    "withdraw",
]
