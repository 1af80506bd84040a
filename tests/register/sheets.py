"""Files of the register as somebody would bring them, and what the import says to them."""

import csv
import io

import pytest
from django.apps import apps

from register.importing.problems import Refused
from register.importing.reading import Reading, read_bytes
from register.importing.tables import BY_FILE, TABLES
from register.importing.writing import run_import


def row_of(file, **cells):
    return {column.name: "" for column in BY_FILE[file].columns} | cells


def community(**cells):
    row = {"municipality_slug": "tesanj", "slug": "mahala", "name_lat": "Mahala", "source_url": "https://tesanj.ba/mz"}
    return row_of("local_communities.csv", **{**row, **cells})


def municipality(**cells):
    row = {"slug": "mahala", "name_lat": "Mahala", "type": "grad", "entity_code": "RS", "seat_lat": "Mahala"}
    return row_of("municipalities.csv", **{**row, **cells})


def former_slug(**cells):
    row = {"municipality_slug": "tesanj", "slug": "stara", "until": "2020-01-01T00:00:00+00:00"}
    return row_of("former_slugs.csv", **{**row, **cells})


def as_file(*rows, delimiter=","):
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, rows[0], delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def read(files):
    """What stands in several files: name, then its content or its rows."""
    reading = Reading()
    for table in TABLES:
        if table.file in files:
            content = files[table.file]
            read_bytes(table, content if isinstance(content, bytes) else as_file(*content), reading)
    return reading


def problems_of(files):
    """What the command would say, with `--check` or without, line by line; the register stays as it was."""
    before, said = everything(), []
    for check in (True, False):
        with pytest.raises(Refused) as refused:
            run_import(read(files), check=check)
        assert everything() == before
        said.append([str(problem) for problem in refused.value.problems])
    assert said[0] == said[1]
    return said[0]


def problems(content, file="local_communities.csv"):
    return problems_of({file: content})


def everything():
    return {
        model: sorted(map(str, model._default_manager.values_list()))
        for model in apps.get_app_config("register").get_models()
    }


def accepted(*rows, file="local_communities.csv", **options):
    return run_import(read({file: as_file(*rows, **options)}))
