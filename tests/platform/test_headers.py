"""Every answer carries every header: pages, files, errors, redirects, refusals, 304."""

import pytest
from django.test import Client

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "manifest-src 'self'",
    "worker-src 'self'",
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(self)",
}
PATHS = {
    "/pravila/": 200,
    "/en/pravila/": 200,
    "/prijava/": 200,
    "/nalog/": 302,
    "/pravila": 301,
    "/nema/": 404,
    "/zdravlje/": 200,
    "/robots.txt": 200,
    "/sitemap.xml": 200,
    "/.well-known/security.txt": 200,
    "/favicon.ico": 301,
    "/pravila/?q=%00": 400,
    "/pravila/?" + "a" * 2_001: 414,
}


def assert_all_headers(response) -> None:
    assert {name: response.headers.get(name) for name in HEADERS} == HEADERS
    assert set(response.headers["Content-Security-Policy"].split("; ")) == POLICY


@pytest.mark.django_db
@pytest.mark.parametrize("path", PATHS)
def test_every_answer_has_every_header(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == PATHS[path]
    assert_all_headers(response)


def test_files_have_them(settings, tmp_path) -> None:
    (tmp_path / "one.css").write_text("a { color: red }")
    settings.STATIC_ROOT = tmp_path
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = False
    response = Client().get("/static/one.css")
    assert b"".join(response) == b"a { color: red }"
    assert_all_headers(response)
    assert "Access-Control-Allow-Origin" not in response.headers


def test_stored_pages_and_304_have_them(paged: Client) -> None:
    first = paged.get("/pravila/")
    for response in (first, paged.get("/pravila/"), paged.get("/pravila/", headers={"If-None-Match": first["ETag"]})):
        assert_all_headers(response)


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PATCH", "CONNECT", "PROPFIND"])
def test_methods_that_nothing_here_answers(client: Client, method: str) -> None:
    response = client.generic(method, "/pravila/")
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, OPTIONS, POST"
    assert_all_headers(response)


@pytest.mark.django_db
def test_a_server_error_has_them_too(client: Client, monkeypatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("on purpose")

    monkeypatch.setattr("mzplatform.pages._page", fail)
    client.raise_request_exception = False
    response = client.get("/pravila/")
    assert response.status_code == 500
    assert b"on purpose" not in response.content
    assert_all_headers(response)


@pytest.mark.django_db
def test_https_sites_say_so(settings) -> None:
    settings.SECURE_HSTS_SECONDS = 63_072_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_SSL_REDIRECT = True
    response = Client().get("/pravila/", secure=True)
    assert response["Strict-Transport-Security"].startswith("max-age=63072000; includeSubDomains")
    assert Client().get("/pravila/")["Location"].startswith("https://")
