"""A person walks through the site: without JavaScript, with the keyboard alone, on a very small phone."""

from __future__ import annotations

import pytest
from django.core.mail import send_mail
from django.core.management import call_command
from playwright.sync_api import expect

from tests.browser.addresses import DIRECTORY, ENTERING, READING, SEARCH, TOWN, of_practices, of_the_register

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_without_script(new_context, site) -> None:
    page = new_context(java_script_enabled=False, viewport={"width": 360, "height": 800}).new_page()
    page.goto(f"{site}/")
    page.fill("main input[name=q]", "zepce")
    page.locator("main form[role=search] button").first.click()
    assert page.url == f"{site}{SEARCH}?q=zepce"

    page.locator(f'main a[href="{TOWN}"]').first.click()
    assert page.locator("h1").inner_text() == "Općina Žepče"
    page.get_by_role("link", name="Begov Han", exact=True).first.click()
    assert page.url == f"{site}{TOWN}begov-han/"

    page.locator('main a[href$="/za-stampu/"]').click()
    expect(page.locator("svg.qr")).to_be_visible()
    assert not page.get_by_role("button", name="Štampajte").is_visible(), "printing by button needs JavaScript"
    page.locator("a.back-link").click()
    assert page.url == f"{site}{TOWN}begov-han/"

    page.locator(f'#footer-nav a[href="{DIRECTORY}karta/"]').click()
    page.locator('.langs a[lang="sr-Cyrl"]').click()
    assert page.url == f"{site}/sr{DIRECTORY}karta/", "the same page in the other language"
    assert page.locator("html").get_attribute("lang") == "sr-Cyrl"

    page.locator('#footer-nav a[href="/sr/registracija/"]').click()
    expect(page.locator("input[name=email]")).to_be_visible()
    expect(page.locator("input[name=password1]")).to_be_visible()


def test_without_script_the_filters_work(new_context, site) -> None:
    page = new_context(java_script_enabled=False, viewport={"width": 360, "height": 800}).new_page()
    page.goto(f"{site}{DIRECTORY}?q=centar")
    page.locator("details.more summary").click()
    page.locator("select[name=entitet]").select_option("rs")
    page.locator("details.more button").click()
    assert "entitet=rs" in page.url
    assert "q=centar" in page.url


def tab_to(page, selector: str, at_most: int = 40) -> None:
    """Press Tab until the element has the focus, as somebody without a mouse does."""
    for _press in range(at_most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"{selector} is not reached with {at_most} presses of Tab")


def test_with_the_keyboard_alone(new_context, site) -> None:
    page = new_context(viewport={"width": 360, "height": 800}).new_page()
    page.goto(f"{site}/")
    page.keyboard.press("Tab")
    skip = page.locator("a.skip")
    assert skip.evaluate("link => document.activeElement === link"), "the first stop is the skip link"
    assert skip.bounding_box()["y"] >= 0, "and it is seen"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"

    page.goto(f"{site}/")
    tab_to(page, "button.menu")
    page.keyboard.press("Enter")
    assert page.locator("#main-nav").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#main-nav").is_visible()

    tab_to(page, "main input[name=q]")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none", "the focus is seen"
    page.keyboard.type("жепче")
    page.keyboard.press("Enter")
    page.wait_for_url("**/pretraga/?q=*")
    tab_to(page, f'main a[href="{TOWN}"]', at_most=60)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{TOWN}")


def test_suggestions(new_context, site) -> None:
    """Links below the field while one types, in the order of the keyboard; Escape takes them away and keeps what was typed."""
    page = new_context(viewport={"width": 360, "height": 800}).new_page()
    page.goto(f"{site}/sr/")
    offered = page.locator(".suggested a")
    page.locator("#q").press_sequentially("же")
    page.wait_for_timeout(400)
    assert offered.count() == 0
    page.locator("#q").press_sequentially("пче")
    offered.first.wait_for()
    assert "Општина Жепче" in " ".join(offered.first.inner_text().split())
    assert page.locator(".find [aria-live]").inner_text().endswith(str(offered.count()))
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.suggested') !== null")
    page.keyboard.press("Escape")
    assert offered.count() == 0
    assert page.evaluate("[document.activeElement.id, document.activeElement.value]") == ["q", "жепче"]
    page.keyboard.type(" ")
    page.locator("#q").fill("жепче-нема")
    page.wait_for_timeout(600)
    assert not page.locator(".suggested").is_visible()


def test_the_script_switch_keeps_the_query(new_context, site) -> None:
    page = new_context().new_page()
    page.goto(f"{site}{DIRECTORY}?q=zepce&sort=opcina")
    page.locator('.strip a[lang="sr-Cyrl"]').click()
    assert page.url == f"{site}/sr{DIRECTORY}?q=zepce&sort=opcina"
    assert page.locator("#q").input_value() == "zepce", "what a person typed is never converted"
    page.locator(".strip a").first.click()
    assert page.url.endswith(f"{DIRECTORY}?q=zepce&sort=opcina")
    assert "/sr/" not in page.url


@pytest.mark.full
@pytest.mark.parametrize("width", [320, 360])
def test_long_words_stay_in_their_boxes(new_context, site, settings, width) -> None:
    """What somebody typed without a space, and a mail with long addresses, here and on its own page."""
    settings.SAMPLE_SITE = True
    settings.DELIVERY_BACKEND = settings.DELIVERY_BACKENDS["files"]
    long = "m" * 100
    send_mail(long, f"https://example.ba/{long}", None, [f"{'a' * 60}@{'b' * 60}.ba"], html_message=f"<p>{long}</p>")
    call_command("worker", "--once")
    page = new_context(viewport={"width": width, "height": 640}).new_page()

    def sideways() -> list[str]:
        return page.evaluate(
            "[document.documentElement, ...document.querySelectorAll('main :is(h2, h3, .chip, .empty, .lines, pre)')]"
            ".filter(box => box.getBoundingClientRect().left + box.scrollWidth > innerWidth).map(box => box.outerHTML)"
        )

    for path in (DIRECTORY, "/prakse/", "/sr/prakse/"):
        for length in (40, 60, 100):
            page.goto(f"{site}{path}?q={'m' * length}&entitet=rs")
            assert sideways() == []
    page.goto(f"{site}/razvoj/posta/")
    assert sideways() == []
    page.locator("main .lines a").first.click()
    page.locator("details summary").click()
    assert sideways() == []


def test_the_menu_opens_below_a_header_that_stays(new_context, site) -> None:
    page = new_context(viewport={"width": 360, "height": 640}).new_page()
    page.goto(f"{site}/")
    parts = [page.locator(f".mast {part}") for part in (".brand", ".find", ".menu")]
    closed = [part.bounding_box() for part in parts]
    page.locator("button.menu").click()
    assert page.locator("#main-nav").is_visible()
    assert [part.bounding_box() for part in parts] == closed


@pytest.mark.full
def test_quiet_and_narrow(new_context, site) -> None:
    """At 320 px: nothing sticks out, the console is silent, nobody else is asked for anything, and no cookie is set."""
    prefix = "/sr"
    context = new_context(viewport={"width": 320, "height": 640})
    page, said, asked = context.new_page(), [], []
    page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    sticking_out = {}

    def look(path: str) -> None:
        page.goto(f"{site}{prefix}{path}")
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            sticking_out[path] = width

    for path in [*READING.values(), *of_the_register().values(), *of_practices().values()]:
        look(path)
    assert context.cookies() == []
    for path in ENTERING.values():
        look(path)
    assert sticking_out == {}
    assert said == []
    assert [url for url in asked if not url.startswith((site, "data:"))] == []
