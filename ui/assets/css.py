"""One style sheet on the wire: `static/css/layers.css` with its imports put in, without comments and spare blanks."""

import re
from itertools import groupby
from pathlib import Path

from django.conf import settings

SOURCE = Path("css/layers.css")
BESIDE = Path("css/desk.css")
"""For pages that few people open."""
IMPORT = re.compile(r'@import url\("(?P<path>[^"]+)"\)(?: layer\((?P<layer>\w+)\))?;')
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
STRING = re.compile(r'"[^"]*"')


def build(target: Path) -> None:
    """Write `css/site.css` and what some pages load beside it; the font faces come from the fonts step."""
    source = settings.BASE_DIR / "static" / SOURCE
    faces = (target.parent / "fonts.css").read_text()
    (target / "css" / "site.css").write_text(minify(faces + bundle(source)))
    (target / "css" / "desk.css").write_text(minify(bundle(settings.BASE_DIR / "static" / BESIDE)))
    ours = [source.with_name(name).read_text() for name in ("tokens.css", "admin.css")]
    (target / "css" / "admin.css").write_text(minify(faces + "\n".join(ours)))


def bundle(source: Path) -> str:
    """The text of `source` with each import replaced by its file, one `@layer` block per run of imports."""
    text = COMMENT.sub("", source.read_text())
    order = text[: text.index("@import")].strip()
    parts = [order]
    for layer, matches in groupby(IMPORT.finditer(text), key=lambda match: match["layer"]):
        body = "\n".join((source.parent / match["path"]).read_text() for match in matches)
        parts.append(f"@layer {layer} {{\n{body}\n}}" if layer else body)
    return "\n".join(parts)


def minify(text: str) -> str:
    """Without comments and blanks that mean nothing; strings (and with them the drawings in urls) stay as they are."""
    strings: list[str] = []

    def keep(match: re.Match[str]) -> str:
        strings.append(match[0])
        return f'"{len(strings) - 1}"'

    text = STRING.sub(keep, COMMENT.sub("", text))
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r" ?([{};,>]) ?", r"\1", text)
    text = re.sub(r"(?<=[\w-]): ", ":", text).replace(";}", "}")
    return re.sub(r'"(\d+)"', lambda match: strings[int(match[1])], text).strip() + "\n"
