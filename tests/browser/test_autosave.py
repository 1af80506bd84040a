"""What is typed into a long form is kept by the page itself."""

import pytest
from django.conf import settings

from content.models import Draft
from tests.factories import PASSWORD, make_practice, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def wait_for_draft(page, **values) -> Draft:
    for _ in range(50):
        draft = Draft.objects.filter(**values).first()
        if draft is not None:
            return draft
        page.wait_for_timeout(100)
    raise AssertionError("nothing was kept")


def test_kept_on_leaving_a_field_and_offered_after_the_tab_was_closed(new_context, site, chair, cookies_of) -> None:
    context = new_context(viewport={"width": 360, "height": 740})
    context.add_cookies(cookies_of(chair))
    page = context.new_page()
    page.goto(f"{site}/prakse/nova/")
    page.fill("#id_title", "Klupe kraj rijeke")
    page.focus("#id_lead")
    assert wait_for_draft(page, user=chair).values["title"] == ["Klupe kraj rijeke"]
    page.get_by_text("Ono što pišete je sačuvano.").wait_for()
    page.fill("#id_lead", "Sjede i stari i mladi.")
    page.focus("#id_title")
    assert wait_for_draft(page, user=chair, version=2).values["lead"] == ["Sjede i stari i mladi."]
    page.close()

    page = context.new_page()
    page.goto(f"{site}/prakse/nova/")
    page.get_by_text("Vratite taj tekst").click()
    assert page.input_value("#id_title") == "Klupe kraj rijeke"
    page.get_by_role("button", name="Sačuvajte i stanite ovdje").click()
    page.wait_for_url(f"{site}/prakse/moje/")
    assert not Draft.objects.exists()


def test_the_older_of_two_windows_says_so(new_context, site, chair, cookies_of) -> None:
    context = new_context()
    context.add_cookies(cookies_of(chair))
    first, second = context.new_page(), context.new_page()
    for page in (first, second):
        page.goto(f"{site}/prakse/nova/")
    second.fill("#id_title", "Novije")
    second.focus("#id_lead")
    wait_for_draft(second, user=chair)
    first.fill("#id_title", "Starije")
    first.focus("#id_lead")
    first.get_by_text("Pišete i u drugom prozoru.").wait_for()
    assert Draft.objects.get().values["title"] == ["Novije"]


def sign_in(page, user) -> None:
    page.fill("#id_login", user.email)
    page.fill("#id_password", PASSWORD)
    page.get_by_role("button", name="Prijavite se", exact=True).click()


def test_a_comment_below_a_practice_is_kept_and_survives_the_session(new_context, site, chair) -> None:
    practice = make_practice(make_user("autor@example.ba"), status="published")
    context = new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{site}/prijava/?next={practice.get_absolute_url()}")
    sign_in(page, chair)
    page.wait_for_url(f"{site}{practice.get_absolute_url()}")
    page.fill("#id_body", "I mi smo tako")
    page.locator("#komentari").get_by_role("button", name="Pošaljite komentar").focus()
    assert wait_for_draft(page, user=chair).values["body"] == ["I mi smo tako"]
    page.reload()
    page.get_by_text("Vratite taj tekst").click()
    assert page.input_value("#id_body") == "I mi smo tako"

    context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.fill("#id_body", "I mi smo tako, ali kasnije")
    page.get_by_role("button", name="Pošaljite komentar").focus()
    page.get_by_text("Odjavljeni ste.").wait_for()
    page.get_by_role("button", name="Pošaljite komentar").click()
    sign_in(page, chair)
    page.wait_for_url("**/novi/?nacrt=1")
    assert page.input_value("#id_body") == "I mi smo tako, ali kasnije"
