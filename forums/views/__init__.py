"""Views by what people do: read, ask, answer, say what helped, close."""

from .answering import answer, edit_answer
from .asking import create, edit, mine
from .closing import close, reopen
from .listing import feed, index
from .marks import accept, check, confirm, follow, useful
from .merging import merge, move
from .moves import bring_back, withdraw
from .photos import attach, detach, move_photo, photos, remove_photo
from .question import detail
from .standing import check_standing, edit_standing, make_standing, standing, standings, useful_standing
from .waiting import themes, waiting

__all__ = [
    "accept", "answer", "attach", "bring_back", "check", "check_standing", "close", "confirm", "create", "detach", "detail",
    "edit", "edit_answer", "edit_standing", "feed", "follow", "index", "make_standing", "merge", "mine", "move",
    "move_photo", "photos",
    "remove_photo", "reopen", "standing", "standings", "themes", "useful", "useful_standing", "waiting", "withdraw",
]  # fmt: skip
