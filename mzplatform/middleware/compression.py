"""Compression of what views make; files are compressed ahead (WhiteNoise), stored pages keep their compressed form.

On BREACH: pages with a form carry Django's CSRF token, which is masked anew with every answer, and no page repeats a
secret next to what the query says.
"""

import gzip
from collections.abc import Callable
from functools import lru_cache

import brotli
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

SMALLEST = 400  # bytes; less does not pay
TYPES = ("text/", "application/json", "application/xml", "application/manifest+json", "image/svg+xml")
QUALITY, STORED = 3, 5
"""Of brotli: for one answer, and for a page that is kept for many. The second takes three times as long for a tenth less."""
IDENTITY = "identity"


class CompressionMiddleware:
    """Brotli where the client takes it, else gzip."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not is_compressible(response):
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        encoding = best_encoding(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        if encoding != IDENTITY:
            response.content = compress(response.content, encoding)
            response["Content-Encoding"] = encoding
            if "Content-Length" in response:
                response["Content-Length"] = str(len(response.content))
        return response


def is_compressible(response: HttpResponse) -> bool:
    """Text of some length that nobody has compressed yet."""
    return (
        not response.streaming
        and "Content-Encoding" not in response
        and response.get("Content-Type", "").startswith(TYPES)
        and len(response.content) >= SMALLEST
    )


@lru_cache(maxsize=512)
def best_encoding(accepted: str) -> str:
    """`br`, `gzip` or `identity`, from an Accept-Encoding header."""
    wanted = {}
    for part in accepted.lower().split(","):
        name, _, parameter = part.partition(";")
        wanted[name.strip()] = parameter.strip().replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    for encoding in ("br", "gzip"):
        if wanted.get(encoding, wanted.get("*", False)):
            return encoding
    return IDENTITY


def compress(body: bytes, encoding: str, quality: int = QUALITY) -> bytes:
    """`body` in `encoding`."""
    if encoding == "br":
        return bytes(brotli.compress(body, quality=quality))
    if encoding == "gzip":
        return gzip.compress(body, compresslevel=6, mtime=0)
    return body
