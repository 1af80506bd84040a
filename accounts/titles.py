"""How a role is said of a woman and of a man. Where a person chose neither, the role's own label has both forms."""

from django.utils.translation import pgettext_lazy

TITLES = {
    ("president", "f"): pgettext_lazy("of a woman", "president of the council"),
    ("president", "m"): pgettext_lazy("of a man", "president of the council"),
    ("council_member", "f"): pgettext_lazy("of a woman", "member of the council"),
    ("council_member", "m"): pgettext_lazy("of a man", "member of the council"),
    ("secretary", "f"): pgettext_lazy("of a woman", "secretary"),
    ("secretary", "m"): pgettext_lazy("of a man", "secretary"),
    ("coordinator", "f"): pgettext_lazy("of a woman", "coordinator for local communities"),
    ("coordinator", "m"): pgettext_lazy("of a man", "coordinator for local communities"),
    ("editor", "f"): pgettext_lazy("of a woman", "editor"),
    ("editor", "m"): pgettext_lazy("of a man", "editor"),
    ("moderator", "f"): pgettext_lazy("of a woman", "moderator"),
    ("moderator", "m"): pgettext_lazy("of a man", "moderator"),
    ("administrator", "f"): pgettext_lazy("of a woman", "administrator"),
    ("administrator", "m"): pgettext_lazy("of a man", "administrator"),
}
