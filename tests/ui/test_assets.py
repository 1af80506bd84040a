"""What the build makes: fonts, drawings, icons, script, outline; how large it is, and that a second run does nothing."""

import json
import os
import re
from xml.etree import ElementTree

import brotli
import pytest
from django.conf import settings
from fontTools.ttLib import TTFont
from PIL import Image

from ui.assets import build, fonts, js, natural_earth, outline
from ui.assets.drawings import sprite

LATIN = "AaZzČčĆćĐđŠšŽž0189.,:;!?„“–…"
CYRILLIC = "АаЂђЈјЉљЊњЋћЏџШш0189.,:;!?„“–…"


def test_a_second_run_does_nothing():
    build.build_all()
    assert build.build_all() == []


def test_a_changed_source_is_built_again(built):
    source = settings.BASE_DIR / "static" / "js" / "behaviours" / "print.js"
    before = source.stat()
    os.utime(source)
    try:
        assert build.build_all() == ["js"]
    finally:
        os.utime(source, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize(
    ("file", "letters"),
    [
        ("bitter-latin", LATIN),
        ("bitter-cyrillic", CYRILLIC),
        ("source-sans-3-latin", LATIN + "Ћирилица" + "српски"),
        ("source-sans-3-cyrillic", CYRILLIC + "Latinica"),
    ],
)
def test_a_font_has_its_letters(built, file, letters):
    font = TTFont(built / "fonts" / f"{file}.woff2")
    assert {ord(letter) for letter in letters} <= font.getBestCmap().keys()
    assert "fvar" in font


def test_a_font_is_the_same_when_it_is_built_later(monkeypatch, tmp_path):
    family, saved = fonts.FAMILIES[0], []
    for year in (1, 2):
        monkeypatch.setattr("fontTools.misc.timeTools.time.time", lambda year=year: year * 3e7)
        path = tmp_path / f"{year}.woff2"
        fonts.subset(fonts.upright(family.package), family, frozenset(map(ord, "abc"))).save(path)
        saved.append(path.read_bytes())
    assert saved[0] == saved[1]


def test_two_latin_fonts_fit_the_budget(built):
    sizes = [(built / "fonts" / f"{family.slug}-latin.woff2").stat().st_size for family in fonts.FAMILIES]
    assert sum(sizes) <= 40 * 1024


def test_bitter_does_not_set_cursive_letters_into_upright_text(built):
    """Its Serbian `locl` would; Source Sans 3 keeps its own, which is right."""
    features = {}
    for family in fonts.FAMILIES:
        table = TTFont(built / "fonts" / f"{family.slug}-cyrillic.woff2").get("GSUB")
        records = table.table.FeatureList.FeatureRecord if table else []
        features[family.slug] = {record.FeatureTag for record in records}
    assert "locl" not in features["bitter"]
    assert "locl" in features["source-sans-3"]


def test_stand_in_fonts_have_measures(built):
    text = (built.parent / "fonts.css").read_text()
    assert text.count("size-adjust") == text.count("ascent-override") == 8


def test_unicode_range():
    assert fonts.unicode_range(frozenset({0x20, 0x21, 0x22, 0x10D})) == "U+20-22,U+10D"


def test_sprite_is_one_small_file_of_tokens(built):
    text = (built / "img" / "sprite.svg").read_text()
    assert len(brotli.compress(text.encode())) <= 25 * 1024
    root = ElementTree.fromstring(text)  # noqa: S314  (our own file)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert {use.get("href")[1:] for use in root.iter("{http://www.w3.org/2000/svg}use")} <= set(ids)
    assert not re.search(r'(?:fill|stroke)="(?!var\(|none)', text)
    assert "style" not in text
    assert "class" not in text


def test_a_drawing_with_an_unknown_pen_fails(tmp_path):
    (tmp_path / "x.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path class="zz" d=""/></svg>'
    )
    with pytest.raises(KeyError):
        sprite(tmp_path)


def test_script_is_one_small_file(built):
    text = (built / "js" / "site.js").read_text()
    assert "import" not in text
    assert "export" not in text
    assert len(brotli.compress(text.encode())) <= 12 * 1024


def test_a_behaviour_that_imports_is_refused(tmp_path):
    (tmp_path / "a.js").write_text('import { b } from "./b.js";\nexport function a(root) {}\n')
    (tmp_path / "site.js").write_text('import { a } from "./a.js";\na(document);\n')
    with pytest.raises(ValueError, match=r"a\.js"):
        js.bundle(tmp_path / "site.js")


def test_images_have_their_sizes(built):
    sizes = {"social-card.png": (1200, 630), "apple-touch-icon.png": (180, 180), "icon-512.png": (512, 512)}
    for file, size in sizes.items():
        with Image.open(built / "img" / file) as image:
            assert image.size == size
    with Image.open(built / "img" / "favicon.ico") as image:
        assert image.info["sizes"] == {(16, 16), (32, 32), (48, 48)}


def test_manifest_names_icons_that_exist(built):
    manifest = json.loads((built / "site.webmanifest").read_text())
    assert all((built / icon["src"]).exists() for icon in manifest["icons"])


def test_outline_is_the_country():
    country = outline.load()
    assert country.view_box.startswith("0 0 480 4")
    assert country.path.startswith("M")
    assert country.path.endswith("z")
    sarajevo, trebinje, bihac = (
        country.project(43.86, 18.41),
        country.project(42.71, 18.34),
        country.project(44.81, 15.87),
    )
    assert sarajevo[1] < trebinje[1]
    assert bihac[0] < sarajevo[0]
    for x, y in (sarajevo, trebinje, bihac):
        assert 0 < x < country.width
        assert 0 < y < country.height


def test_simplify_keeps_the_corners():
    line = [(0.0, 0.0), (1.0, 0.01), (2.0, 0.0), (2.0, 2.0)]
    assert natural_earth.simplify(line, 0.1) == [(0.0, 0.0), (2.0, 0.0), (2.0, 2.0)]
