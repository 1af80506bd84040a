"""What this project does not do, so that nobody has to look for it."""

import ast
import re

from tests.architecture.sources import ROOT, name, python_files, templates, tree

VAGUE = {"utils", "util", "helpers", "helper", "common", "misc"}
INLINE = {
    "style attribute": re.compile(r"<[a-z][^>]*\sstyle\s*=", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "inline script": re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*type=\"application/(ld\+)?json\")", re.IGNORECASE),
    "event handler": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "javascript: address": re.compile(r"javascript:", re.IGNORECASE),
    "|safe": re.compile(r"\|\s*safe\b"),
    "autoescape off": re.compile(r"{%\s*autoescape\s+off"),
}


def names_used(module: ast.Module) -> set[str]:
    """Every name and attribute that a module mentions."""
    used = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Name):
            used.add(node.id)
        elif isinstance(node, ast.Attribute):
            used.add(node.attr)
        elif isinstance(node, ast.ImportFrom):
            used |= {alias.name for alias in node.names}
    return used


def users_of(*forbidden: str, allowed: tuple[str, ...] = ()) -> list[str]:
    return [
        name(path)
        for path in python_files()
        if names_used(tree(path)) & set(forbidden) and not name(path).startswith(allowed)
    ]


def test_no_module_has_a_vague_name() -> None:
    named = [path for path in python_files() if path.stem in VAGUE or VAGUE & set(path.relative_to(ROOT).parts)]
    assert not [name(path) for path in named], "name it after what it does"


def test_no_generic_foreign_keys() -> None:
    assert not users_of("GenericForeignKey", "GenericRelation")


def test_no_signals_for_our_own_logic() -> None:
    assert not users_of("receiver", "Signal")


def test_html_is_marked_safe_only_where_it_is_made() -> None:
    assert not users_of("mark_safe", "SafeData", allowed=("text/",)), "use format_html, or make the HTML in text/"


def test_querysets_are_made_without_sql() -> None:
    calls = {
        f"{name(path)}:{node.lineno}"
        for path in python_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in {"extra", "raw"}
    }
    assert not calls | set(users_of("RawSQL")), "an expression does the same and quotes by itself"


def test_templates_have_nothing_inline() -> None:
    found = [
        f"{name(path)}:{text.count(chr(10), 0, match.start()) + 1} {what}"
        for path in templates()
        if (text := path.read_text())
        for what, pattern in INLINE.items()
        for match in pattern.finditer(text)
    ]
    assert not found, "the Content-Security-Policy forbids it, and so do we"
