"""The pages of the room: the directory and its map, municipalities, local communities."""

from .community import detail, print_sheet
from .directory import index, map
from .municipality import municipality

__all__ = ["detail", "index", "map", "municipality", "print_sheet"]
