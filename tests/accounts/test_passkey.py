"""A passkey in a real browser with a virtual authenticator: made once, then enough to sign in."""

import pytest
from allauth.mfa.models import Authenticator

from tests.factories import PASSWORD, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def key_page(page):
    """A page whose browser believes that somebody puts a finger on the reader."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return page


def test_made_once_then_enough_to_sign_in(key_page, live_server):
    user, page = make_user("kljuc@example.ba", name="Ključ"), key_page
    page.goto(f"{live_server.url}/prijava/?next=/nalog/ponovo/")
    page.fill("[name=login]", user.email)
    page.fill("[name=password]", PASSWORD)
    page.click("main form:first-of-type button.btn")
    page.wait_for_url("**/nalog/ponovo/")
    page.fill("[name=password]", PASSWORD)
    page.click("main form button.btn")
    page.goto(f"{live_server.url}/nalog/dvostruka-potvrda/kljucevi/novi/")
    page.check("[name=passwordless]")
    page.click("[data-passkey-ask]")
    page.wait_for_url("**/rezervni-kodovi/")
    assert Authenticator.objects.filter(user=user, type="webauthn").count() == 1
    page.context.clear_cookies()
    page.goto(f"{live_server.url}/prijava/")
    page.click("[data-passkey-ask]")
    page.wait_for_url(f"{live_server.url}/")
    page.goto(f"{live_server.url}/nalog/")
    assert "Ključ" in page.inner_text("h1")


def test_without_script_the_button_is_not_there(browser, live_server, db):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{live_server.url}/prijava/")
    assert page.locator("[data-passkey-ask]").is_hidden()
