"""Pages that are not stored are compressed too, in what the client takes."""

import gzip

import brotli
import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory

from mzplatform.middleware.compression import CompressionMiddleware, best_encoding

TEXT = "mjesna zajednica " * 100


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("GZIP;q=0.5", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br; q=0", "identity"),
        ("*", "br"),
        ("identity", "identity"),
        ("", "identity"),
        ("xbr, notgzip", "identity"),
    ],
)
def test_choice(accepted: str, encoding: str) -> None:
    assert best_encoding(accepted) == encoding


@pytest.mark.parametrize(("accepted", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_text_is_compressed(rf: RequestFactory, accepted: str, unpack) -> None:
    response = CompressionMiddleware(lambda _request: HttpResponse(TEXT))(rf.get("/", HTTP_ACCEPT_ENCODING=accepted))
    assert response["Content-Encoding"] == accepted
    assert unpack(response.content).decode() == TEXT
    assert "Accept-Encoding" in response["Vary"]


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse("short"),
        HttpResponse(TEXT, content_type="image/png"),
        HttpResponse(TEXT, headers={"Content-Encoding": "gzip"}),
        StreamingHttpResponse([TEXT]),
    ],
)
def test_what_is_left_as_it_is(rf: RequestFactory, response) -> None:
    before = dict(response.headers)
    assert CompressionMiddleware(lambda _request: response)(rf.get("/", HTTP_ACCEPT_ENCODING="br")).headers == before


@pytest.mark.django_db
def test_a_signed_in_page_is_compressed(client_of, member) -> None:
    response = client_of(member).get("/nalog/", headers={"Accept-Encoding": "br"})
    assert response["Content-Encoding"] == "br"
    assert brotli.decompress(response.content)


@pytest.mark.django_db
def test_a_client_that_takes_nothing_gets_plain_text(client: Client) -> None:
    assert "Content-Encoding" not in client.get("/prijava/").headers
