"""What the addresses of this room answer."""

from .calendars import calendar, event, feed, feed_settings
from .listing import index, months
from .materials import add_material, edit_material, material, materials, move_material, remove_material
from .running import add, people, remove, rules, table, write
from .signing import bring, guest, mine, own, sign_up
from .training import detail
from .writing import cancel, create, drop, edit

__all__ = [
    "add",
    "add_material",
    "bring",
    "calendar",
    "cancel",
    "create",
    "detail",
    "drop",
    "edit",
    "edit_material",
    "event",
    "feed",
    "feed_settings",
    "guest",
    "index",
    "material",
    "materials",
    "mine",
    "months",
    "move_material",
    "own",
    "people",
    "remove",
    "remove_material",
    "rules",
    "sign_up",
    "table",
    "write",
]
