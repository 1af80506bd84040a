"""Borders of municipalities from a GeoJSON file that is not part of the project: all of them or none."""

import json
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pghistory
from django.db import transaction
from django.utils.translation import gettext as _

from register.models import Boundary, FormerSlug, Municipality

WEST, SOUTH, EAST, NORTH = 15.0, 42.0, 20.0, 46.0


class BadBoundaries(Exception):  # noqa: N818 - it reads as what it is
    """Nothing was written, and these sentences say why."""

    def __init__(self, *problems: str) -> None:
        super().__init__(len(problems))
        self.problems = problems


def import_boundaries(path: Path, source: str) -> Counter[str]:
    """Loads a border for each feature whose `slug` names a municipality; counts `added`, `changed`, `unchanged`."""
    features = read_features(path)
    with pghistory.context(source="register_boundaries"), transaction.atomic():
        municipalities = by_address()
        problems = list(faults(features, municipalities))
        if problems:
            raise BadBoundaries(*problems)
        return write(features, municipalities, source)


def by_address() -> dict[str, int]:
    """Municipalities by the address that each has, and by those that it once had."""
    former = FormerSlug.objects.filter(community=None).values_list("slug", "municipality")
    return {**dict(former), **dict(Municipality.objects.order_by().values_list("slug", "pk"))}


def write(features: Sequence[Mapping[str, Any]], municipalities: Mapping[str, int], source: str) -> Counter[str]:
    """Adds and changes what differs."""
    present = {boundary.municipality_id: boundary for boundary in Boundary.objects.all()}
    added, changed = [], []
    for feature in features:
        pk, geometry = municipalities[feature["properties"]["slug"]], feature["geometry"]
        boundary = present.get(pk)
        if boundary is None:
            added.append(Boundary(municipality_id=pk, geometry=geometry, source=source))
        elif (boundary.geometry, boundary.source) != (geometry, source):
            boundary.geometry, boundary.source = geometry, source
            changed.append(boundary)
    Boundary.objects.bulk_create(added)
    Boundary.objects.bulk_update(changed, ["geometry", "source"])
    return Counter(added=len(added), changed=len(changed), unchanged=len(features) - len(added) - len(changed))


def read_features(path: Path) -> list[Mapping[str, Any]]:
    """The features of a FeatureCollection in UTF-8."""
    try:
        document = json.loads(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise BadBoundaries(_("The file is not in UTF-8.")) from None
    except json.JSONDecodeError as error:
        sentence = _("Line %(line)d, column %(column)d: this is not JSON (%(error)s).")
        raise BadBoundaries(sentence % {"line": error.lineno, "column": error.colno, "error": error.msg}) from None
    except RecursionError:
        raise BadBoundaries(_("The brackets in the file are nested too deeply to be read.")) from None
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list) or document.get("type") != "FeatureCollection":
        raise BadBoundaries(_("The file is not a GeoJSON FeatureCollection."))
    if not features:
        raise BadBoundaries(_("There is no feature in the file."))
    return features


def faults(features: Sequence[Any], municipalities: Mapping[str, int]) -> Iterator[str]:
    """A sentence for everything that is wrong with a feature."""
    seen: set[int | str] = set()
    for number, feature in enumerate(features, start=1):
        properties = feature.get("properties") if isinstance(feature, dict) else None
        slug = properties.get("slug") if isinstance(properties, dict) else None
        words = {"number": number, "slug": slug or "?"}
        if not isinstance(slug, str) or not slug:
            yield _("Feature %(number)d has no property “slug”.") % words
            continue
        if slug not in municipalities:
            yield _("Feature %(number)d (%(slug)s): there is no municipality of this address.") % words
        which = municipalities.get(slug, slug)
        if which in seen:
            yield _("Feature %(number)d (%(slug)s): this municipality is in the file already.") % words
        if reason := geometry_fault(feature.get("geometry")):
            yield _("Feature %(number)d (%(slug)s): %(reason)s") % (words | {"reason": reason})
        seen.add(which)


def geometry_fault(geometry: Any) -> str:
    """What is wrong with a geometry; empty if it is a polygon, or several, in this country."""
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in {"Polygon", "MultiPolygon"}:
        return _("the geometry is neither a Polygon nor a MultiPolygon")
    polygons = geometry.get("coordinates")
    polygons = [polygons] if kind == "Polygon" else polygons
    if (
        not isinstance(polygons, list)
        or not polygons
        or not all(isinstance(rings, list) and rings for rings in polygons)
    ):
        return _("the geometry has no rings")
    for ring in (ring for rings in polygons for ring in rings):
        if not isinstance(ring, list) or len(ring) < 4 or ring[0] != ring[-1]:
            return _("a ring has fewer than four points or is not closed")
        if not all(is_point(point) for point in ring):
            return _("a point is not a longitude and a latitude in Bosnia and Herzegovina")
    return ""


def is_point(point: Any) -> bool:
    """Longitude and latitude, in this order, in the country."""
    if not isinstance(point, list) or len(point) < 2 or any(type(part) not in (int, float) for part in point):
        return False
    return all(map(math.isfinite, point)) and WEST <= point[0] <= EAST and SOUTH <= point[1] <= NORTH
