"""What the addresses of this room answer."""

from .calendars import calendar, event
from .listing import index, months
from .training import detail
from .writing import cancel, create, drop, edit

__all__ = ["calendar", "cancel", "create", "detail", "drop", "edit", "event", "index", "months"]
