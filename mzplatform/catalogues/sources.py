"""Which messages our own Python and our own templates contain."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from django.conf import settings
from django.utils.translation.template import templatize

KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
COMMENT_TAGS = ("Translators:",)
TEMPLATE_SUFFIXES = {".html", ".txt", ".xml", ".svg", ".webmanifest"}
NOT_SHOWN = {"migrations", "tests", "benchmarks"}


def python_files() -> Iterator[Path]:
    """The Python files of our own packages, which all lie side by side at the root."""
    root = Path(settings.BASE_DIR)
    for package in sorted(root.glob("*/__init__.py")):
        for path in sorted(package.parent.rglob("*.py")):
            if not NOT_SHOWN & set(path.relative_to(root).parts):
                yield path


def template_files() -> Iterator[Path]:
    """The templates of the project; all of them live in one folder."""
    for path in sorted((Path(settings.BASE_DIR) / "templates").rglob("*")):
        if path.suffix in TEMPLATE_SUFFIXES:
            yield path


def template_as_python(source: str, origin: str) -> str:
    """`source` as lines that Babel's Python extractor can read: Django blanks out all that is not a message.

    The indentation of HTML means nothing to Python and would stop its tokenizer, so it goes.
    """
    return re.sub(r"^[ \t]+", "", templatize(source, origin=origin), flags=re.MULTILINE)


def collect(packages: dict[str, Path] | None = None) -> Catalog:
    """All messages of our source, each with the files that contain it.

    With `packages` (a label and a folder each) the Python files of those folders instead: for packages that bring no
    catalogue that could be asked.
    """
    catalog = Catalog()
    if packages is None:
        for path in python_files():
            add_messages(catalog, path.read_bytes(), relative(path))
        for path in template_files():
            name = relative(path)
            add_messages(catalog, template_as_python(path.read_text("utf-8"), name).encode(), name)
    else:
        for label, folder in packages.items():
            for path in sorted(folder.rglob("*.py")):
                add_messages(catalog, path.read_bytes(), label)
    return catalog


def relative(path: Path) -> str:
    """The path as the .po files name it."""
    return path.relative_to(settings.BASE_DIR).as_posix()


def add_messages(catalog: Catalog, source: bytes, name: str) -> None:
    """Add the messages of one file to `catalog`."""
    found = extract("python", io.BytesIO(source), keywords=KEYWORDS, comment_tags=COMMENT_TAGS, strip_comment_tags=True)
    for line, message, comments, context in found:
        catalog.add(message, locations=[(name, line)], auto_comments=comments, context=context)
