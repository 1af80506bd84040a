"""The files of the project, for tests that read the code."""

import ast
import tomllib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS: tuple[str, ...] = tuple(
    tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["root_packages"]
)


def python_files(*, tests: bool = False) -> list[Path]:
    """Every module of ours except migrations, and the tests if asked for."""
    folders = [*ROOMS, "benchmarks", *(["tests"] if tests else [])]
    found = [path for folder in folders for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts]
    return sorted([*found, ROOT / "manage.py", ROOT / "dev"])


def templates() -> list[Path]:
    """Every HTML template of ours."""
    folders = [ROOT / "templates", *(ROOT / room for room in ROOMS)]
    return sorted(path for folder in folders for path in folder.rglob("*.html"))


def name(path: Path) -> str:
    """The path as it is written in a message."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a module."""
    return ast.parse(path.read_text(), filename=str(path))
