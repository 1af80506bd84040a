"""The picture of the README. `WRITE_PICTURE=1 ./dev test tests/browser/test_picture.py` makes it anew."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from tests.architecture.sources import ROOT
from tests.browser.addresses import DIRECTORY

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KEPT = ROOT / "docs" / "site.png"
VIEW = {"width": 1280, "height": 960}
GAP = 32
WIDTH = 1600  # of the picture
ALIKE = 3  # of 255, on average: fonts are drawn a little otherwise elsewhere, another page differs by far more


def side_by_side(*shots: bytes) -> Image.Image:
    """The screenshots in a row, on white, small enough for a page of text."""
    pictures = [Image.open(BytesIO(shot)).convert("RGB") for shot in shots]
    whole = Image.new("RGB", (sum(one.width for one in pictures) + GAP * (len(pictures) - 1), VIEW["height"]), "white")
    left = 0
    for one in pictures:
        whole.paste(one, (left, 0))
        left += one.width + GAP
    small = whole.resize((WIDTH, whole.height * WIDTH // whole.width), Image.Resampling.LANCZOS)
    return small.quantize(128, dither=Image.Dither.NONE)


def test_home_and_directory(new_context, site, tmp_path) -> None:
    page = new_context(viewport=VIEW, color_scheme="light", reduced_motion="reduce").new_page()
    shots = []
    for path in ("/", DIRECTORY):
        page.goto(site + path, wait_until="networkidle")
        page.evaluate("document.fonts.ready")
        shots.append(page.screenshot())
    picture: Path = KEPT if os.environ.get("WRITE_PICTURE") == "1" else tmp_path / KEPT.name
    side_by_side(*shots).save(picture, optimize=True)
    with Image.open(picture) as drawn:
        assert drawn.width == WIDTH
        assert len(drawn.convert("RGB").getcolors(1 << 24)) > 50, "a picture, not an empty page"
        with Image.open(KEPT) as kept:
            assert difference(drawn, kept) < ALIKE, "the site looks different by now: make the picture anew"


def difference(one: Image.Image, other: Image.Image) -> float:
    """How far two pictures are apart, in their outlines: the mean over all points and colours."""
    small = [picture.convert("RGB").resize((160, 58), Image.Resampling.BOX) for picture in (one, other)]
    return sum(ImageStat.Stat(ImageChops.difference(*small)).mean) / 3


def test_two_pages_are_told_apart() -> None:
    """The measure that says whether the kept picture still shows the site."""
    with Image.open(KEPT) as kept:
        turned = kept.convert("RGB").transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        assert difference(kept, kept) == 0
        assert difference(kept, turned) > ALIKE


def test_the_readme_has_it() -> None:
    assert KEPT.stat().st_size < 400_000
    with Image.open(KEPT) as drawn:
        assert drawn.format == "PNG"
    assert "docs/site.png" in (ROOT / "README.md").read_text()
