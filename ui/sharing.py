"""How somebody passes a public page on: a short text, and the links that open it where they write to people.

The links are plain: nothing of these services is loaded before one is followed.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.conf import settings
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from text.languages import current
from text.script import convert

LETTERS = 300
"""Of the whole text, its address included: what Viber shows of a message before one taps on it."""


@dataclass(frozen=True)
class Sharing:
    """What is passed on, in the script of the page, and where to."""

    address: str
    text: str
    links: tuple[tuple[str, str], ...]  # words and address


def sharing(title: str, path: str, place: str = "", lead: str = "") -> Sharing:
    """Of the page at `path`: its title, in brackets its place, and as much of `lead` as has room beside the address."""
    script, address = current().script, f"{settings.SITE_URL}{path}"
    title = convert(f"{title} ({place})" if place else str(title), script)
    room = LETTERS - len(title) - len(address) - len("\n\n")
    lead = Truncator(convert(" ".join(lead.split()), script)).chars(room) if lead and room > 40 else ""
    text = "\n".join(filter(None, (title, lead, address)))
    links = (
        ("Viber", f"viber://forward?{_query(text=text)}"),
        ("WhatsApp", f"https://wa.me/?{_query(text=text)}"),
        ("Facebook", f"https://www.facebook.com/sharer/sharer.php?{_query(u=address)}"),
        (_("E-mail"), f"mailto:?{_query(subject=title, body=text)}"),
    )
    return Sharing(address, text, links)


def _query(**values: str) -> str:
    """Mail programs and Viber show a plus as a plus: a space is %20."""
    return urlencode(values, quote_via=quote)
