"""Bringing the .po files in step with the source: new messages empty, kept ones with their text, old ones gone."""

from babel.messages.catalog import Catalog, Message

from . import upstream
from .files import DOMAINS, LOCALES, Key, is_filled, key_of, messages_of, read, source_path, write
from .sources import collect

MARK = "override: "
"""Begins the comment of a message that an installed package uses and we say ourselves."""


def extract() -> dict[str, int]:
    """Update every .po file; for each the number of messages that still have no text."""
    ours = collect()
    waiting = {}
    for domain in DOMAINS:
        for locale in LOCALES:
            path = source_path(locale, domain)
            catalog = updated(ours if domain == "django" else Catalog(), read(path, locale), locale, domain)
            write(catalog, path, locale)
            waiting[f"{locale}/{domain}"] = sum(not is_filled(message) for message in messages_of(catalog))
    return waiting


def updated(ours: Catalog, old: Catalog, locale: str, domain: str) -> Catalog:
    """A fresh catalogue of our own messages and the overrides, with the texts of `old`."""
    texts = {key_of(message): message for message in messages_of(old)}
    fresh = Catalog(locale=locale)
    for message in messages_of(ours):
        add(fresh, message, texts.get(key_of(message)), message.locations, message.auto_comments)
    known = {key_of(message) for message in messages_of(ours)}
    for key, (message, package) in overrides(texts, locale, domain).items():
        if key not in known:
            add(fresh, message, texts.get(key), [], [MARK + package.label])
    return fresh


def overrides(texts: dict[Key, Message], locale: str, domain: str) -> dict[Key, tuple[Message, upstream.Package]]:
    """What must be overridden, and what somebody chose to say better than the package does."""
    available = upstream.all_messages(domain)
    chosen = {key: available[key] for key, message in texts.items() if key in available and is_filled(message)}
    return upstream.required(locale, domain) | chosen


def add(
    catalog: Catalog, message: Message, old: Message | None, locations: list[tuple[str, int]], comments: list[str]
) -> None:
    """Add `message` to `catalog` with the text that `old` has, if it is of the same shape."""
    same_shape = old is not None and isinstance(old.id, str) == isinstance(message.id, str)
    catalog.add(
        message.id,
        string=old.string if old is not None and same_shape else None,
        locations=locations,
        flags=[flag for flag in (old.flags if old is not None else ()) if flag == "fuzzy"],
        auto_comments=comments,
        user_comments=old.user_comments if old is not None else (),
        context=message.context,
    )
