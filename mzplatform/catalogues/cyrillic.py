"""The Cyrillic twin of a Latin message; `text.script` knows what stays in Latin letters."""

import re

from babel.messages.catalog import Catalog

from text.script import convert_html, to_cyrillic

from .files import CYRILLIC, messages_of, texts_of

TAG = re.compile(r"</?[a-z]")


def cyrillic(text: str) -> str:
    """`text` in Cyrillic letters; placeholders, markup, addresses and marked foreign words stay."""
    return convert_html(text, "Cyrl") if TAG.search(text) else to_cyrillic(text)


def cyrillic_catalogue(latin: Catalog) -> Catalog:
    """The Serbian Cyrillic catalogue made from the Serbian Latin one."""
    catalog = Catalog(locale=CYRILLIC)
    for message in messages_of(latin):
        texts = [cyrillic(text) for text in texts_of(message)]
        catalog.add(
            message.id,
            string=texts[0] if isinstance(message.id, str) else tuple(texts),
            context=message.context,
            flags=message.flags,
        )
    return catalog
