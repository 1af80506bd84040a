"""Budgets that keep every file readable: 400 lines of code, 40 of a view, 150 of a template."""

import ast

from tests.architecture.sources import name, python_files, templates, tree


def lines_of(path) -> int:
    return len(path.read_text().splitlines())


def test_no_file_is_longer_than_400_lines() -> None:
    long = {name(path): lines_of(path) for path in python_files(tests=True) if lines_of(path) > 400}
    assert not long, "split it into a package of the same name"


def test_no_view_is_longer_than_40_lines() -> None:
    long = {}
    for path in python_files():
        if path.name == "views.py" or path.parent.name == "views" or name(path) == "mzplatform/pages.py":
            for node in ast.walk(tree(path)):
                if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno + 1 > 40:
                    long[f"{name(path)}:{node.name}"] = node.end_lineno - node.lineno + 1
    assert not long, "move rules to models, querysets, actions or policies"


def test_no_template_is_longer_than_150_lines() -> None:
    long = {name(path): lines_of(path) for path in templates() if lines_of(path) > 150}
    assert not long, "make a component or a partial of it"
