"""From .po to the .mo files that Django reads, in DATA_DIR/locale; what is up to date is left alone."""

import os
import tempfile
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from django.conf import settings

import text

from . import cyrillic
from .files import CYRILLIC, CYRILLIC_SOURCE, DOMAINS, LOCALES, is_translated, messages_of, read, source_path

CONVERTER = [Path(cyrillic.__file__), *Path(text.__path__[0], "script").glob("*.py")]
"""Cyrillic depends on the converter too: a mended converter makes new catalogues."""


def build() -> list[Path]:
    """Build every .mo that is older than its source; return those that were built."""
    built = []
    for domain in DOMAINS:
        for locale in [*LOCALES, CYRILLIC]:
            source = source_path(CYRILLIC_SOURCE if locale == CYRILLIC else locale, domain)
            target = target_path(locale, domain)
            if source.exists() and is_older(target, [source, *(CONVERTER if locale == CYRILLIC else [])]):
                catalog = translated(read(source, locale))
                write(cyrillic.cyrillic_catalogue(catalog) if locale == CYRILLIC else catalog, target)
                built.append(target)
    return built


def translated(catalog: Catalog) -> Catalog:
    """`catalog` without what nobody has translated yet: Babel would write the English plural in its place."""
    for message in list(messages_of(catalog)):
        if not is_translated(message):
            catalog.delete(message.id, message.context)
    return catalog


def target_path(locale: str, domain: str) -> Path:
    """The .mo file that Django looks for."""
    return Path(settings.DATA_DIR) / "locale" / locale / "LC_MESSAGES" / f"{domain}.mo"


def is_older(target: Path, sources: list[Path]) -> bool:
    """True when `target` is missing or one of its sources has changed since."""
    if not target.exists():
        return True
    built = target.stat().st_mtime
    return any(source.stat().st_mtime > built for source in sources)


def write(catalog: Catalog, target: Path) -> None:
    """Write a .mo whole or not at all, so that a server that starts meanwhile never reads half of it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, suffix=".tmp")
    with os.fdopen(handle, "wb") as file:
        write_mo(file, catalog)
    os.replace(name, target)
