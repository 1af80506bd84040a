"""What the addresses of this room answer."""

from .calendars import calendar, event
from .listing import index, months
from .materials import add_material, edit_material, material, materials, move_material, remove_material
from .training import detail
from .writing import cancel, create, drop, edit

__all__ = [
    "add_material", "calendar", "cancel", "create", "detail", "drop", "edit", "edit_material", "event", "index", "material",
    "materials", "months", "move_material", "remove_material",
]  # fmt: skip
