"""What a visitor sees of practices: the list, one practice, its hand-out, the feed."""

from .listing import feed, index
from .practice import detail, sheet

__all__ = ["detail", "feed", "index", "sheet"]
