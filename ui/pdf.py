"""PDF by typst: tagged for screen readers (PDF/UA-1), with our fonts, without anything from outside.

A template is a `.typ` file in `templates/pdf/`. What people wrote reaches it as strings in `sys.inputs`, which are text and
never markup, so that no name can read a file or draw anything.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime
from functools import cache
from typing import Any, cast

import typst
from django.conf import settings

from text.languages import Script
from text.script import convert
from ui.assets.build import package_files
from ui.qr import qr_code

FONTS = ("fontpkg_bitter", "fontpkg_source_sans_3")


def draw(template: str, data: dict[str, Any], *, made: datetime) -> bytes:
    """The PDF of `templates/pdf/<template>`; the same data and moment give the same bytes.

    `data` is what JSON can hold; it needs `title` and `language` (of the document). Pictures are SVG as text.
    """
    path = settings.BASE_DIR / "templates" / "pdf" / template
    compiler = typst.Compiler(input=path, root=path.parent, font_paths=_fonts(), ignore_system_fonts=True)
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    drawn = compiler.compile(
        format="pdf", sys_inputs=inputs, pdf_standards=["ua-1"], timestamp=made.replace(microsecond=0)
    )
    return cast("bytes", drawn)


def in_script(data: Any, script: Script, kept: Collection[str] = (), name: str = "") -> Any:
    """All words of nested data in a script, but what stands under the names `kept`: addresses, codes."""
    if isinstance(data, dict):
        return {each: in_script(value, script, kept, each) for each, value in data.items()}
    if isinstance(data, list):
        return [in_script(value, script, kept) for value in data]
    return data if name in kept or not isinstance(data, str) else convert(data, script)


def qr_svg(text: str) -> str:
    """A QR code as a picture for a template."""
    code = qr_code(text)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {code.size} {code.size}"><path d="{code.path}"/></svg>'
    )


@cache
def _fonts() -> typst.Fonts:
    """Read once: they are large."""
    folders = {path.parent for package in FONTS for path in package_files(package) if path.suffix == ".ttf"}
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=sorted(folders))
