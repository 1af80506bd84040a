"""One script on the wire: `static/js/site.js` with the behaviours it imports put before it.

The behaviours are small ES modules that import nothing, so putting them together is taking `export` and `import` away;
each stands in a block of its own scope, so that two may use the same name inside.
"""

import re
from pathlib import Path

from django.conf import settings

IMPORT = re.compile(r'^import \{ (?P<name>\w+) \} from "(?P<path>\./[\w./-]+)";\n', re.MULTILINE)
COMMENT = re.compile(r"^\s*(?://[^\n]*|/\*\*?.*?\*/)\n", re.MULTILINE | re.DOTALL)


def build(target: Path) -> None:
    """Write `js/site.js`, and what the administration needs beside Django's own."""
    source = settings.BASE_DIR / "static" / "js" / "site.js"
    (target / "js" / "site.js").write_text(bundle(source))
    (target / "js" / "admin.js").write_text(source.with_name("admin.js").read_text())


def bundle(source: Path) -> str:
    """The text of `source`, each import replaced by the module it names."""

    def inline(match: re.Match[str]) -> str:
        body = (source.parent / match["path"]).read_text()
        if f"export function {match['name']}(" not in body or re.search(r"^import ", body, re.MULTILINE):
            raise ValueError(f"{match['path']} must export the function {match['name']} and import nothing.")
        body = body.replace("export function", "function")
        return f"const {match['name']} = (() => {{\n{body}return {match['name']};\n}})();\n"

    text = COMMENT.sub("", IMPORT.sub(inline, source.read_text()))
    return re.sub(r"\n\s+", "\n", text)
