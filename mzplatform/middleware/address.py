"""The client's address behind a configured number of proxies; without proxies the header is never looked at."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse


class ClientAddressMiddleware:
    """Puts the address of the client into REMOTE_ADDR, where all code looks for it.

    Each trusted proxy appends the address it saw, so the client is the entry that many places from the end. What stands
    further left was written by the client and is believed by nobody.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.TRUSTED_PROXY_HOPS:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        entries = [entry.strip() for entry in request.META.pop("HTTP_X_FORWARDED_FOR", "").split(",") if entry.strip()]
        if len(entries) >= settings.TRUSTED_PROXY_HOPS:
            request.META["REMOTE_ADDR"] = entries[-settings.TRUSTED_PROXY_HOPS]
        return self.get_response(request)
