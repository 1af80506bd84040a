"""The gallery in Chromium: axe in both schemes, no sideways scroll, the behaviours, the fonts that a page loads."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OPTIONS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def gallery(page, live_server):
    def go(path="/dizajn/", width=1280, scheme="light", **media):
        page.emulate_media(color_scheme=scheme, **media)
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{live_server.url}{path}")
        return page

    return go


@pytest.mark.parametrize(
    ("width", "scheme"),
    [
        (360, "light"),
        pytest.param(1280, "dark", marks=pytest.mark.full),
    ],
)
def test_axe_finds_nothing(gallery, width, scheme):
    page = gallery(scheme=scheme, width=width)
    results = Axe().run(page, options=OPTIONS)
    assert results.violations_count == 0, results.generate_report()


def test_nothing_sticks_out(gallery, page):
    gallery(width=320)
    for width in (320, 360, 640, 768, 1024, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width


def test_no_error_in_the_console(gallery, page):
    said = []
    page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    gallery()
    assert said == []


def test_the_menu_is_a_link_and_with_script_a_disclosure(gallery):
    page = gallery(width=360)
    button = page.locator("button.menu")
    nav = page.locator("#main-nav")
    assert not nav.is_visible()
    button.click()
    assert nav.is_visible()
    assert button.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")
    assert not nav.is_visible()
    assert page.evaluate("document.activeElement.classList.contains('menu')")


def test_without_script_the_menu_leads_to_the_footer(browser, live_server):
    page = browser.new_page(java_script_enabled=False, viewport={"width": 360, "height": 700})
    page.goto(f"{live_server.url}/dizajn/")
    page.locator("a.menu").click()
    assert page.url.endswith("#footer-nav")
    assert not page.locator("button[data-password]").first.is_visible()
    page.close()


def test_the_error_summary_takes_the_focus(page, live_server):
    page.goto(f"{live_server.url}/prijava/")
    page.locator("main form").first.evaluate("form => form.submit()")
    page.locator("[data-error-summary]").wait_for()
    assert page.evaluate("document.activeElement.hasAttribute('data-error-summary')")


def test_a_sample_of_errors_is_passed_over_and_leads_to_a_field(gallery):
    page = gallery()
    assert page.evaluate("scrollY") == 0
    page.locator('.errbox a[href="#bad_name"]').click()
    assert page.evaluate("document.activeElement.id") == "bad_name"


def test_a_password_can_be_seen_and_hidden(gallery):
    page = gallery()
    button = page.locator('button[data-password="empty_password"]')
    field = page.locator("#empty_password")
    button.click()
    assert field.get_attribute("type") == "text"
    button.click()
    assert field.get_attribute("type") == "password"


def loaded_fonts(page):
    return page.evaluate(
        "document.fonts.ready.then(() => performance.getEntriesByType('resource')"
        ".map(entry => entry.name).filter(name => name.endsWith('.woff2')).map(name => name.split('/').pop()).sort())"
    )


@pytest.mark.parametrize(("path", "script"), [("/nema/", "latin"), ("/en/nema/", "latin"), ("/sr/nema/", "cyrillic")])
def test_a_page_in_one_script_loads_two_fonts(gallery, path, script):
    page = gallery(path)
    assert loaded_fonts(page) == [f"bitter-{script}.woff2", f"source-sans-3-{script}.woff2"]


def test_drawings_follow_the_scheme(gallery):
    """The same drawing has other colours by night: tokens reach into the sprite."""
    day = gallery(scheme="light").locator(".hero-art").screenshot()
    night = gallery(scheme="dark").locator(".hero-art").screenshot()
    assert day != night
    assert len(day) > 5000  # a picture, not an empty frame


def test_on_paper_there_is_no_navigation(gallery, page):
    gallery()
    page.emulate_media(media="print", color_scheme="dark")
    for selector in (".strip", ".mast nav", ".foot", ".pages", ".filters"):
        assert not page.locator(selector).first.is_visible()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") in {
        "rgba(0, 0, 0, 0)",
        "rgb(255, 255, 255)",
    }
