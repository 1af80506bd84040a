"""axe finds nothing on any page.

Every eighth page in the default run, which has five minutes; with --full, which has fifteen, every fourth one, and the others
with the seeds that follow (`./dev test --full -p randomly -p "randomly_seed=2" tests/browser/test_axe.py`); dealt out to four
ways of looking.
"""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.addresses import (
    CHAIR,
    ENTERING,
    KEEPER,
    MISSING,
    PREFIX,
    READING,
    WAITING,
    WRITING,
    of_a_coordinator,
    of_a_mail,
    of_a_moderator,
    of_advice,
    of_an_author,
    of_practices,
    of_the_desk,
    of_the_register,
)
from tests.browser.library_addresses import of_a_librarian, of_the_library
from tests.browser.network_addresses import of_a_network_guest, of_a_network_leader, of_meetings, of_networks
from tests.browser.news_addresses import of_a_news_editor, of_news
from tests.browser.training_addresses import (
    of_a_training_that_changes,
    of_a_training_that_is_over,
    of_an_editor,
    of_an_organiser,
    of_attendance,
    of_checking,
    of_somebody_who_signs_up,
    of_trainings,
    of_whoever_reports,
    of_wishes,
)
from tests.factories import make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
TURNS = 4
# Each page is looked at in one of these; both widths, schemes and scripts see a quarter of every kind.
WAYS = [(360, "light", "Latn"), (1280, "dark", "Cyrl"), (360, "dark", "Cyrl"), (1280, "light", "Latn")]


@pytest.fixture
def walks(chair, keeper, cookies_of):
    """Who sees which pages."""
    editor = make_user("urednica@example.ba", name="Urednica Saveza")
    reading = (
        READING
        | of_the_register()
        | of_a_mail(chair)
        | of_practices()
        | of_trainings()
        | of_checking()
        | of_networks()
        | of_news()
        | of_the_library()
    )
    return [
        ([], reading | ENTERING | MISSING),
        (
            cookies_of(chair),
            CHAIR
            | WRITING
            | of_an_author(chair)
            | of_a_coordinator(chair)
            | of_advice(chair)
            | of_an_editor(chair)
            | of_somebody_who_signs_up(chair)
            | of_wishes(chair)
            | of_whoever_reports(chair)
            | of_a_network_guest(chair),
        ),
        (
            cookies_of(keeper),
            KEEPER
            | WAITING
            | of_a_moderator()
            | of_a_training_that_changes()
            | of_a_training_that_is_over(keeper)
            | of_attendance()
            | of_a_network_leader(keeper)
            | of_meetings(keeper),
        ),
        (cookies_of(editor), of_an_organiser(editor) | of_a_news_editor(editor) | of_a_librarian(editor)),
    ]


def dealt(walks, share: int = 0, shares: int = 1):
    """Every `shares`-th page, beginning with number `share`."""
    number = 0
    for cookies, pages in walks:
        for name, path in pages.items():
            if number % shares == share:
                yield cookies, name, path
            number += 1


def turn_of(request) -> int:
    """Which of the `TURNS` shares of all pages this run sees."""
    return int(request.config.getoption("randomly_seed", 0)) % TURNS


def found_by_axe(context, site, script, pages) -> dict[str, list[str]]:
    """What axe says about each page, read in one tab; pages without a finding are left out."""
    page, axe, found, signed_in = context.new_page(), Axe(), {}, None
    for cookies, name, path in pages:
        if cookies != signed_in:
            context.clear_cookies()
            context.add_cookies(cookies)
            signed_in = cookies
        address = PREFIX[script] + path
        page.goto(site + address)
        assert page.url == site + address, f"{name} led to {page.url}"
        for finding in axe.run(page, options=OPTIONS).response["violations"]:
            nodes = [node["html"][:160] + " // " + node["failureSummary"][-200:] for node in finding["nodes"][:3]]
            found.setdefault(f"{name} {address}", []).append(f"{finding['id']}: {nodes}")
    return found


def context_of(new_context, width, scheme):
    return new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce", locale="bs-BA"
    )


@pytest.mark.parametrize("share", range(4), ids=["-".join(map(str, one)) for one in WAYS])
def test_no_page_has_a_finding(new_context, site, walks, share, request) -> None:
    """Every thirty-second page in each way; with --full every sixteenth, which ones by the seed of the run."""
    width, scheme, script = WAYS[share]
    if request.config.getoption("full"):
        pages = dealt(walks, share + len(WAYS) * turn_of(request), TURNS * len(WAYS))
    else:
        pages = dealt(walks, 8 * share, 8 * len(WAYS))
    assert not found_by_axe(context_of(new_context, width, scheme), site, script, pages)


def test_a_finding_is_found(new_context) -> None:
    """The rules above are switched on."""
    page = new_context().new_page()
    page.set_content("<html lang=bs><title>x</title><main><h1>x</h1><img src=x><p style='color:#ccc'>pale</p></main>")
    rules = {finding["id"] for finding in Axe().run(page, options=OPTIONS).response["violations"]}
    assert {"image-alt", "color-contrast"} <= rules


@pytest.mark.full
@pytest.mark.parametrize(("share", "width", "scheme", "script"), [(0, 360, "dark", "Cyrl"), (1, 1280, "light", "Latn")])
def test_the_administration_in_two_ways(
    new_context, site, keeper, cookies_of, share, width, scheme, script, request
) -> None:
    """Every eighth page in each way, which ones by the seed of the run: they are all made of the same parts."""
    pages = dealt([(cookies_of(keeper), of_the_desk())], share + 2 * turn_of(request), 2 * TURNS)
    assert not found_by_axe(context_of(new_context, width, scheme), site, script, pages)
