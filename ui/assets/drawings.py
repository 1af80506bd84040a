"""The drawings of `static/drawings` as one sprite, `img/sprite.svg`, that pages use as `<use href="…#a-klupa">`.

A source file is drawn with the pen names below (class="l lt" is a thin ink line, "a-c" a copper fill). They become
presentation attributes with tokens, because a used symbol sees only what it inherits: neither the classes nor the style
sheet of the page, but its custom properties. So the drawings follow the colour scheme by themselves.

`data-ground="cobbles"` on a source puts it on two rows of cobbles. A scene uses other drawings by `<use href="#name">`.
"""

import re
from pathlib import Path
from xml.etree import ElementTree

from django.conf import settings

SVG = "{http://www.w3.org/2000/svg}"
PENS = {
    "l": {
        "fill": "none",
        "stroke": "var(--ink)",
        "stroke-width": "3",
        "stroke-linecap": "round",
        "stroke-linejoin": "round",
    },
    "lt": {"stroke-width": "2"},
    "a-c": {"fill": "var(--copper-lt)"},
    "a-p": {"fill": "var(--plum)"},
    "a-r": {"fill": "var(--river)"},
    "a-s": {"fill": "var(--surface)"},
    "a-l": {"fill": "var(--line)"},
    "a-t": {"fill": "var(--plum-tint)"},
    "k1": {"fill": "var(--stone-1)"},
    "k2": {"fill": "var(--stone-2)"},
    "k3": {"fill": "var(--stone-3)"},
    "h1": {"fill": "var(--hill-near)"},
    "h2": {"fill": "var(--hill-far)"},
}
PARTS = ("cobbles", "kuca", "drvo")  # only used by other drawings
PAVE = "kaldrma"  # the edge of the footer: one tile, laid side by side
TILES = 11


def build(target: Path) -> None:
    """Write `img/sprite.svg`."""
    (target / "img" / "sprite.svg").write_text(sprite(settings.BASE_DIR / "static" / "drawings"))


def sprite(folder: Path) -> str:
    """Every drawing once as a group, and as a symbol `a-<name>` that lays it on its ground."""
    groups, symbols = [], []
    for path in sorted(folder.glob("*.svg")):
        name = path.stem
        root = ElementTree.fromstring(path.read_text())  # noqa: S314  (our own file)
        groups.append(f'<g id="{name}">{inked(root)}</g>')
        view_box = root.attrib["viewBox"]
        if name == PAVE:
            width, height = int(view_box.split()[2]), view_box.split()[3]
            tiles = "".join(f'<use href="#{name}" x="{width * number}"/>' for number in range(TILES))
            symbols.append(f'<symbol id="a-{name}" viewBox="0 0 {width * TILES} {height}">{tiles}</symbol>')
        elif name not in PARTS:
            ground = '<use href="#cobbles" y="146"/>' if root.get("data-ground") == "cobbles" else ""
            symbols.append(f'<symbol id="a-{name}" viewBox="{view_box}">{ground}<use href="#{name}"/></symbol>')
    body = "\n".join([*groups, *symbols])
    return f'<svg xmlns="http://www.w3.org/2000/svg"><defs>\n{body}\n</defs></svg>\n'


def inked(element: ElementTree.Element) -> str:
    """The children of `element` as text, their pens turned into presentation attributes."""
    parts = []
    for child in element:
        attributes: dict[str, str] = {}
        for pen in child.get("class", "").split():
            attributes |= PENS[pen]
        attributes |= {key: value for key, value in child.attrib.items() if key != "class"}
        tag = child.tag.removeprefix(SVG)
        text = " ".join(f'{key}="{value}"' for key, value in attributes.items())
        inner = inked(child)
        parts.append(f"<{tag} {text}>{inner}</{tag}>" if inner else f"<{tag} {text}/>")
    return "".join(parts)


def view_boxes(folder: Path) -> dict[str, str]:
    """Name of each drawing that a page may use → its viewBox."""
    found = {}
    for path in folder.glob("*.svg"):
        match = re.search(r'viewBox="([^"]+)"', path.read_text())
        if match and path.stem not in PARTS:
            found[path.stem] = match[1]
    return found
