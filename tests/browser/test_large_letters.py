"""A reader who set the letters of the browser twice as large: nothing sticks out of a phone."""

from __future__ import annotations

import pytest

from tests.browser.addresses import ENTERING, MISSING, READING, of_practices, of_the_register

pytestmark = [pytest.mark.browser, pytest.mark.full, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def large_letters(browser_type, browser_type_launch_args):
    """A browser whose letters are 32 px high where others have 16; media queries in `em` know it."""
    args = [*browser_type_launch_args["args"], "--blink-settings=defaultFontSize=32"]
    browser = browser_type.launch(**{**browser_type_launch_args, "args": args})
    yield browser
    browser.close()


def test_nothing_sticks_out(large_letters, site) -> None:
    """In Cyrillic, whose words are the wider ones."""
    prefix = "/sr"
    page = large_letters.new_context(viewport={"width": 320, "height": 640}).new_page()
    page.goto(f"{site}{prefix}/")
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
    sticking_out = {}
    for path in (READING | of_the_register() | of_practices() | ENTERING | MISSING).values():
        page.goto(f"{site}{prefix}{path}")
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            sticking_out[path] = width
    assert sticking_out == {}
