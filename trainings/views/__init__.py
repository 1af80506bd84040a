"""What the addresses of this room answer."""

from .calendars import calendar, event
from .listing import index, months
from .training import detail

__all__ = ["calendar", "detail", "event", "index", "months"]
