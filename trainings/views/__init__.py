"""What the addresses of this room answer."""

from .calendars import calendar, event
from .listing import index, months
from .training import detail
from .writing import cancel, create, edit

__all__ = ["calendar", "cancel", "create", "detail", "edit", "event", "index", "months"]
