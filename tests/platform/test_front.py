"""Recorded answers: the same bytes and headers as Django's, for the same question, while nothing changed."""

from __future__ import annotations

import io
import sys
from http.cookies import SimpleCookie

import pytest
from django.core.wsgi import WSGIHandler
from django.test import Client

from mzplatform.pagecache.front import Front
from tests import factories

PAGE = "/mjesne-zajednice/"


class Site:
    """The front, with a look at what gets past it."""

    def __init__(self) -> None:
        self.django = WSGIHandler()
        self.front = Front(self.behind)
        self.asked = 0

    def behind(self, environ, start_response):
        self.asked += 1
        return self.django(environ, start_response)

    def get(self, path: str = PAGE, query: str = "", method: str = "GET", **headers: str):
        """Status, headers and body, as a server would send them."""
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "localhost",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": sys.stderr,
            **headers,
        }
        started = []
        body = self.front(environ, lambda status, headers, exc_info=None: started.append((status, headers)))
        content = b"".join(body)
        if hasattr(body, "close"):
            body.close()
        (status, sent) = started[0]
        return status, dict(sent), content


@pytest.fixture
def site(transactional_db, paged: Client, settings) -> Site:
    settings.PAGE_STAMP_SECONDS = 3_600  # these tests change it themselves
    return Site()


def test_the_second_answer_is_the_first_one_and_django_is_not_asked(site: Site) -> None:
    first = site.get()
    assert first[0] == "200 OK"
    assert site.get() == first
    assert site.asked == 1
    assert "Content-Security-Policy" in first[1]


@pytest.mark.parametrize("accepted", ["br", "gzip", "identity"])
def test_each_encoding_is_recorded_by_itself(site: Site, accepted: str) -> None:
    site.get()
    first = site.get(HTTP_ACCEPT_ENCODING=accepted)
    asked = site.asked
    assert site.get(HTTP_ACCEPT_ENCODING=accepted) == first
    assert site.asked == asked
    assert first[1].get("Content-Encoding", "identity") == accepted


def test_304_is_recorded_too(site: Site) -> None:
    etag = site.get()[1]["ETag"]
    first = site.get(HTTP_IF_NONE_MATCH=etag)
    assert first[0].startswith("304")
    assert site.get(HTTP_IF_NONE_MATCH=etag) == first
    assert site.asked == 2
    assert site.get(HTTP_IF_NONE_MATCH='W/"another"')[0] == "200 OK"


def test_nothing_outlives_a_change(site: Site, settings) -> None:
    site.get()
    settings.PAGE_STAMP_SECONDS = 0
    factories.make_places()
    assert "Jelah" in site.get()[2].decode()


@pytest.mark.sampled(4)
@pytest.mark.parametrize(
    "difference",
    [
        {"HTTP_HOST": "127.0.0.1"},
        {"query": "sort=name"},
        {"query": "utm_source=x"},
        {"path": "/sr/mjesne-zajednice/"},
        {"wsgi.url_scheme": "https"},
        {"HTTP_X_FORWARDED_PROTO": "https"},
        {"HTTP_AUTHORIZATION": "Basic eDp5"},
        {"HTTP_COOKIE": "sessionid=abc"},
        {"HTTP_COOKIE": "a=b; sessionid=abc; c=d"},
        {"method": "POST"},
        {"method": "OPTIONS"},
        {"method": "TRACE"},
        {"CONTENT_LENGTH": "60000000"},
    ],
    ids=str,
)
def test_another_question_goes_to_django(site: Site, difference: dict[str, str]) -> None:
    site.get()
    site.get(**difference)
    assert site.asked == 2


def test_a_foreign_host_gets_nothing(site: Site) -> None:
    site.get()
    assert site.get(HTTP_HOST="evil.example")[0].startswith("400")


def test_other_cookies_do_not_matter(site: Site) -> None:
    first = site.get()
    cookie = SimpleCookie({"csrftoken": "x" * 32}).output(header="").strip()
    assert site.get(HTTP_COOKIE=cookie) == first
    assert site.asked == 1


def test_a_signed_in_reader_leaves_nothing_behind(site: Site, client_of) -> None:
    places = factories.make_places()
    user = factories.make_user("ana@example.ba", name="Ana Anić")
    factories.make_mandate(user, "president", places.jelah)
    cookie = client_of(user).cookies["sessionid"].value
    own = site.get(HTTP_COOKIE=f"sessionid={cookie}")
    assert own[1]["Cache-Control"] == "private, no-store"
    public = site.get()
    assert public[1]["Cache-Control"] == "no-cache"
    assert site.get() == public


def test_what_is_not_kept_is_not_recorded(site: Site) -> None:
    for _ in range(2):
        site.get("/nema/")
        site.get("/prijava/")
    assert site.asked == 4
