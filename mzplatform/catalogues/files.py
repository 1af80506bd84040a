"""Reading and writing the .po files so that two branches merge easily: no dates, no line numbers, sorted by id."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po
from django.conf import settings

LOCALES = {"bs": "Bosnian", "hr": "Croatian", "sr_Latn": "Serbian (Latin letters, ijekavian)"}
"""The locales that people translate. `sr` is made from `sr_Latn`, `en` is the message ids themselves."""

CYRILLIC = "sr"
CYRILLIC_SOURCE = "sr_Latn"

DOMAINS = ("django", "djangojs")
"""`djangojs` holds only what Django admin's own scripts show; our scripts get their words from the page."""

PLURAL_COUNT = 3
PLURAL_FORMS = "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"

HEADER = """\
# {language} messages of the platform.
# `manage.py messages extract` keeps this file in step with the source; only msgstr lines are written by hand.
msgid ""
msgstr ""
"Language: {locale}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural_forms}\\n"

"""


class Key(NamedTuple):
    """What makes a message itself: its context (or None) and its English singular."""

    context: str | None
    singular: str


def source_path(locale: str, domain: str) -> Path:
    """The .po file that people edit."""
    return Path(settings.BASE_DIR) / "locale" / locale / "LC_MESSAGES" / f"{domain}.po"


def key_of(message: Message) -> Key:
    """The key of a Babel message."""
    return Key(message.context, message.id if isinstance(message.id, str) else message.id[0])


def messages_of(catalog: Catalog) -> Iterator[Message]:
    """All messages of a catalogue without its header."""
    return (message for message in catalog if message.id)


def texts_of(message: Message) -> list[str]:
    """The translated text, or all plural forms, empty ones included."""
    if isinstance(message.string, str):
        return [message.string]
    return [text or "" for text in message.string or [""]]


def is_filled(message: Message) -> bool:
    """True when no form is empty."""
    return all(texts_of(message))


def is_translated(message: Message) -> bool:
    """True when every form has a text that nobody marked as a guess."""
    return is_filled(message) and not message.fuzzy


def read(path: Path, locale: str | None = None) -> Catalog:
    """The catalogue at `path`; an empty one where there is no file yet."""
    if not path.exists():
        return Catalog(locale=locale)
    with path.open("rb") as file:
        return read_po(file, locale=locale, ignore_obsolete=True)


def write(catalog: Catalog, path: Path, locale: str) -> bool:
    """Write `catalog`; True when the file changed."""
    buffer = io.BytesIO()
    header = HEADER.format(language=LOCALES[locale], locale=locale, plural_forms=PLURAL_FORMS)
    buffer.write(header.encode())
    write_po(
        buffer,
        catalog,
        width=110,
        omit_header=True,
        sort_output=True,
        ignore_obsolete=True,
        include_lineno=False,
    )
    content = buffer.getvalue().rstrip() + b"\n"
    if path.exists() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return True
