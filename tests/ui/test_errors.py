"""Error pages in our frame; 500 and 503 without anything that may be broken."""

import logging

import pytest
from django.test import RequestFactory
from django.urls import path
from django.utils import translation

from mzplatform import errors
from tests import markup
from text.languages import LANGUAGES

STATUSES = (400, 403, 404, 413, 429, 500, 503)


def status_view(request, status):
    return errors.render_status(request, status)


def broken_view(request):
    raise RuntimeError("the secret of the database")


def at(language, rest):
    return rest if language.code == "bs" else f"/{language.code}{rest}"


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_page_of_a_status(status, language):
    """Without the `db` mark any query raises."""
    request = RequestFactory().get(at(language, "/nema/"))
    with translation.override(language.code):
        response = errors.render_status(request, status)
    text = response.content.decode()
    assert response.status_code == status
    assert f'<html lang="{language.tag}">' in text
    assert response["Cache-Control"] == "no-store"
    assert str(status) in text
    assert text.count("<h1>") == 1
    assert ("Мјесна заједница" if language.script == "Cyrl" else "Mjesna zajednica") + "</title>" in text
    assert "<!--" not in text
    markup.valid(response)


@pytest.mark.parametrize("status", [500, 503])
def test_plain_pages_touch_no_database(status):
    """Without the `db` mark any query raises."""
    request = RequestFactory().get("/sr/mjesne-zajednice/")
    response = errors.render_status(request, status)
    text = response.content.decode()
    assert 'lang="sr-Cyrl"' in text
    assert "Мјесна<br>заједница" in text


def test_plain_pages_offer_every_language():
    text = errors.plain("/en/a/?x=<b>", 503).content.decode()
    for address in ('href="/a/?x=&lt;b&gt;"', 'href="/sr/a/', 'href="/hr/a/'):
        assert address in text
    assert "<b>" not in text


def test_503_says_when_to_come_back():
    assert errors.plain("/", 503)["Retry-After"] == "60"


def test_500_shows_a_mark_that_the_log_has_too(caplog):
    request = RequestFactory().get("/nema/")
    with caplog.at_level(logging.ERROR, logger="mzplatform.errors"):
        response = errors.server_error(request)
    mark = caplog.records[0].args[0]
    assert len(mark) == 8
    assert mark in response.content.decode()


@pytest.mark.django_db
def test_404_does_not_repeat_the_address(client):
    response = client.get("/tajna-adresa-9137/")
    assert response.status_code == 404
    main = markup.text_of(response)
    assert "tajna-adresa" not in main


@pytest.mark.django_db
def test_an_expired_form_is_explained():
    request = RequestFactory().get("/")
    with translation.override("en"):
        response = errors.csrf_failure(request, reason="x")
    assert response.status_code == 403
    assert "The form has expired" in response.content.decode()


urlpatterns = [path("boom/", broken_view)]
handler500 = errors.server_error


@pytest.mark.urls("tests.ui.test_errors")
def test_a_broken_view_tells_nothing(client):
    client.raise_request_exception = False
    response = client.get("/boom/")
    assert response.status_code == 500
    assert "secret" not in response.content.decode()
