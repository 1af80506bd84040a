"""Who may keep what: nothing of a signed-in person, nothing about accounts, no cookie for an anonymous reader."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.test import Client, RequestFactory

from mzplatform.middleware.caching import CacheControlMiddleware

PUBLIC = ["/", "/mjesne-zajednice/", "/o-platformi/", "/pristupacnost/", "/privatnost/", "/pravila/", "/dizajn/"]
ABOUT_ACCOUNTS = ["/prijava/", "/registracija/", "/nalog/lozinka/nova/", "/sr/prijava/", "/upravljanje/", "/en/nalog/"]

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", PUBLIC)
@pytest.mark.parametrize("language", ["", "/hr", "/sr-latn", "/sr", "/en"])
def test_a_public_page_sets_no_cookie_and_may_be_kept(client: Client, language: str, path: str) -> None:
    response = client.get(language + path)
    assert response.status_code == 200
    assert not response.cookies
    assert response["Cache-Control"] == "no-cache"
    assert "Cookie" in response["Vary"]
    assert "Accept-Language" not in response["Vary"]


@pytest.mark.parametrize("path", ABOUT_ACCOUNTS)
def test_pages_about_accounts_are_kept_by_nobody(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code in {200, 302}
    assert response["Cache-Control"] == "no-store"
    assert "ETag" not in response.headers


@pytest.mark.parametrize("path", [*PUBLIC, "/nalog/", "/nema/"])
def test_what_a_signed_in_person_sees_is_kept_by_nobody(client_of, member, path: str) -> None:
    response = client_of(member).get(path)
    assert response["Cache-Control"] == "private, no-store"
    assert "ETag" not in response.headers


def test_the_back_button_shows_nothing_after_signing_out(client_of, member) -> None:
    response = client_of(member).post("/nalog/odjava/")
    assert response["Clear-Site-Data"] == '"cache"'
    assert response["Cache-Control"] == "private, no-store"


def with_cookie(_request: object) -> HttpResponse:
    response = HttpResponse("page")
    response.set_cookie("a", "b")
    return response


def test_a_cookie_on_a_public_page_is_loud_here(rf: RequestFactory, settings) -> None:
    settings.STRICT = True
    with pytest.raises(ImproperlyConfigured, match="the cookie a"):
        CacheControlMiddleware(with_cookie)(rf.get("/pravila/"))


def test_and_dropped_in_production(rf: RequestFactory, settings) -> None:
    settings.STRICT = False
    response = CacheControlMiddleware(with_cookie)(rf.get("/pravila/"))
    assert not response.cookies
    assert response["Cache-Control"] == "no-store"


def test_sign_in_may_set_one(rf: RequestFactory) -> None:
    assert CacheControlMiddleware(with_cookie)(rf.get("/sr/prijava/")).cookies
