"""One word in four places: the URL name, the view, the template and the test carry the same one."""

import inspect
from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.architecture.sources import ROOT

ROOMS = ("communities", "practices", "comments", "moderation")  # whose views are functions of ours, each with a page


def patterns(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every named address below a resolver, with its namespace."""
    for item in resolver.url_patterns:
        if isinstance(item, URLResolver):
            yield from patterns(item, item.namespace or namespace)
        elif item.name:
            yield namespace, item


def views_of(room: str) -> list[URLPattern]:
    return [pattern for namespace, pattern in patterns(get_resolver()) if namespace == room]


@pytest.mark.parametrize("room", ROOMS)
def test_the_view_has_the_name_of_its_address(room: str) -> None:
    found = views_of(room)
    assert found
    assert [pattern.name for pattern in found] == [pattern.callback.__name__ for pattern in found]


@pytest.mark.parametrize("room", ROOMS)
def test_the_template_has_the_name_of_its_view(room: str) -> None:
    missing = []
    for pattern in views_of(room):
        view = inspect.unwrap(pattern.callback)
        renders = f"{room}/{pattern.name}.html"
        if "render(" in inspect.getsource(view) and renders not in inspect.getsource(view):
            missing.append(f"{pattern.name} does not render {renders}")
        elif renders in inspect.getsource(view) and not (ROOT / "templates" / renders).exists():
            missing.append(f"{renders} is not there")
    assert not missing


@pytest.mark.parametrize("room", ROOMS)
def test_the_test_has_the_name_of_its_view(room: str) -> None:
    tests = {path.stem for path in (ROOT / "tests" / room).glob("test_*.py")}
    assert {f"test_{pattern.name}" for pattern in views_of(room)} <= tests
