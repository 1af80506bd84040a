"""What the directory lists, in words: its heading, and the title of the page."""

from django.core.paginator import Page
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ui.paging import COUNTED

from .asked import Asked


def heading(asked: Asked, count: int) -> str:
    """How many of what, and the words that were searched for: "25 local communities for “tesanj”"."""
    if asked.wants_municipalities:
        text = ngettext("%(number)s municipality without a list", "%(number)s municipalities without a list", count)
    elif asked.known_count is None and count > COUNTED:
        text, count = _("More than %(number)s local communities"), COUNTED
    else:
        text = ngettext("%(number)s local community", "%(number)s local communities", count)
    text %= {"number": number_format(count, use_l10n=True, force_grouping=True)}
    if asked.search.typed:
        text += " " + _("for “%(words)s”") % {"words": asked.search.typed}
    return text


def title(asked: Asked, text: str, page: Page) -> str:  # type: ignore[type-arg]
    """The heading where something was asked for, the name of the page where not, and which page of several it is."""
    text = text if asked.active else _("Local communities")
    if page.paginator.num_pages > 1:
        text += " " + _("(page %(number)s of %(pages)s)") % {"number": page.number, "pages": page.paginator.num_pages}
    return text
