"""The outline of the country for whoever draws a map: `outline.load()`; the build writes it (natural_earth.py)."""

import json
from dataclasses import dataclass
from functools import lru_cache

from ui.assets.build import target


@dataclass(frozen=True)
class Outline:
    """The border as an SVG path, and where a place lies on it."""

    path: str
    width: float
    height: float
    west: float
    north: float
    x_scale: float
    y_scale: float
    margin: float

    @property
    def view_box(self) -> str:
        """For the `svg` element: the whole country, e.g. "0 0 480 466"."""
        return f"0 0 {self.width:g} {self.height:g}"

    def project(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Where a point of the earth lies in the drawing, to a tenth of a unit."""
        x = self.margin + (float(longitude) - self.west) * self.x_scale
        y = self.margin + (self.north - float(latitude)) * self.y_scale
        return round(x, 1), round(y, 1)


@lru_cache(maxsize=1)
def load() -> Outline:
    """The outline as built; read once per process."""
    return Outline(**json.loads((target() / "map" / "outline.json").read_text()))
