"""sitemap.xml names every public page in all five languages, with addresses from SITE_URL."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from django.test import Client

from text.languages import html_tag

SPACES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
PREFIXES = {"bs": "", "hr": "/hr", "sr-latn": "/sr-latn", "sr": "/sr", "en": "/en"}
SITE = "https://mz.example"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site(settings, monkeypatch) -> None:
    settings.SITE_URL = SITE
    monkeypatch.setattr("mzplatform.sitemaps.SiteSitemap.protocol", "https")


def xml(client: Client, path: str) -> ElementTree.Element:
    response = client.get(path, headers={"Host": "localhost"})
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/xml")
    return ElementTree.fromstring(response.content)  # noqa: S314 - we wrote it


def locations(element: ElementTree.Element) -> list[str]:
    return [node.text or "" for node in element.iterfind(".//s:loc", SPACES)]


def every_page(client: Client) -> list[str]:
    parts = locations(xml(client, "/sitemap.xml"))
    return [page for part in parts for page in locations(xml(client, part.removeprefix(SITE)))]


def test_every_page_in_every_language(client: Client, places) -> None:
    pages = every_page(client)
    assert len(pages) == len(set(pages))
    for path in (
        "/",
        "/mjesne-zajednice/",
        "/pravila/",
        "/mjesne-zajednice/tesanj/",
        "/mjesne-zajednice/laktasi/klasnice/",
    ):
        assert {f"{SITE}{prefix}{path}" for prefix in PREFIXES.values()} <= set(pages)


def test_each_page_names_the_others(client: Client, places) -> None:
    page = next(
        url
        for url in xml(client, "/sitemap-communities.xml").iterfind("s:url", SPACES)
        if url.findtext("s:loc", namespaces=SPACES) == f"{SITE}/sr/mjesne-zajednice/tesanj/jelah/"
    )
    links = {link.get("hreflang"): link.get("href") for link in page.iterfind("x:link", SPACES)}
    path = "/mjesne-zajednice/tesanj/jelah/"
    assert links == {html_tag(language): f"{SITE}{prefix}{path}" for language, prefix in PREFIXES.items()} | {
        "x-default": f"{SITE}{path}"
    }
    assert {"sr-Cyrl", "sr-Latn"} < set(links)


def test_every_page_answers(client: Client, places) -> None:
    bad = {
        page: status
        for page in every_page(client)
        if (status := client.get(page.removeprefix(SITE)).status_code) != 200
    }
    assert not bad


def test_no_part_is_longer_than_it_may_be(client: Client, places, monkeypatch) -> None:
    monkeypatch.setattr("mzplatform.sitemaps.SiteSitemap.limit", 4)
    parts = locations(xml(client, "/sitemap.xml"))
    assert f"{SITE}/sitemap-communities.xml?p=2" in parts
    assert len(locations(xml(client, "/sitemap-communities.xml?p=2"))) == 4


@pytest.mark.parametrize("path", ["/sitemap-nothing.xml", "/sitemap-pages.xml?p=999", "/sitemap-pages.xml?p=x"])
def test_parts_that_are_not_there(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404
