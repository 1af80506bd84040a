"""`site`: the same page in each language, the menu, nothing that touches the session."""

from html import escape

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.utils import translation

from mzplatform.context import NUMBER, PATH, QUERY, TOKEN, Site, around, in_language, without_language
from text.languages import LANGUAGES


def site_at(address, code, **cookies):
    request = RequestFactory().get(address)
    request.COOKIES.update(cookies)
    return Site(request), translation.override(code)


@pytest.mark.parametrize(
    ("path", "bare"),
    [
        ("/", "/"),
        ("/sr/", "/"),
        ("/sr", "/"),
        ("/sr-latn/pravila/", "/pravila/"),
        ("/srednje/", "/srednje/"),
        ("/bs/x/", "/bs/x/"),
    ],
)
def test_without_language(path, bare):
    assert without_language(path) == bare


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_there_and_back(language):
    assert without_language(in_language("/pravila/", language)) == "/pravila/"


def test_languages_keep_page_and_query():
    site, language = site_at("/en/mjesne-zajednice/?q=%C5%BEep%C4%8De&page=2", "en")
    with language:
        urls = {page.code: page.url for page in site.languages}
        current = [page.code for page in site.languages if page.current]
    assert urls["bs"] == "/mjesne-zajednice/?q=%C5%BEep%C4%8De&page=2"
    assert urls["sr"] == "/sr/mjesne-zajednice/?q=%C5%BEep%C4%8De&page=2"
    assert current == ["en"]


@pytest.mark.parametrize(("query", "suffix"), [("x=1", ""), ("q=a&page=2", ""), ("page=2", "?page=2")])
def test_alternates_have_host_and_the_query_of_the_canonical(query, suffix):
    site, language = site_at(f"/prakse/?{query}", "bs")
    with language:
        assert [page.absolute for page in site.languages][1] == f"{settings.SITE_URL}/hr/prakse/{suffix}"
        assert site.canonical == site.languages[0].absolute


@pytest.mark.parametrize(
    ("query", "suffix"),
    [("", ""), ("q=x", ""), ("q=x&page=3", ""), ("page=3", "?page=3"), ("page=zadnja", ""), ("page=%22%3E", "")],
)
def test_canonical_keeps_only_a_page_number(query, suffix):
    site, language = site_at(f"/hr/mjesne-zajednice/?{query}", "hr")
    with language:
        assert site.canonical == f"{settings.SITE_URL}/hr/mjesne-zajednice/{suffix}"


@pytest.mark.parametrize(
    ("code", "latin", "cyrillic"), [("bs", "/x/", "/sr/x/"), ("en", "/en/x/", "/sr/x/"), ("sr", "/x/", "/sr/x/")]
)
def test_script_switch(code, latin, cyrillic):
    site, language = site_at("/x/" if code == "bs" else f"/{code}/x/", code)
    with language:
        assert site.scripts["latin"].url == latin
        assert site.scripts["cyrillic"].url == cyrillic


def test_a_visitor_without_cookie_is_nobody_and_the_session_is_not_asked():
    class Untouchable:
        @property
        def is_authenticated(self):
            raise AssertionError

    site, language = site_at("/", "bs")
    site.request.user = Untouchable()
    with language:
        assert site.user is None


def test_a_broken_query_breaks_nothing():
    site, language = site_at("/", "bs")
    site.request.META["QUERY_STRING"] = "q=%00%ff&\u2028".encode().decode("latin-1")  # as a server hands it on
    with language:
        assert site.languages[3].url.startswith("/sr/?q=")


def test_menu_marks_where_one_is():
    site, language = site_at("/hr/mreze/neka/", "hr")
    with language:
        assert [item.current for item in site.nav] == [False, False, False, False, True, False]


def framed(address, code, user=None):
    site, language = site_at(address, code, **({settings.SESSION_COOKIE_NAME: "x"} if user else {}))
    site.request.user = user or AnonymousUser()
    with language:
        return site, f"{site.head}{site.header}{site.footer}"


@pytest.mark.parametrize("code", [language.code for language in LANGUAGES])
def test_each_page_puts_its_own_address_into_what_stands_around_it(code):
    around.cache_clear()
    prefix = "" if code == "bs" else f"/{code}"
    for address in ("/mjesne-zajednice/?q=a&page=2", "/prakse/1-x/", "/mjesne-zajednice/?q=b"):
        site, html = framed(f"{prefix}{address}", code)
        assert not {PATH, QUERY, NUMBER, TOKEN} & set(html)
        assert f'rel="canonical" href="{escape(site.canonical)}"' in html
        for page in site.languages:
            assert f'href="{escape(page.url)}" lang="{page.tag}"' in html
            assert f'hreflang="{page.tag}" href="{escape(page.absolute)}"' in html
        assert f'hreflang="x-default" href="{escape(site.languages[0].absolute)}"' in html
        assert html.count('aria-current="page"') == 1
    assert around.cache_info().misses == 6  # head, header and footer, in two rooms


def test_an_address_cannot_break_out_of_what_stands_around_it():
    _site, html = framed('/x"><script>/?q="><script>\'', "bs")
    assert "<script>" not in html.replace('<script type="module"', "")


def test_an_address_cannot_use_the_marks_of_others():
    _site, html = framed(f"/{QUERY}{TOKEN}/?q={PATH}{TOKEN}", "bs")
    assert not {PATH, QUERY, NUMBER, TOKEN} & set(html)
    assert "csrfmiddlewaretoken" not in html


def test_who_is_signed_in_can_sign_out_from_any_page():
    class Person:
        is_authenticated = True

    tokens = set()
    for _time in range(2):
        _site, html = framed("/pravila/", "bs", Person())
        tokens.add(html.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0])
    assert len(tokens) == 2
    assert all(len(token) == 64 for token in tokens)
    assert "csrfmiddlewaretoken" not in framed("/pravila/", "bs")[1]
