"""X-Forwarded-For is believed for exactly as many proxies as there are."""

import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest
from django.test import RequestFactory

from mzplatform.middleware.address import ClientAddressMiddleware


def seen(rf: RequestFactory, forwarded: str) -> str:
    def view(request: HttpRequest) -> str:
        assert "HTTP_X_FORWARDED_FOR" not in request.META, "nobody below may read it again"
        return request.META["REMOTE_ADDR"]

    return ClientAddressMiddleware(view)(rf.get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=forwarded))


def test_without_proxies_the_header_is_nothing(settings) -> None:
    settings.TRUSTED_PROXY_HOPS = 0
    with pytest.raises(MiddlewareNotUsed):
        ClientAddressMiddleware(lambda _request: None)


@pytest.mark.parametrize(
    ("hops", "forwarded", "expected"),
    [
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "6.6.6.6, 203.0.113.9", "203.0.113.9"),
        (2, "6.6.6.6, 203.0.113.9, 10.0.0.7", "203.0.113.9"),
        (2, "203.0.113.9", "10.0.0.1"),
        (1, "", "10.0.0.1"),
        (1, " , ,", "10.0.0.1"),
    ],
)
def test_with_proxies(rf: RequestFactory, settings, hops: int, forwarded: str, expected: str) -> None:
    settings.TRUSTED_PROXY_HOPS = hops
    assert seen(rf, forwarded) == expected
