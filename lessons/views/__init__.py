"""What the addresses of this room answer."""

from .lesson import detail, mark_read
from .listing import index
from .photos import attach, detach, move_photo, photos, remove_photo
from .quiz import edit_quiz, quiz
from .writing import bring_back, create, drop, edit, withdraw

__all__ = [
    "attach",
    "bring_back",
    "create",
    "detach",
    "detail",
    "drop",
    "edit",
    "edit_quiz",
    "index",
    "mark_read",
    "move_photo",
    "photos",
    "quiz",
    "remove_photo",
    "withdraw",
]
