"""Anonymous pages are answered from memory or with 304, and never after the register changed."""

from __future__ import annotations

import gzip

import brotli
import pytest
from django.core.cache import caches
from django.db import transaction
from django.test import Client

from mzplatform.pagecache import middleware
from register.models import Municipality
from tests import factories

PAGE = "/pravila/"
DIRECTORY = "/mjesne-zajednice/"


class Views:
    """Counts how often a page was really rendered."""

    def __init__(self, monkeypatch) -> None:
        self.rendered = 0
        original = middleware.is_public_page

        def counted(*arguments: object) -> bool:
            self.rendered += 1
            return original(*arguments)

        monkeypatch.setattr(middleware, "is_public_page", counted)


@pytest.fixture
def views(monkeypatch) -> Views:
    return Views(monkeypatch)


def change_the_register() -> None:
    factories.make_places()


def test_the_second_reader_gets_the_stored_page(paged: Client, views: Views) -> None:
    first, second = paged.get(PAGE), paged.get(PAGE)
    assert views.rendered == 1
    assert first.content == second.content
    assert first.headers == second.headers
    assert second["Content-Language"] == "bs"


def test_another_process_finds_it_in_the_table(paged: Client, views: Views) -> None:
    first = paged.get(PAGE)
    assert Client().get(PAGE).content == first.content  # a new client loads its own middleware, with an empty memory
    assert views.rendered == 1


def test_the_etag_is_answered_before_anything_is_rendered(paged: Client, views: Views) -> None:
    etag = paged.get(PAGE)["ETag"]
    caches["pages"].clear()
    answer = Client().get(PAGE, headers={"If-None-Match": etag})
    assert (answer.status_code, answer.content) == (304, b"")
    assert answer["ETag"] == etag
    assert answer["Cache-Control"] == "no-cache"
    assert views.rendered == 1


def test_a_hit_asks_the_database_for_the_stamp_alone(paged: Client, django_assert_num_queries) -> None:
    paged.get(PAGE)
    with django_assert_num_queries(1):
        paged.get(PAGE)


def test_the_stamp_is_asked_once_a_second_at_most(paged: Client, settings, django_assert_num_queries) -> None:
    settings.PAGE_STAMP_SECONDS = 60
    paged.get(PAGE)
    with django_assert_num_queries(0):
        paged.get(PAGE)


def test_a_change_of_the_register_is_seen_at_once(paged: Client, views: Views) -> None:
    etag = paged.get(DIRECTORY)["ETag"]
    change_the_register()
    after = paged.get(DIRECTORY, headers={"If-None-Match": etag})
    assert after.status_code == 200
    assert "Jelah" in after.content.decode()
    assert after["ETag"] != etag


def test_numbers_that_a_process_remembers_are_not_older_than_the_stamp(transactional_db, paged: Client) -> None:
    change_the_register()
    paged.get(DIRECTORY)
    Municipality.objects.filter(slug="tesanj").update(name="Promijenjeno")
    assert "Promijenjeno" in paged.get(DIRECTORY).content.decode()


def test_a_change_that_is_rolled_back_changes_nothing(transactional_db, paged: Client, views: Views) -> None:
    etag = paged.get(PAGE)["ETag"]
    with transaction.atomic():
        change_the_register()
        transaction.set_rollback(True)
    assert paged.get(PAGE)["ETag"] == etag
    assert views.rendered == 1


def test_each_language_has_its_own_page(paged: Client) -> None:
    pages = {language: paged.get(language + PAGE) for language in ("", "/hr", "/sr-latn", "/sr", "/en")}
    assert len({page["ETag"] for page in pages.values()}) == 5
    assert len({page.content for page in pages.values()}) == 5
    again = paged.get("/sr" + PAGE, headers={"If-None-Match": pages[""]["ETag"]})
    assert again.status_code == 200


def test_the_language_of_the_browser_does_not_matter(paged: Client, views: Views) -> None:
    paged.get(PAGE)
    english = paged.get(PAGE, headers={"Accept-Language": "en"})
    assert english["Content-Language"] == "bs"
    assert views.rendered == 1


@pytest.mark.parametrize(("accepted", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress), ("", bytes)])
def test_each_encoding_of_the_same_page(paged: Client, accepted: str, unpack) -> None:
    plain = paged.get(PAGE)
    packed = paged.get(PAGE, headers={"Accept-Encoding": accepted})
    assert packed.get("Content-Encoding", "") == accepted
    assert unpack(packed.content) == plain.content
    assert int(packed["Content-Length"]) == len(packed.content)
    assert packed["ETag"] == plain["ETag"]


def test_head_is_a_get_without_body(paged: Client) -> None:
    page, head = paged.get(PAGE), paged.head(PAGE)
    assert head.content == b""
    assert head["ETag"] == page["ETag"]


def test_a_signed_in_reader_neither_gets_nor_leaves_a_stored_page(paged: Client, client_of, views: Views) -> None:
    places = factories.make_places()
    user = factories.make_user("ana@example.ba", name="Ana Anić")
    factories.make_mandate(user, "president", places.jelah)
    public = paged.get(DIRECTORY)
    browser = client_of(user)
    for _ in range(2):
        own = browser.get(DIRECTORY, headers={"If-None-Match": public["ETag"]})
        assert own.status_code == 200
        assert "ETag" not in own.headers
    after = paged.get(DIRECTORY)
    assert after.content == public.content
    assert views.rendered == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-Host": "evil.example"},
        {"X-Forwarded-Proto": "https"},
        {"X-Forwarded-Prefix": "/evil"},
        {"X-Http-Method-Override": "DELETE"},
        {"Accept": "*/evil"},
        {"X-Original-Url": "/upravljanje/"},
    ],
)
def test_headers_that_are_not_part_of_the_key_change_nothing(paged: Client, headers: dict[str, str]) -> None:
    poisoned = paged.get(PAGE, headers=headers)
    clean = Client().get(PAGE)
    caches["pages"].clear()
    fresh = Client().get(PAGE)
    assert poisoned.content == clean.content == fresh.content


def test_a_foreign_host_is_refused_before_the_cache(paged: Client) -> None:
    paged.get(PAGE)
    assert paged.get(PAGE, headers={"Host": "evil.example"}).status_code == 400


def test_unknown_parameters_are_rendered_and_not_kept(paged: Client, views: Views) -> None:
    plain = paged.get(PAGE)
    tracked = paged.get(PAGE + "?utm_source=x")
    assert "ETag" not in tracked.headers
    assert paged.get(PAGE)["ETag"] == plain["ETag"]
    assert views.rendered == 1


def test_searches_stay_out_of_the_shared_table(paged: Client, views: Views) -> None:
    paged.get(DIRECTORY + "?q=jelah")
    paged.get(DIRECTORY + "?q=jelah")
    assert views.rendered == 1
    Client().get(DIRECTORY + "?q=jelah")
    assert views.rendered == 2


@pytest.mark.parametrize("path", ["/nema/", "/zdravlje/", "/pravila", "/prijava/", "/robots.txt"])
def test_only_whole_pages_are_kept(paged: Client, path: str) -> None:
    assert "ETag" not in paged.get(path).headers


def test_a_page_with_another_vary_is_not_kept(paged: Client, monkeypatch) -> None:
    monkeypatch.setattr(middleware, "EXPECTED_VARY", frozenset())
    assert "ETag" not in paged.get(PAGE).headers
