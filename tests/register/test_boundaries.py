"""`manage.py register_boundaries`: borders come in whole or not at all."""

import json

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.utils import translation

from register.models import Boundary

SQUARE = [[17.0, 44.0], [17.5, 44.0], [17.5, 44.5], [17.0, 44.5], [17.0, 44.0]]


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def feature(slug="tesanj", coordinates=None, kind="Polygon"):
    geometry = {"type": kind, "coordinates": [SQUARE] if coordinates is None else coordinates}
    return {"type": "Feature", "properties": {"slug": slug}, "geometry": geometry}


@pytest.fixture
def load(tmp_path, places, capsys):
    def load(*features, raw=None):
        path = tmp_path / "granice.geojson"
        document = {"type": "FeatureCollection", "features": list(features)}
        path.write_bytes(json.dumps(document).encode() if raw is None else raw)
        call_command("register_boundaries", str(path), source="geoBoundaries, CC BY 4.0")
        return capsys.readouterr().out.strip()

    return load


def test_loads_and_says_what_changed(load):
    several = feature("laktasi", [[SQUARE], [SQUARE]], "MultiPolygon")
    assert load(feature(), several) == "2 added, 0 changed, 0 unchanged"
    assert load(feature(), several) == "0 added, 0 changed, 2 unchanged"
    moved = [[point[0] + 0.1, point[1]] for point in SQUARE]
    assert load(feature(coordinates=[moved])) == "0 added, 1 changed, 0 unchanged"
    boundary = Boundary.objects.get(municipality__slug="tesanj")
    assert boundary.geometry["coordinates"] == [moved]
    assert boundary.source == "geoBoundaries, CC BY 4.0"
    events = apps.get_model("register", "BoundaryEvent").objects.order_by("pgh_id")
    assert [(event.pgh_label, event.pgh_context["source"]) for event in events] == [
        ("insert", "register_boundaries"),
        ("insert", "register_boundaries"),
        ("update", "register_boundaries"),
    ]


def test_a_former_address_leads_to_the_municipality(load, places):
    places.tesanj.slug = "tesanj-novi"
    places.tesanj.save()
    assert load(feature("tesanj")) == "1 added, 0 changed, 0 unchanged"
    with pytest.raises(CommandError, match="Feature 2 \\(tesanj-novi\\): this municipality is in the file already"):
        load(feature("tesanj"), feature("tesanj-novi"))


def test_a_folder_is_no_file(db, tmp_path):
    with pytest.raises(CommandError, match="is a folder"):
        call_command("register_boundaries", str(tmp_path), source="x")
    with pytest.raises(CommandError, match="does not exist"):
        call_command("register_boundaries", str(tmp_path / "x"), source="x")


def test_brackets_without_end(load):
    with pytest.raises(CommandError, match="nested too deeply"):
        load(raw=b"[" * 200_000)


WRONG = [
    (feature("nema"), "Feature 2 (nema): there is no municipality of this address."),
    (feature("tesanj"), "Feature 2 (tesanj): this municipality is in the file already."),
    ({"type": "Feature"}, "Feature 2 has no property “slug”."),
    ("x", "Feature 2 has no property “slug”."),
    (feature("laktasi", kind="Point"), "Feature 2 (laktasi): the geometry is neither a Polygon nor a MultiPolygon"),
    (feature("laktasi", []), "Feature 2 (laktasi): the geometry has no rings"),
    (feature("laktasi", [SQUARE[:3]]), "Feature 2 (laktasi): a ring has fewer than four points or is not closed"),
    (feature("laktasi", [SQUARE[:4]]), "Feature 2 (laktasi): a ring has fewer than four points or is not closed"),
    (
        feature("laktasi", [[[44.0, 17.0]] * 4]),
        "Feature 2 (laktasi): a point is not a longitude and a latitude in Bosnia and Herzegovina",
    ),
    (
        feature("laktasi", [[["a", 44.0]] * 4]),
        "Feature 2 (laktasi): a point is not a longitude and a latitude in Bosnia and Herzegovina",
    ),
]


@pytest.mark.parametrize(("wrong", "sentence"), WRONG, ids=range(len(WRONG)))
def test_wrong_feature(load, wrong, sentence):
    with pytest.raises(CommandError) as error:
        load(feature(), wrong)
    assert str(error.value).splitlines() == [sentence, "Nothing was written: 1 problem."]
    assert not Boundary.objects.exists()


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"{", "this is not JSON"),
        (b"[]", "not a GeoJSON FeatureCollection"),
        (b'{"type": "FeatureCollection", "features": []}', "no feature"),
        ('{"ž": 1}'.encode("cp1250"), "not in UTF-8"),
    ],
)
def test_wrong_file(load, raw, sentence):
    with pytest.raises(CommandError, match=sentence):
        load(raw=raw)


def test_needs_a_file_and_a_source(tmp_path, places):
    with pytest.raises(CommandError, match="does not exist"):
        call_command("register_boundaries", str(tmp_path / "nema"), source="x")
    (tmp_path / "a").write_text("{}")
    with pytest.raises(CommandError, match="Say where"):
        call_command("register_boundaries", str(tmp_path / "a"), source=" ")
