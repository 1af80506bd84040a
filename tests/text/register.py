"""The names of the register in both scripts, as the project's own data files hold them."""

import csv
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "register" / "data"
COLUMNS = {
    "municipalities.csv": (
        ("name_lat", "name_cyr"),
        ("official_name_lat", "official_name_cyr"),
        ("seat_lat", "seat_cyr"),
    ),
    "local_communities.csv": (("name_lat", "name_cyr"),),
}


def rows(file):
    with (DATA / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


PAIRS = sorted(
    {(row[lat], row[cyr]) for file, columns in COLUMNS.items() for row in rows(file) for lat, cyr in columns}
)
NAMES = [latin for latin, _ in PAIRS]
