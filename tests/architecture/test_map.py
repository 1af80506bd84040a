"""`docs/map.md` leads newcomers: it names every room, and is long enough to be of use. (Its paths: `test_promises.py`.)"""

import re

import pytest

from tests.architecture.sources import ROOMS, ROOT

MAP = (ROOT / "docs" / "map.md").read_text()


@pytest.mark.parametrize("room", [*ROOMS, "templates", "static", "tests", "benchmarks", "locale", "requirements"])
def test_the_map_leads_into_every_room(room: str) -> None:
    assert re.search(rf"`{room}/", MAP), f"docs/map.md does not say what is in {room}/"


def test_every_row_names_a_file() -> None:
    rows = [line for line in MAP.splitlines() if line.startswith("| ") and not line.startswith(("| **", "| what |"))]
    assert len(rows) > 40
    assert [row for row in rows if "`" not in row and "room" not in row] == []


def test_every_single_file_on_the_map_exists() -> None:
    """Paths without a folder, such as `dev`; the others are tested with the other promises."""
    names = set(re.findall(r"`([\w-]+|\.?[\w-]+/\w+)`", MAP.partition("## I want to change")[2]))
    words = {name for name in names if name.isupper() or "_" in name}
    assert {name for name in names - words if not (ROOT / name).exists()} == set()
