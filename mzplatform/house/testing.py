"""`./dev test`: pytest on a throwaway PostgreSQL (`tests/pg_plugin.py`), after building what pages need."""

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
    return processes.call(processes.python("-m", "pytest", *arguments), environment)
