"""The style sheet keeps its promises: raw colours in one file, every variable defined, one file per component, small."""

import re

import brotli
import pytest
from django.conf import settings

from ui.assets.css import bundle, minify

CSS = settings.BASE_DIR / "static" / "css"
FILES = sorted(CSS.rglob("*.css"))
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
STRING = re.compile(r'"[^"]*"')
NAMED = "white|black|red|green|blue|gray|grey|orange|yellow|purple|brown|pink|silver|gold|navy|teal|maroon"
RAW = re.compile(rf"#[0-9a-fA-F]{{3,8}}\b|\b(?:rgb|rgba|hsl|hsla|hwb|lab|lch|oklab|oklch)\(|:[^;{{}}]*\b(?:{NAMED})\b")


def plain(path):
    return STRING.sub('""', COMMENT.sub("", path.read_text()))


def name(path):
    return str(path.relative_to(CSS))


@pytest.mark.parametrize("path", [path for path in FILES if path.name != "tokens.css"], ids=name)
def test_raw_colours_stand_in_tokens_alone(path):
    assert RAW.findall(plain(path)) == []


def test_a_raw_colour_would_be_seen():
    for rule in ("a { color: #fff }", "a { color: rgb(1 2 3) }", "a { border: 1px solid black }"):
        assert RAW.search(rule)
    assert not RAW.search("a { color: var(--plum); border-color: currentColor }")


def test_every_variable_is_defined():
    text = "\n".join(plain(path) for path in FILES)
    used = set(re.findall(r"var\((--[\w-]+)\)", text))
    defined = set(re.findall(r"(--[\w-]+):", text))
    assert used - defined == set()


def test_every_token_is_used():
    """Palette tokens may be used by a drawing instead of a style sheet."""
    text = "\n".join(plain(path) for path in FILES)
    drawn = (settings.BASE_DIR / "ui" / "assets" / "drawings.py").read_text()
    defined = set(re.findall(r"(--[\w-]+):", plain(CSS / "tokens.css")))
    used = set(re.findall(r"var\((--[\w-]+)", text + drawn))
    assert defined - used == set()


def test_layers_import_every_file_in_the_order_of_the_layers():
    text, beside = (COMMENT.sub("", (CSS / one).read_text()) for one in ("layers.css", "desk.css"))
    imports = re.findall(r'@import url\("([^"]+)"\)(?: layer\((\w+)\))?;', text)
    elsewhere = {path for path, _ in re.findall(r'@import url\("([^"]+)"\)( layer\(pages\));', beside)}
    assert {path for path, _ in imports} == {name(path) for path in FILES} - elsewhere - {
        "layers.css",
        "desk.css",
        "admin.css",
    }  # the administration has its own
    order = re.search(r"@layer ([^;{]+);", text)[1].split(", ")
    layers = [layer for _, layer in imports if layer]
    assert layers == sorted(layers, key=order.index)


@pytest.mark.parametrize("path", sorted((CSS / "components").glob("*.css")), ids=name)
def test_a_component_has_a_template_of_its_name(path):
    templates = settings.BASE_DIR / "templates" / "ui"
    if path.stem == "icon":
        return  # drawn by the tag itself, from static/icons
    assert any((folder / f"{path.stem}.html").exists() for folder in (templates, templates / "gallery"))


def test_the_bundle_is_one_small_file(built):
    text = (built / "css" / "site.css").read_text()
    assert "@import" not in text
    assert "/*" not in text
    assert len(brotli.compress(text.encode())) <= 14 * 1024


def test_the_bundle_keeps_the_layers():
    text = bundle(CSS / "layers.css")
    positions = [text.index(f"@layer {layer} {{") for layer in ("reset", "base", "components", "pages", "print")]
    assert positions == sorted(positions)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a { color: var(--ink); }", "a{color:var(--ink)}"),
        ("/* why */ nav a:hover { margin: 0 1rem; }", "nav a:hover{margin:0 1rem}"),
        ("p :is(a, b) { width: calc(1rem + 2px); }", "p :is(a,b){width:calc(1rem + 2px)}"),
        ('b::before { content: ":  ;"; }', 'b::before{content:":  ;"}'),
        ("@media (min-width: 40rem) { a > b { top: 0 } }", "@media (min-width:40rem){a>b{top:0}}"),
    ],
)
def test_minify_takes_only_what_means_nothing(source, expected):
    assert minify(source).strip() == expected
