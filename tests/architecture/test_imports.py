"""Imports go down, never up or sideways."""

from importlinter.cli import lint_imports


def test_contracts_are_kept() -> None:
    assert lint_imports(no_cache=True) == 0, "run `./dev check imports` to see which import breaks which contract"
