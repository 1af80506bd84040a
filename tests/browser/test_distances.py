"""What belongs together stands together, and what does not stands apart, on a phone."""

from io import BytesIO

import pytest

from content.drafts import keep
from moderation.attaching import attach
from practices.models import Practice
from tests import factories
from tests.content.uploads import PDF

pytestmark = [pytest.mark.browser, pytest.mark.full, pytest.mark.django_db(transaction=True)]


def test_files_stand_apart_from_photos(new_context, site, chair, cookies_of) -> None:
    practice = factories.make_practice(chair)
    attach(practice, chair, BytesIO(PDF), "Odluka.pdf", "Odluka savjeta")
    context = new_context(viewport={"width": 360, "height": 740})
    context.add_cookies(cookies_of(chair))
    page = context.new_page()
    page.goto(f"{site}/prakse/{practice.pk}/fotografije/")
    button = page.get_by_role("button", name="Dodajte fotografiju").bounding_box()
    heading = page.get_by_role("heading", name="Datoteke", exact=True).bounding_box()
    assert heading["y"] - (button["y"] + button["height"]) >= 40
    link = page.get_by_role("link", name="Odluka savjeta")
    icon = link.locator("svg").bounding_box()
    assert link.bounding_box()["height"] < 2 * icon["height"], "the icon has no line of its own"


@pytest.mark.parametrize("path", ["/nalog/obavjestenja/", "/nalog/"])
def test_what_stands_below_a_heading_does_not_touch_it(new_context, site, chair, cookies_of, path) -> None:
    context = new_context(viewport={"width": 360, "height": 740})
    context.add_cookies(cookies_of(chair))
    page = context.new_page()
    page.goto(f"{site}{path}")
    heading, below = (page.locator(one).first.bounding_box() for one in ("h1", "h1 + .meta"))
    assert below["y"] - (heading["y"] + heading["height"]) >= 8


def test_what_is_offered_to_be_brought_back_does_not_touch_the_form(new_context, site, chair, cookies_of) -> None:
    practice = Practice.objects.published().exclude(places__municipality__slug="zepce").earliest("pk")
    place = chair.active_mandates[0].community_id
    keep(chair, f"practices:adopt:{practice.pk}:mz={place}", '{"body": ["Nedovršeno"]}', 0)
    context = new_context(viewport={"width": 360, "height": 740})
    context.add_cookies(cookies_of(chair))
    page = context.new_page()
    page.goto(f"{site}/prakse/{practice.pk}/primjena/?mz={place}")
    offer, below = (page.locator(one).first.bounding_box() for one in ("form > .note", "form .field"))
    assert below["y"] - (offer["y"] + offer["height"]) >= 16
