"""What the addresses of this room answer."""

from .asking import applied, feedback, guest_applied, guest_feedback, results
from .attendance import attend, correct, send_ticks, sessions, sheet
from .calendars import calendar, event, feed, feed_settings
from .certificates import certificates, guest_paper, paper, reissue, revoke
from .checking import certificate, check
from .demand import answer_wish, demand, demand_table, reopen_wish
from .listing import index, months
from .materials import add_material, edit_material, material, materials, move_material, remove_material
from .own import guest, mine, own
from .quizzes import edit_quiz, guest_quiz, own_quiz, quiz
from .records import (
    record,
    record_of_municipality,
    record_of_municipality_table,
    record_of_organisation,
    record_of_organisation_table,
    record_paper,
)
from .running import add, people, remove, rules, table, write
from .signing import bring, sign_up
from .training import detail, poster
from .wishes import bring_back_wish, want, wish, wishes, withdraw_wish
from .wishing import edit_wish, propose
from .writing import cancel, create, drop, edit

__all__ = [
    "add",
    "add_material",
    "answer_wish",
    "applied",
    "attend",
    "bring",
    "bring_back_wish",
    "calendar",
    "cancel",
    "certificate",
    "certificates",
    "check",
    "correct",
    "create",
    "demand",
    "demand_table",
    "detail",
    "drop",
    "edit",
    "edit_material",
    "edit_quiz",
    "edit_wish",
    "event",
    "feed",
    "feed_settings",
    "feedback",
    "guest",
    "guest_applied",
    "guest_feedback",
    "guest_paper",
    "guest_quiz",
    "index",
    "material",
    "materials",
    "mine",
    "months",
    "move_material",
    "own",
    "own_quiz",
    "paper",
    "people",
    "poster",
    "propose",
    "quiz",
    "record",
    "record_of_municipality",
    "record_of_municipality_table",
    "record_of_organisation",
    "record_of_organisation_table",
    "record_paper",
    "reissue",
    "remove",
    "remove_material",
    "reopen_wish",
    "results",
    "revoke",
    "rules",
    "send_ticks",
    "sessions",
    "sheet",
    "sign_up",
    "table",
    "want",
    "wish",
    "wishes",
    "withdraw_wish",
    "write",
]
