"""What no honest client sends is refused with a page of ours, before anything reads it."""

from __future__ import annotations

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory

from mzplatform.middleware.guard import GuardMiddleware, has_nul

pytestmark = pytest.mark.django_db
SIGN_IN = "/prijava/"


class Unread(io.RawIOBase):
    """A body that must not be read."""

    def readable(self) -> bool:
        return True

    def readinto(self, _buffer: object) -> int:
        raise AssertionError("the body was read")


def post(length: str, content_type: str, **extra: str):
    """A POST whose body fails the test when somebody reads it."""
    request = RequestFactory().post(SIGN_IN, content_type=content_type, **extra)
    request.META["CONTENT_LENGTH"] = length
    request._stream = Unread()
    return GuardMiddleware(lambda _request: pytest.fail("it got past the guard"))(request)


@pytest.mark.parametrize(
    ("length", "content_type"),
    [
        ("1000001", "application/x-www-form-urlencoded"),
        ("1000001", "application/json"),
        ("12500001", "multipart/form-data; boundary=x"),
        ("2147483648", "multipart/form-data; boundary=x"),
        ("9" * 400, "text/plain"),
    ],
)
def test_a_large_body_is_refused_before_it_is_read(length: str, content_type: str) -> None:
    response = post(length, content_type)
    assert response.status_code == 413
    assert b"<html" in response.content


def test_a_large_body_of_a_get_is_refused_too(client: Client) -> None:
    assert client.get("/", CONTENT_LENGTH="60000000").status_code == 413
    assert client.get("/", CONTENT_LENGTH="0").status_code == 200
    assert client.get("/", CONTENT_LENGTH="").status_code == 200


def test_a_body_without_length_is_refused() -> None:
    assert post("", "text/plain", HTTP_TRANSFER_ENCODING="chunked").status_code == 411
    assert post("", "text/plain", HTTP_TRANSFER_ENCODING="chunked, identity").status_code == 411


@pytest.mark.parametrize("length", ["-1", "1e3", "٣", "+5", "0x10"])
def test_a_length_that_is_no_number(length: str) -> None:
    assert post(length, "text/plain").status_code == 400


def test_a_photo_of_twelve_megabytes_may_pass() -> None:
    request = RequestFactory().post(SIGN_IN, content_type="multipart/form-data; boundary=x")
    request.META["CONTENT_LENGTH"] = "12500000"
    assert GuardMiddleware(lambda _request: "passed")(request) == "passed"


@pytest.mark.parametrize("path", ["/%00", "/mjesne-zajednice/%00/", "/?q=%00", "/sr/mjesne-zajednice/?q=a%00b"])
def test_nul_in_an_address(client: Client, path: str) -> None:
    assert client.get(path).status_code == 400


def test_nul_in_a_cookie(client: Client) -> None:
    assert client.get("/", headers={"Cookie": 'sessionid="a\\000b"'}).status_code == 400
    assert client.get("/", headers={"Cookie": 'taste="sweet\\041"'}).status_code == 200


def test_nul_in_a_form(client: Client) -> None:
    assert client.post(SIGN_IN, {"login": "a\0b", "password": "x"}).status_code == 400
    assert client.post(SIGN_IN, {"lo\0gin": "a"}).status_code == 400
    assert client.post(SIGN_IN, "login=a%00b", content_type="application/x-www-form-urlencoded").status_code == 400


def test_nul_in_json(rf: RequestFactory) -> None:
    assert has_nul(rf.post("/", '{"a": "\\u0000"}', content_type="application/json"))
    assert not has_nul(rf.post("/", '{"a": "š"}', content_type="application/json"))


def test_nul_inside_a_file_is_fine_and_in_its_name_is_not(rf: RequestFactory) -> None:
    assert not has_nul(rf.post("/", {"photo": SimpleUploadedFile("a.png", b"\x89PNG\0\0")}))


def test_an_overlong_address(client: Client) -> None:
    assert client.get("/mjesne-zajednice/?q=" + "a" * 2_000).status_code == 414
    assert client.get("/" + "a" * 1_001).status_code == 414
    assert client.get("/mjesne-zajednice/?q=" + "a" * 1_900).status_code == 200


@pytest.mark.parametrize("prefix", ["", "/sr", "/sr-latn", "/en"])
@pytest.mark.parametrize(
    "typed", ["-" * 5_000, "rasvjeta " * 600, "a%00b", "%00", "č" * 3_000, "%C4%8D" * 1_200, "%FF" * 1_000, "q&" * 900]
)
@pytest.mark.django_db
def test_what_is_pasted_into_the_search_is_cut(client: Client, prefix: str, typed: str) -> None:
    """Of whatever somebody sends there the search reads a beginning; nobody is told off."""
    for address in (f"{prefix}/pretraga/", f"{prefix}/pretraga/prijedlozi/"):
        response = client.generic("GET", address, QUERY_STRING=f"q={typed}".encode().decode("latin-1"))
        assert response.status_code == 200, address
    assert client.get(f"{prefix}/?q={'-' * 5_000}").status_code == 414


@pytest.mark.parametrize("path", ["/", "/sr/prakse/", "/nema/"])
def test_too_many_parameters(client: Client, path: str) -> None:
    assert client.get(f"{path}?{'&' * 1_500}").status_code == 400


@pytest.mark.parametrize("language", ["hr", "sr", "en"])
def test_the_refusal_speaks_the_language_of_the_address(client: Client, language: str) -> None:
    tag = {"hr": "hr", "sr": "sr-Cyrl", "en": "en"}[language]
    assert f'lang="{tag}"'.encode() in client.get(f"/{language}/?q=%00").content


def refused(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code in {400, 414}
    return response.content.decode()


@pytest.mark.parametrize(
    "path", ["/sr/prakse/?q=%00", "/sr/%00/", "/sr/prakse/?q=" + "a" * 2_000, "/sr/" + "a" * 1_000]
)
def test_the_refusal_is_in_one_script_and_without_marks(client: Client, path: str) -> None:
    page = refused(client, path)
    assert "<title>Нисмо разумјели захтјев – Мјесна заједница</title>" in page
    assert "<!--" not in page


@pytest.mark.parametrize(
    ("path", "bare"),
    [
        ("/prakse/?q=%00", "/prakse/"),
        ("/sr/prakse/?q=" + "a" * 2_000, "/prakse/"),
        ("/hr/prakse/%00/?q=%00", "/"),
        ("/" + "a" * 1_001, "/"),
    ],
)
def test_the_refusal_leads_to_addresses_that_can_be_asked_for(client: Client, path: str, bare: str) -> None:
    page = refused(client, path)
    links = re.findall(r'<a href="([^"]*)" lang="[^"]*" hreflang', page)
    assert set(links) == {f"{prefix}{bare}" for prefix in ("", "/hr", "/sr-latn", "/sr", "/en")}
    assert {client.get(link).status_code for link in links} == {200}


@pytest.mark.parametrize("path", ["/", SIGN_IN, "/sr/prijava/"])
def test_a_form_in_another_encoding(client: Client, path: str) -> None:
    """With the cookie that made the page of the error read the form once more."""
    client.cookies["csrftoken"] = "x" * 32
    response = client.post(path, b"a=b", content_type="application/x-www-form-urlencoded; charset=iso-8859-1")
    assert response.status_code == 400
    for charset in ("utf-8", "UTF-8"):
        kind = f"application/x-www-form-urlencoded; charset={charset}"
        assert client.post(SIGN_IN, b"login=a", content_type=kind).status_code == 200


def test_letters_in_a_query_that_were_not_escaped_stay_letters(client: Client) -> None:
    typed = "q=žepče&jls=жепче&x=1+2%20".encode().decode("latin-1")  # as a server hands it on
    response = client.get("/mjesne-zajednice", QUERY_STRING=typed)
    assert response["Location"] == "/mjesne-zajednice/?q=%C5%BEep%C4%8De&jls=%D0%B6%D0%B5%D0%BF%D1%87%D0%B5&x=1+2%20"
    page = client.get("/mjesne-zajednice/", QUERY_STRING="q=žepče".encode().decode("latin-1")).content.decode()
    assert "/sr/mjesne-zajednice/?q=%C5%BEep%C4%8De" in page
