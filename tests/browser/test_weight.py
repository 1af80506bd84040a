"""How heavy the first view of a page is: everything that Chromium asks for, as brotli sends it."""

from __future__ import annotations

from urllib.parse import urljoin

import brotli
import pytest

from tests.browser.addresses import DIRECTORY, VILLAGE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ALL, HTML, REQUESTS = 95_000, 14_000, 8
PAGE_QUALITY, FILE_QUALITY = 3, 11  # pages are compressed when asked for, files ahead of time
COMPRESSED = {"font", "image/png", "image/x-icon"}  # fonts are woff2


def weight(response) -> int:
    """Bytes of the body on the wire; the test's server sends files as they are."""
    body, kind = response.body(), response.headers.get("content-type", "").partition(";")[0]
    if kind.partition("/")[0] in COMPRESSED or kind in COMPRESSED:
        return len(body)
    return len(brotli.compress(body, quality=PAGE_QUALITY if kind == "text/html" else FILE_QUALITY))


def test_first_view(new_context, site) -> None:
    for path in ("/", DIRECTORY, VILLAGE):
        for prefix in ("", "/sr"):
            first_view(new_context, site, prefix, path)


def first_view(new_context, site, prefix, path) -> None:
    """In a browser that has seen nothing yet."""
    page = new_context(viewport={"width": 1280, "height": 900}).new_page()
    answers = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - Playwright marks its handlers
    page.goto(site + prefix + path, wait_until="networkidle")
    icon = page.locator("link[rel=icon]").get_attribute("href")  # a headless browser shows no tab, so no icon
    sizes = {answer.url: weight(answer) for answer in answers}
    if urljoin(page.url, icon) not in sizes:
        sizes[icon] = len(brotli.compress(page.request.get(urljoin(page.url, icon)).body(), quality=FILE_QUALITY))
    assert all(answer.status == 200 for answer in answers)
    assert sizes[page.url] <= HTML, sizes
    assert len(sizes) <= REQUESTS, sizes
    assert len(sizes) >= 5, "page, styles, script, two fonts at least: else nothing was measured"
    assert sum(sizes.values()) <= ALL, sizes
