"""Every address that can be reached by GET, with things that no form of ours sends: never a 500."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

PARAMETERS = ("q", "entitet", "kanton", "jls", "mz", "tema", "vrsta", "sort", "page", "format", "p", "next", "unknown")
VALUES = (
    "%00",
    "-" * 1_500,
    "-1",
    "0",
    "1e9",
    "99999999999999999999",
    "%D9%A3",  # ٣, a digit in Unicode
    "%C2%B2",  # ², a digit to Python and not a number
    "%ff%fe",
    "%ed%a0%80",  # half a surrogate pair
    "'", "%22", "%5C", "%25", "%26%7C%21%3A*%28", "%3C-%3E",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    quote("İıŁ\u202e\u200b"),
    quote("ЖЕПЧЕ čćžšđ"),
    "%F0%9F%98%80",
    "author__password",
    "//evil.example",
    "javascript:alert(1)",
)  # fmt: skip
PIECES = (
    "%00",
    "-" * 200,
    "-1",
    "99999999999999999999999",
    "%D9%A3",
    "%ff",
    "..%2f..%2fetc%2fpasswd",
    "%0d%0aX:%20y",
    "a'b",
)
EXPECTED = {200, 301, 302, 400, 403, 404, 405, 414, 429}


def paths(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """Every route below a resolver, as it is written, without the admin's own hundreds."""
    for item in resolver.url_patterns:
        route = before + str(item.pattern).lstrip("^").rstrip("$")
        if isinstance(item, URLResolver):
            if item.namespace != "admin":
                yield from paths(item, route)
        elif isinstance(item, URLPattern):
            yield "/" + route.replace("\\Z", "")


ROUTES = sorted(set(paths(get_resolver())))
FIXED = [route for route in ROUTES if "<" not in route and "(?P" not in route]
OPEN = [route for route in ROUTES if route not in FIXED]

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(client: Client, places, monkeypatch):
    """A visitor who follows nothing and to whom errors are answers."""
    logging.getLogger("django").setLevel(logging.CRITICAL)
    client.raise_request_exception = False

    def get(path: str) -> int:
        return client.get(path).status_code

    yield get
    logging.getLogger("django").setLevel(logging.INFO)


def test_the_routes_were_found() -> None:
    assert {"/", "/mjesne-zajednice/", "/prijava/", "/zdravlje/", "/sitemap.xml"} <= set(FIXED)
    assert any(route.startswith("/mjesne-zajednice/<") for route in OPEN)


@pytest.mark.sampled(3)
@pytest.mark.parametrize("path", [route for route in FIXED if route.startswith("/mjesne-zajednice/")])
@pytest.mark.parametrize("parameter", PARAMETERS)
def test_lists_with_strange_values(visit, path: str, parameter: str) -> None:
    answers = {value[:40]: visit(f"{path}?{parameter}={value}") for value in VALUES}
    assert not {value: status for value, status in answers.items() if status not in EXPECTED}


@pytest.mark.sampled(4)
@pytest.mark.parametrize("path", FIXED)
def test_every_page_with_strange_values(visit, path: str) -> None:
    query = "&".join(f"{parameter}={VALUES[number]}" for number, parameter in enumerate(PARAMETERS, 1))
    queries = [
        query[-1_900:],
        *(f"{parameter}=1&{parameter}=2" for parameter in ("page", "q")),
        "&&=&==",
        "%",
        "a" * 2_001,
    ]
    answers = {text[:40]: visit(f"{path}?{text}") for text in queries}
    assert not {text: status for text, status in answers.items() if status not in EXPECTED}


@pytest.mark.sampled(4)
@pytest.mark.parametrize("route", OPEN)
def test_addresses_with_strange_parts(visit, route: str) -> None:
    answers = {}
    for piece in PIECES:
        path = re.sub(r"\(\?P<[^)]*\)|<[^>]*>", piece, route)
        answers[path[:60]] = visit(path)
    assert not {path: status for path, status in answers.items() if status not in EXPECTED}


@pytest.mark.parametrize("prefix", ["/hr", "/sr-latn", "/sr", "/en", "/SR", "/sr-Cyrl", "/de", "/bs"])
def test_languages_that_are_and_are_not_there(visit, prefix: str) -> None:
    for rest in ("/", "/mjesne-zajednice/?q=%3Cb%3E", "/nema/", "/%ff/", "//evil.example/"):
        assert visit(prefix + rest) in EXPECTED


@pytest.mark.parametrize(
    "name",
    [
        "Accept",
        "Accept-Language",
        "Accept-Encoding",
        "Referer",
        "User-Agent",
        "If-None-Match",
        "If-Modified-Since",
        "Cookie",
        "X-Forwarded-For",
        "Range",
        "Content-Type",
    ],
)
def test_strange_headers(client: Client, places, name: str) -> None:
    client.raise_request_exception = False
    for value in (
        "x" * 4_000,
        "\xff\xfe",
        ";;;,,,",
        "=",
        "sessionid=%00; csrftoken=",
        "bytes=0-,5-,-1",
        "sr-" * 600,
        "../../x",
    ):
        assert client.get("/mjesne-zajednice/", headers={name: value}).status_code in EXPECTED


def test_a_404_repeats_nothing(client: Client) -> None:
    page = client.get("/Vas-racun-je-zakljucan-pozovite-0900/").content
    assert b"0900" not in page.replace(b"/Vas-racun-je-zakljucan-pozovite-0900/", b"")


@pytest.mark.parametrize(
    "path",
    ["/.git/HEAD", "/.env", "/static/../mzplatform/settings.py", "/static/%2e%2e/manage.py", "/media/", "/static/"],
)
def test_nothing_of_the_machine_is_served(visit, path: str) -> None:
    assert visit(path) in {400, 404}
