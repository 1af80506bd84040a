"""Favicon, touch icon, social card and web manifest, drawn from the tokens, the three stones and the packaged fonts."""

import json
import re
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

from ui.assets.build import package_files

Point = tuple[float, float]

# the mark: three stones of one path, on a square of 40; the same as templates/layout/brand.html
STONES = (
    ("plum", "M4 15Q2 5 13 4Q24 2 24 11Q25 20 15 20Q6 21 4 15z"),
    ("copper-lt", "M27 8Q35 5 37 13Q39 22 31 21Q24 21 25 14Q25 10 27 8z"),
    ("river", "M5 30Q4 22 15 23Q30 22 35 25Q38 30 35 34Q30 38 17 37Q6 38 5 30z"),
)
CURVE = re.compile(r"[MQz]|-?\d*\.?\d+")
CARD = (1200, 630)
HEADLINE = ("Mjesto gdje", "mjesne zajednice uče", "jedna od druge")
SHARPER = 2  # drawn twice as large and scaled down, which smooths the edges
NAME = "Mjesna zajednica"


def build(target: Path) -> None:
    """Write the images and `site.webmanifest`."""
    colours = tokens()
    images = target / "img"
    (images / "favicon.svg").write_text(favicon_svg(colours))
    mark(48, colours, radius=10).save(images / "favicon.ico", sizes=[(16, 16), (32, 32), (48, 48)])
    mark(180, colours, radius=0).save(images / "apple-touch-icon.png", optimize=True)
    for size in (192, 512):
        mark(size, colours, radius=0).save(images / f"icon-{size}.png", optimize=True)
    social_card(colours).save(images / "social-card.png", optimize=True)
    (target / "site.webmanifest").write_text(json.dumps(manifest(colours), ensure_ascii=False))


def tokens() -> dict[str, str]:
    """The light palette of css/tokens.css: name → #rrggbb."""
    text = (settings.BASE_DIR / "static" / "css" / "tokens.css").read_text()
    light = text[: text.index("@media")]
    return dict(re.findall(r"--([\w-]+): (#[0-9A-Fa-f]{6});", light))


def manifest(colours: dict[str, str]) -> dict[str, object]:
    """What a phone shows when the site is put on its home screen."""
    return {
        "name": NAME,
        "short_name": NAME,
        "lang": "bs",
        "start_url": "/",
        "display": "browser",
        "background_color": colours["paper"],
        "theme_color": colours["plum"],
        "icons": [
            {"src": f"img/icon-{size}.png", "sizes": f"{size}x{size}", "type": "image/png"} for size in (192, 512)
        ],
    }


def favicon_svg(colours: dict[str, str]) -> str:
    """The mark on a light tile, so that it reads on a dark tab bar too."""
    stones = "".join(f'<path fill="{colours[colour]}" d="{path}"/>' for colour, path in STONES)
    tile = f'<rect x="-4" y="-4" width="48" height="48" rx="10" fill="{colours["paper"]}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 48 48">{tile}{stones}</svg>\n'


def mark(size: int, colours: dict[str, str], radius: int) -> Image.Image:
    """The mark as an image; `radius` rounds the tile, where the system does not do it itself."""
    large = size * 4
    image = Image.new("RGBA", (large, large))
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((0, 0, large - 1, large - 1), radius * large / 48, fill=colours["paper"])
    draw_stones(draw, colours, (large / 12, large / 12), large / 48)
    return image.resize((size, size), Image.Resampling.LANCZOS)


def draw_stones(draw: ImageDraw.ImageDraw, colours: dict[str, str], at: Point, scale: float) -> None:
    """The three stones of the mark with their corner at a point."""
    for colour, path in STONES:
        for outline in flatten(path):
            draw.polygon([(at[0] + x * scale, at[1] + y * scale) for x, y in outline], fill=colours[colour])


def flatten(path: str, steps: int = 12) -> list[list[Point]]:
    """A path of M, Q and z as polygons."""
    words = CURVE.findall(path)
    outlines: list[list[Point]] = []
    index = 0
    while index < len(words):
        if words[index] == "M":
            outlines.append([(float(words[index + 1]), float(words[index + 2]))])
            index += 3
        elif words[index] == "Q":
            x0, y0 = outlines[-1][-1]
            x1, y1, x2, y2 = (float(word) for word in words[index + 1 : index + 5])
            for step in range(1, steps + 1):
                t = step / steps
                outlines[-1].append(
                    (
                        (1 - t) ** 2 * x0 + 2 * (1 - t) * t * x1 + t * t * x2,
                        (1 - t) ** 2 * y0 + 2 * (1 - t) * t * y1 + t * t * y2,
                    )
                )
            index += 5
        else:
            index += 1
    return outlines


def font(package: str, size: int, weight: int) -> ImageFont.FreeTypeFont:
    """A packaged variable font at one weight."""
    path = next(item for item in package_files(package) if item.suffix == ".ttf" and "Italic" not in item.name)
    face = ImageFont.truetype(str(path), size)
    face.set_variation_by_axes([weight])
    return face


def social_card(colours: dict[str, str]) -> Image.Image:
    """The picture that a shared link shows: the mark, what the site is for, a path of cobbles."""
    width, height = (side * SHARPER for side in CARD)
    image = Image.new("RGB", (width, height), colours["paper"])
    draw = ImageDraw.Draw(image)
    left = 80 * SHARPER
    draw_stones(draw, colours, (left, 66 * SHARPER), 2.0 * SHARPER)
    wordmark = font("fontpkg_bitter", 34 * SHARPER, 750)
    for row, word in enumerate(NAME.split()):
        draw.text(
            (left + 100 * SHARPER, (68 + 38 * row) * SHARPER), word.lower() if row else word, colours["ink"], wordmark
        )
    headline = font("fontpkg_bitter", 84 * SHARPER, 750)
    for row, line in enumerate(HEADLINE):
        draw.text((left, (184 + 96 * row) * SHARPER), line, colours["plum"] if row == 2 else colours["ink"], headline)
    draw_cobbles(draw, colours, 504 * SHARPER, 1.95 * SHARPER, width)
    return image.resize(CARD, Image.Resampling.LANCZOS)


def draw_cobbles(draw: ImageDraw.ImageDraw, colours: dict[str, str], top: float, scale: float, width: int) -> None:
    """The edge of the footer, tile by tile across the picture."""
    text = (settings.BASE_DIR / "static" / "drawings" / "kaldrma.svg").read_text()
    fills = {"k1": colours["sand"], "k2": colours["line"], "k3": colours["copper-lt"]}
    tile = 360 * scale
    for kind, path in re.findall(r'class="(k\d)" d="([^"]+)"', text):
        for outline in flatten(path):
            for number in range(int(width / tile) + 1):
                points = [(number * tile + x * scale, top + y * scale) for x, y in outline]
                draw.polygon(points, fill=fills[kind])
