"""`./dev test`: pytest on a throwaway PostgreSQL (`tests/pg_plugin.py`), after building what pages need."""

import os

from . import processes, surroundings


def test(arguments: list[str]) -> int:
    """`--full` and everything else goes to pytest; `tests/selection_plugin.py` knows `--full`."""
    surroundings.refuse_full_disk()
    # Fonts, style sheet and catalogues are files; building them asks no database, so the address may lead nowhere.
    build = surroundings.environment(DATABASE_URL="postgres://nobody@/nothing", DEBUG="1")
    if failed := processes.call(processes.manage("prepare", "--files"), build):
        return failed
    environment = surroundings.environment(DEBUG="0")
    for name in ("SAMPLE_SITE", "DEV_SERVER", "SITE_URL", "MZ_HOUSE"):
        environment.pop(name, None)
    return processes.call(processes.python("-m", "pytest", *side_by_side(arguments), *arguments), environment)


def side_by_side(arguments: list[str]) -> list[str]:
    """Two processes for the whole suite; for a part of it the second would cost more than it brings.

    Each takes half of the files in their order, and whoever is through takes from the other, so that none ends alone.
    """
    whole = all(argument.startswith("-") for argument in arguments)
    return ["-n", "2", "--dist", "worksteal"] if whole and (os.cpu_count() or 1) > 1 else []
