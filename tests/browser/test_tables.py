"""A table whose rows are cards on a phone is still a table for those who hear it (U16)."""

from __future__ import annotations

from collections import Counter

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ROLES = {"table", "row", "cell", "columnheader", "rowheader"}


def heard(context, address: str, script: str = "") -> Counter[str]:
    """How many of each part of a table the accessibility tree of a page has."""
    page = context.new_page()
    page.goto(address)
    if script:
        page.evaluate(script)
    nodes = context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    roles = [node["role"]["value"] for node in nodes if not node["ignored"]]
    return Counter(role for role in roles if role in ROLES)


@pytest.mark.parametrize("width", [360, pytest.param(1280, marks=pytest.mark.full)])
def test_a_directory_of_cards_is_read_as_a_table(new_context, site, width) -> None:
    """Without roles in the HTML, which its checker refuses as redundant; decision 0016."""
    context = new_context(viewport={"width": width, "height": 900})
    found = heard(context, f"{site}/mjesne-zajednice/?q=donji")
    assert (found["table"], found["row"], found["rowheader"], found["columnheader"]) == (1, 21, 20, 3)
    assert found["cell"] == (20 if width == 360 else 40), "the year of the source is left out of a card"


@pytest.mark.full
def test_a_table_that_is_none_is_noticed(new_context, site) -> None:
    context = new_context(viewport={"width": 360, "height": 900})
    without = "document.querySelector('.tbl').setAttribute('role', 'presentation')"
    assert not heard(context, f"{site}/mjesne-zajednice/?q=donji", without)["table"]
