"""What the addresses of this room answer."""

from .lesson import detail, mark_read
from .listing import index
from .photos import attach, detach, move_photo, photos, remove_photo
from .writing import bring_back, create, drop, edit, withdraw

__all__ = [
    "attach",
    "bring_back",
    "create",
    "detach",
    "detail",
    "drop",
    "edit",
    "index",
    "mark_read",
    "move_photo",
    "photos",
    "remove_photo",
    "withdraw",
]
