"""The name under which people see an attached file, and under which their computer will save it."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 120
EXTENSION = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,4}$")
"""What a name claims to be. It begins with a letter, so that the year of `Zapisnik 12.5.2024` stays."""
NAMELESS = "dokument"  # one word in all languages of the site


def tidy_name(name: str, extension: str) -> str:
    """The user's own name without paths, invisible signs and `<>"`, with the extension that the content deserves."""
    name = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    name = "".join(map(_seen, name))
    stem = EXTENSION.sub("", " ".join(name.split())).strip(" .")
    room = LONGEST - len(extension) - 1
    return f"{stem[:room].rstrip(' .') or NAMELESS}.{extension}"


def _seen(sign: str) -> str:
    """The sign itself, a space for every kind of space, nothing for what nobody sees (C*: controls, direction marks)."""
    if sign.isspace():
        return " "
    return "" if sign in '<>"' or unicodedata.category(sign).startswith("C") else sign
