"""What the addresses of this room answer."""

from .articles import detail, feed, index, sheet
from .deciding import pin, publish, send_back, unpin, waiting
from .photos import attach, detach, move_photo, photos, remove_photo
from .writing import bring_back, create, drop, edit, take_back, withdraw

__all__ = [
    "attach",
    "bring_back",
    "create",
    "detach",
    "detail",
    "drop",
    "edit",
    "feed",
    "index",
    "move_photo",
    "photos",
    "pin",
    "publish",
    "remove_photo",
    "send_back",
    "sheet",
    "take_back",
    "unpin",
    "waiting",
    "withdraw",
]
