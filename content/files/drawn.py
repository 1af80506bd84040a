"""Drawn "photos" for sample sites and tests: a place in a small town, in the colours of the site.

Nobody may take one for a photograph of a real place, so each says `primjer` in its corner. The same seed and motif
always give the same picture.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from ui.assets.icons import font

SIZE = (1600, 1200)
SHARPER = 2  # drawn twice as large and scaled down, which smooths the edges
GROUND = 800
"""Where the hills end and the meadow begins."""
WORD = "primjer"

Colour = tuple[int, int, int]
Point = tuple[float, float]


def _colour(code: str) -> Colour:
    return (int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16))


PLUM, PAPER, COPPER, RIVER, SAND = map(_colour, ("#5B2A4E", "#FBF7F0", "#D9A273", "#2E5560", "#F1E8DA"))
DARK = _colour("#3A1A32")


def _mix(one: Colour, other: Colour, part: float) -> Colour:
    """`one` with so much of `other` in it."""
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(one, other, strict=True))
    return red, green, blue


WOOD = _mix(COPPER, PLUM, 0.45)
MEADOW = _mix(_mix(RIVER, COPPER, 0.52), PAPER, 0.2)
STONE = _mix(SAND, PLUM, 0.14)


class Brush:
    """Draws in the units of the finished picture, whatever the size of the canvas."""

    def __init__(self, image: Image.Image) -> None:
        self.draw = ImageDraw.Draw(image)

    def shape(self, points: list[Point], colour: Colour) -> None:
        """A filled polygon."""
        self.draw.polygon([(x * SHARPER, y * SHARPER) for x, y in points], fill=colour)

    def box(self, left: float, top: float, right: float, bottom: float, colour: Colour, radius: float = 0) -> None:
        """A filled rectangle, with round corners if wished."""
        corners = [left * SHARPER, top * SHARPER, right * SHARPER, bottom * SHARPER]
        self.draw.rounded_rectangle(corners, radius * SHARPER, fill=colour)

    def round(self, x: float, y: float, wide: float, high: float, colour: Colour) -> None:
        """A filled ellipse around a point."""
        corners = [(x - wide) * SHARPER, (y - high) * SHARPER, (x + wide) * SHARPER, (y + high) * SHARPER]
        self.draw.ellipse(corners, fill=colour)

    def line(self, points: list[Point], colour: Colour, width: float) -> None:
        """A line with round joints and ends."""
        self.draw.line([(x * SHARPER, y * SHARPER) for x, y in points], colour, round(width * SHARPER), "curve")
        for x, y in (points[0], points[-1]):
            self.round(x, y, width / 2, width / 2, colour)


def sample_photo(seed: int, motif: str) -> bytes:
    """A JPEG of 1600 × 1200 with one of `MOTIFS` beside a path; the seed moves hills, sun, trees and stones."""
    draw_motif = MOTIFS[motif]
    chance = random.Random(f"{seed} {motif}")  # noqa: S311 - a drawing, not a secret
    image = _sky(chance)
    brush = Brush(image)
    _hills(brush, chance)
    _village(brush, chance)
    _meadow(brush, chance)
    _path(brush, chance)
    draw_motif(brush)
    _grass(brush, chance, 1120, 1215, 90)
    small = image.resize(SIZE, Image.Resampling.LANCZOS)
    _write_word(small)
    target = BytesIO()
    small.save(target, "JPEG", quality=88, optimize=True)
    return target.getvalue()


def _sky(chance: random.Random) -> Image.Image:
    """From evening copper at the hills up to paper, with a low sun and its glow."""
    tone = chance.choice([_mix(RIVER, PAPER, 0.62), _mix(PLUM, PAPER, 0.66), _mix(RIVER, PAPER, 0.74)])
    low = _mix(COPPER, PAPER, chance.uniform(0.3, 0.55))
    column = Image.new("RGB", (1, GROUND))
    for y in range(GROUND):
        part = y / GROUND
        high = _mix(tone, PAPER, part / 0.55)
        column.putpixel((0, y), high if part < 0.55 else _mix(PAPER, low, (part - 0.55) / 0.45))
    image = Image.new("RGB", (SIZE[0], SIZE[1]), low)
    image.paste(column.resize((SIZE[0], GROUND)))
    x, y = chance.randint(250, 1350), chance.randint(190, 400)
    glow = Image.new("L", SIZE)
    pen = ImageDraw.Draw(glow)
    for radius, strength in ((330, 40), (210, 70), (130, 120)):
        pen.ellipse([x - radius, y - radius, x + radius, y + radius], fill=strength)
    glow = glow.filter(ImageFilter.GaussianBlur(60))
    image.paste(_mix(COPPER, PAPER, 0.45), mask=glow)
    image = image.resize((SIZE[0] * SHARPER, SIZE[1] * SHARPER), Image.Resampling.BICUBIC)
    brush = Brush(image)
    brush.round(x, y, 72, 72, _mix(COPPER, PAPER, 0.5))
    for _ in range(chance.randint(2, 4)):
        _cloud(brush, chance.randint(0, 1600), chance.randint(60, 300), chance.uniform(0.6, 1.3))
    return image


def _cloud(brush: Brush, x: float, y: float, scale: float) -> None:
    colour = _mix(PAPER, SAND, 0.35)
    for dx, dy, half in ((-110, 8, 80), (-20, -10, 130), (90, 10, 95)):
        left, right = x + (dx - half) * scale, x + (dx + half) * scale
        brush.box(left, y + dy * scale, right, y + (dy + 30) * scale, colour, 15 * scale)


def _hills(brush: Brush, chance: random.Random) -> None:
    """Four ranges, the far ones pale."""
    tones = (_mix(RIVER, PAPER, 0.68), _mix(PLUM, PAPER, 0.55), _mix(RIVER, PAPER, 0.32), _mix(RIVER, COPPER, 0.2))
    for row, tone in enumerate(tones):
        base, height = 470 + row * 85, 120 - row * 16
        waves = [
            (chance.uniform(0.5, 1) / n, chance.uniform(0.7, 1.3) * n, chance.uniform(0, math.tau)) for n in (1, 2, 3)
        ]
        ridge: list[Point] = []
        for x in range(-10, 1621, 10):
            lift = sum(size * math.sin(x / 1600 * math.tau * speed + start) for size, speed, start in waves)
            ridge.append((x, base - lift * height * 0.7))
        brush.shape([*ridge, (1620, 1000), (-10, 1000)], tone)
        if row == 2:
            for across, crest in ridge:
                if chance.random() < 0.5:
                    _spruce(
                        brush, across + chance.uniform(-6, 6), crest + 8, chance.uniform(16, 34), _mix(tone, RIVER, 0.4)
                    )


def _spruce(brush: Brush, x: float, foot: float, height: float, colour: Colour) -> None:
    brush.shape([(x, foot - height), (x + height * 0.24, foot), (x - height * 0.24, foot)], colour)


def _village(brush: Brush, chance: random.Random) -> None:
    """Houses with copper roofs on the last hill, and trees between them."""
    places = [chance.randint(60, 560) for _ in range(4)] + [chance.randint(1020, 1540) for _ in range(4)]
    for x in sorted(places):
        size, foot = chance.uniform(38, 58), GROUND - chance.randint(2, 34)
        wall = chance.choice([PAPER, SAND, _mix(PAPER, COPPER, 0.18)])
        brush.box(x - size, foot - size * 0.9, x + size, foot + 10, wall)
        brush.box(x + size * 0.45, foot - size * 0.9, x + size, foot + 10, _mix(wall, PLUM, 0.12))
        roof = chance.choice([_mix(COPPER, PLUM, 0.25), _mix(COPPER, PLUM, 0.4), PLUM])
        eaves = foot - size * 0.85
        brush.shape([(x - size * 1.2, eaves), (x, foot - size * 1.75), (x + size * 1.2, eaves)], roof)
        for dx in (-0.6, -0.05):
            brush.box(x + dx * size, foot - size * 0.6, x + (dx + 0.3) * size, foot - size * 0.2, RIVER, 2)
    for _ in range(13):
        x, foot = chance.randint(-20, 1620), GROUND + chance.randint(0, 14)
        _tree(brush, x, foot, chance.uniform(0.5, 0.85), _mix(RIVER, COPPER, chance.uniform(0.05, 0.35)))


def _tree(brush: Brush, x: float, foot: float, scale: float, colour: Colour) -> None:
    brush.box(x - 6 * scale, foot - 90 * scale, x + 6 * scale, foot, _mix(WOOD, PLUM, 0.4))
    for dx, dy, radius, light in ((-34, -104, 42, 0), (34, -108, 40, 0), (0, -150, 52, 0.06), (-16, -162, 26, 0.14)):
        brush.round(x + dx * scale, foot + dy * scale, radius * scale, radius * scale, _mix(colour, PAPER, light))


def _meadow(brush: Brush, chance: random.Random) -> None:
    """Bands that grow darker towards the viewer."""
    for row, top in enumerate((GROUND - 6, 850, 930, 1040)):
        start = chance.uniform(0, 6.3)
        edge = [(x, top + 12 * math.sin(x / 260 + start)) for x in range(-10, 1621, 20)]
        brush.shape([*edge, (1620, 1210), (-10, 1210)], _mix(_mix(MEADOW, PAPER, 0.16), RIVER, row * 0.13))
    _grass(brush, chance, 840, 1120, 150)


def _grass(brush: Brush, chance: random.Random, top: int, bottom: int, tufts: int) -> None:
    """Tufts, and here and there a flower; none on the path."""
    for y in sorted(chance.randint(top, bottom) for _ in range(tufts)):
        x = chance.randint(0, 1600)
        left, right = _path_edges(min(y, 1200))
        if left - 20 < x < right + 20:
            continue
        high = 6 + (y - 780) / 22
        tone = _mix(RIVER, MEADOW, chance.uniform(0.1, 0.6))
        for lean in (-0.5, 0, 0.45):
            brush.line([(x, y), (x + lean * high, y - high)], tone, 2.4)
        if chance.random() < 0.22:
            brush.round(x, y - high, high / 4, high / 4, chance.choice([PAPER, COPPER, _mix(PLUM, PAPER, 0.4)]))


def _path_edges(y: float) -> tuple[float, float]:
    """Left and right edge of the path, which winds towards the village and narrows with the distance."""
    depth = (y - GROUND) / (1200 - GROUND)
    middle = 640 + 150 * math.sin(depth * 2.6 + 0.3) - 120 * depth
    half = 26 + 270 * depth**1.25 if depth > 0 else 26
    return middle - half, middle + half


def _path(brush: Brush, chance: random.Random) -> None:
    """Cobbles in rows, larger towards the viewer."""
    rows = [float(y) for y in range(GROUND, 1211, 6)]
    edges = [_path_edges(y) for y in rows]
    outline = [(left, y) for (left, _), y in zip(edges, rows, strict=True)]
    outline += [(right, y) for (_, right), y in reversed(list(zip(edges, rows, strict=True)))]
    brush.shape(outline, _mix(STONE, PLUM, 0.3))
    y, shift = GROUND + 4.0, 0.0
    while y < 1230:
        high = 7 + (y - GROUND) / 400 * 38
        left, right = _path_edges(y + high / 2)
        count = max(3, round((right - left) / (high * 1.75)))
        wide = (right - left) / count
        shift = 0.5 - shift
        for column in range(-1, count + 1):
            x = left + (column + 0.5 + shift) * wide + chance.uniform(-0.05, 0.05) * wide
            if left + wide * 0.3 <= x <= right - wide * 0.3:
                _cobble(brush, chance, x, y + high / 2, wide, high)
        y += high


def _cobble(brush: Brush, chance: random.Random, x: float, y: float, wide: float, high: float) -> None:
    """A stone: a square that the years have rounded, its shadow and its light."""
    kind = chance.choice([SAND, SAND, _mix(SAND, COPPER, 0.45), _mix(SAND, RIVER, 0.25)])
    tone = _mix(kind, PLUM, chance.uniform(0, 0.14))
    half, up = wide * 0.45, high * 0.43
    points = []
    for step in range(14):
        across, along = math.cos(step / 14 * math.tau), math.sin(step / 14 * math.tau)
        bulge = chance.uniform(0.9, 1.04)
        dx, dy = (math.copysign(abs(part) ** 0.6, part) * bulge for part in (across, along))
        points.append((x + half * dx, y + up * dy))
    brush.shape([(px, py + high * 0.07) for px, py in points], _mix(STONE, PLUM, 0.5))
    brush.shape(points, tone)
    brush.round(x - half * 0.2, y - up * 0.35, half * 0.5, up * 0.3, _mix(tone, PAPER, 0.4))


def _shade(brush: Brush, x: float, y: float, wide: float) -> None:
    """Where a thing stands on the grass."""
    brush.round(x, y, wide, wide * 0.11, _mix(MEADOW, RIVER, 0.75))


def _bench(brush: Brush) -> None:
    _shade(brush, 1195, 1042, 300)
    for x in (985, 1405):
        brush.line([(x + 12, 770), (x, 930), (x, 1040)], DARK, 20)
        brush.line([(x, 930), (x - 34, 1046)], DARK, 18)
    for row in range(3):
        top = 772 + row * 46
        brush.box(935 - row * 3, top, 1455 - row * 3, top + 34, _mix(WOOD, COPPER, 0.35 - row * 0.1), 8)
        brush.box(935 - row * 3, top, 1455 - row * 3, top + 9, _mix(COPPER, PAPER, 0.15), 4)
    for row in range(2):
        top = 918 + row * 26
        brush.box(920 - row * 14, top, 1468 - row * 14, top + 24, _mix(WOOD, COPPER, 0.5 - row * 0.3), 8)
    for x in (985, 1405):
        brush.line([(x + 6, 862), (x - 64, 862), (x - 64, 922)], DARK, 15)


def _lamp(brush: Brush) -> None:
    _shade(brush, 1200, 1050, 120)
    brush.box(1150, 1022, 1250, 1052, DARK, 8)
    brush.shape([(1172, 1026), (1184, 940), (1216, 940), (1228, 1026)], PLUM)
    brush.box(1190, 380, 1210, 950, PLUM)
    brush.box(1190, 380, 1196, 950, _mix(PLUM, PAPER, 0.22))
    for y in (940, 620, 420):
        brush.box(1180, y, 1220, y + 18, DARK, 6)
    brush.shape([(1168, 382), (1150, 250), (1250, 250), (1232, 382)], _mix(COPPER, PAPER, 0.62))
    brush.shape([(1184, 382), (1178, 250), (1222, 250), (1216, 382)], _mix(COPPER, PAPER, 0.85))
    for low, high in ((1168, 1150), (1200, 1200), (1232, 1250)):
        brush.line([(low, 382), (high, 250)], DARK, 7)
    brush.box(1156, 374, 1244, 392, DARK, 5)
    brush.shape([(1132, 254), (1200, 196), (1268, 254)], PLUM)
    brush.round(1200, 190, 13, 16, PLUM)


def _board(brush: Brush) -> None:
    _shade(brush, 1195, 1046, 270)
    for x in (985, 1405):
        brush.box(x - 16, 520, x + 16, 1050, _mix(WOOD, PLUM, 0.35), 4)
    brush.box(945, 560, 1445, 900, WOOD, 12)
    brush.box(970, 585, 1420, 875, _mix(SAND, COPPER, 0.35), 4)
    brush.shape([(905, 560), (945, 478), (1445, 478), (1485, 560)], _mix(COPPER, PLUM, 0.2))
    brush.shape([(905, 560), (912, 545), (1478, 545), (1485, 560)], DARK)
    notices = (
        (995, 610, 125, 170, PAPER),
        (1140, 600, 120, 110, _mix(COPPER, PAPER, 0.5)),
        (1140, 730, 120, 120, PAPER),
        (1285, 615, 112, 150, _mix(RIVER, PAPER, 0.75)),
    )
    for left, top, wide, high, colour in notices:
        brush.box(left + 5, top + 6, left + wide + 5, top + high + 6, _mix(SAND, PLUM, 0.35))
        brush.box(left, top, left + wide, top + high, colour)
        brush.box(left + 14, top + 24, left + wide * 0.7, top + 36, PLUM)
        for row in range(int((high - 60) // 20)):
            line, end = top + 52 + row * 20, left + wide - 14 - 18 * (row % 2)
            brush.box(left + 14, line, end, line + 6, _mix(colour, PLUM, 0.42))
        brush.round(left + wide / 2, top + 8, 7, 7, _mix(COPPER, PLUM, 0.3))


def _tap(brush: Brush) -> None:
    """A public fountain: a pillar of stone, its spout, a basin."""
    _shade(brush, 1195, 1062, 270)
    brush.box(1080, 560, 1250, 1040, STONE, 10)
    brush.box(1210, 560, 1250, 1040, _mix(STONE, PLUM, 0.2), 10)
    for row in range(5):
        brush.box(1080, 640 + row * 84, 1250, 645 + row * 84, _mix(STONE, PLUM, 0.3))
        brush.box(1140 + (row % 2) * 50, 645 + row * 84, 1145 + (row % 2) * 50, 724 + row * 84, _mix(STONE, PLUM, 0.3))
    brush.shape([(1058, 566), (1165, 490), (1272, 566)], _mix(COPPER, PLUM, 0.25))
    brush.line([(1240, 742), (1318, 742), (1334, 754), (1334, 782)], DARK, 24)
    brush.line([(1286, 736), (1286, 706)], DARK, 12)
    brush.line([(1258, 704), (1314, 704)], _mix(COPPER, PLUM, 0.1), 14)
    brush.box(1327, 794, 1341, 960, _mix(RIVER, PAPER, 0.72), 6)
    brush.box(1331, 794, 1335, 960, PAPER)
    brush.shape([(1100, 940), (1460, 940), (1424, 1060), (1136, 1060)], _mix(STONE, PLUM, 0.08))
    brush.box(1086, 926, 1474, 966, _mix(SAND, PAPER, 0.3), 10)
    brush.round(1290, 946, 160, 11, _mix(RIVER, PAPER, 0.35))
    brush.round(1334, 945, 44, 6, _mix(RIVER, PAPER, 0.75))


def _goal(brush: Brush) -> None:
    """A goal for children, with its net."""
    _shade(brush, 1205, 1012, 320)
    net = _mix(MEADOW, PAPER, 0.6)
    for step in range(17):
        x = 930 + step * 34.4
        brush.line([(x, 660), (965 + step * 30, 930)], net, 2.6)
    for step in range(10):
        part = step / 9
        brush.line([(930 + 35 * part, 660 + 270 * part), (1480 - 35 * part, 660 + 270 * part)], net, 2.6)
    for side, back in ((930, 965), (1480, 1445)):
        for step in range(8):
            part = step / 8
            brush.line([(side, 660 + 340 * part), (side + (back - side) * part, 660 + 270 * part)], net, 2.6)
        brush.line([(side, 1000), (back, 930)], _mix(SAND, PLUM, 0.2), 8)
    brush.line([(965, 930), (1445, 930)], _mix(SAND, PLUM, 0.2), 8)
    brush.line([(930, 1004), (930, 660), (1480, 660), (1480, 1004)], PAPER, 22)
    brush.line([(937, 1004), (937, 668), (1473, 668)], _mix(SAND, PLUM, 0.22), 6)
    brush.round(1135, 1056, 52, 9, _mix(MEADOW, RIVER, 0.75))
    brush.round(1130, 1022, 38, 38, PAPER)
    brush.round(1130, 1022, 13, 13, PLUM)
    for angle in range(5):
        x, y = math.cos(angle / 5 * math.tau + 0.3), math.sin(angle / 5 * math.tau + 0.3)
        brush.line([(1130 + 13 * x, 1022 + 13 * y), (1130 + 27 * x, 1022 + 27 * y)], PLUM, 3)
        brush.round(1130 + 31 * x, 1022 + 31 * y, 6, 6, PLUM)


MOTIFS: dict[str, Callable[[Brush], None]] = {
    "bench": _bench,
    "board": _board,
    "goal": _goal,
    "lamp": _lamp,
    "tap": _tap,
}


def _write_word(image: Image.Image) -> None:
    face = _face()
    draw = ImageDraw.Draw(image)
    left, top, right, bottom = draw.textbbox((1560, 1160), WORD, font=face, anchor="rs")
    draw.rounded_rectangle([left - 18, top - 12, right + 18, bottom + 14], 12, fill=PAPER)
    draw.text((1560, 1160), WORD, PLUM, face, "rs")


@lru_cache(maxsize=1)
def _face() -> ImageFont.FreeTypeFont:
    return font("fontpkg_source_sans_3", 30, 600)
