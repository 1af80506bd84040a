"""Which answers are converted, into what, and which are left alone."""

import pytest
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.utils import translation

from text.middleware import ScriptMiddleware, keep_script
from text.script import still


def through(response, language, rf):
    with translation.override(language):
        return ScriptMiddleware(lambda request: response)(rf.get("/"))


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("sr", "<p>Жепче Жепче</p>"),
        ("bs", "<p>Žepče Žepče</p>"),
        ("hr", "<p>Žepče Žepče</p>"),
        ("sr-latn", "<p>Žepče Žepče</p>"),
        ("en", "<p>Žepče Žepče</p>"),
    ],
)
def test_a_page_is_in_one_script(language, expected, rf):
    response = through(HttpResponse("<p>Žepče Жепче</p>"), language, rf)
    assert response.content.decode() == expected


def test_content_length_follows(rf):
    response = HttpResponse("<p>Žepče i Maglaj</p>", headers={"Content-Length": "21"})
    response = through(response, "sr", rf)
    assert response["Content-Length"] == str(len(response.content))
    assert not through(HttpResponse("<p>a</p>"), "sr", rf).has_header("Content-Length")


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse("škola", content_type="text/plain; charset=utf-8"),
        HttpResponse("<p>škola</p>", content_type="application/xml"),
        HttpResponse(b"<p>\xff\xfe</p>", content_type="text/html; charset=utf-8"),
        HttpResponse("<p>škola</p>", headers={"Content-Encoding": "gzip"}),
        HttpResponse(status=304),
        JsonResponse({"ime": "škola"}),
        StreamingHttpResponse([b"<p>skola</p>"]),
    ],
    ids=["text", "xml", "not utf-8", "compressed", "304", "json", "stream"],
)
def test_everything_else_is_left(response, rf):
    before = None if response.streaming else response.content
    after = through(response, "sr", rf)
    assert after is response
    assert response.streaming or after.content == before


def test_a_view_can_keep_its_script(rf):
    @keep_script
    def view(request):
        return HttpResponse("<p>škola школа</p>")

    for language in ("sr", "bs"):
        with translation.override(language):
            assert ScriptMiddleware(view)(rf.get("/")).content.decode() == "<p>škola школа</p>"


def test_a_latin_page_without_cyrillic_is_not_even_read(rf, monkeypatch):
    monkeypatch.setattr("text.middleware.convert_html", lambda html, script: pytest.fail("it was"))
    assert through(HttpResponse("<p>Žepče, 5 € – đak</p>"), "bs", rf).content.decode() == "<p>Žepče, 5 € – đak</p>"


def test_another_charset(rf):
    response = HttpResponse("<p>škola</p>".encode("iso-8859-2"), content_type="text/html; charset=iso-8859-2")
    assert through(response, "sr", rf).content == b"<p>&#1096;&#1082;&#1086;&#1083;&#1072;</p>"


@pytest.mark.parametrize(("language", "expected"), [("sr", "<p>Жепче</p>"), ("bs", "<p>Žepče</p>")])
def test_marks_of_still_parts_are_gone_from_the_page(language, expected, rf):
    page = str(still("<p>Žepče</p>"))
    response = through(HttpResponse(page, headers={"Content-Length": str(len(page.encode()))}), language, rf)
    assert response.content.decode() == expected
    assert response["Content-Length"] == str(len(response.content))
