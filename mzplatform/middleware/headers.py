"""Headers that every answer carries: pages, files, errors, redirects, 304. Outermost, so that nothing escapes."""

from collections.abc import Callable
from http import HTTPStatus

from csp.constants import HEADER as POLICY
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse

PAUSE = 60  # seconds; most limits of ours are of a minute or let one in again after it


class HeadersMiddleware(CSPMiddleware):
    """django-csp, with the policy of the settings built once instead of with every answer, and the other headers.

    A view may still change the policy of its own answer with django-csp's decorators (`csp_update`, `csp_replace`).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        super().__init__(get_response)
        self.next = get_response
        self.policy = "; ".join(sorted(build_policy().split("; ")))  # the same in every process
        self.headers = {
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Permissions-Policy": settings.PERMISSIONS_POLICY,
            "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
            "X-Content-Type-Options": "nosniff",
        }

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.next(request)
        for name, value in self.headers.items():
            response.headers.setdefault(name, value)
        if response.status_code == HTTPStatus.TOO_MANY_REQUESTS:
            response.headers.setdefault("Retry-After", str(PAUSE))
        if request.method == "HEAD" and not response.streaming and response.content:
            response.headers.setdefault("Content-Length", str(len(response.content)))
            response.content = b""  # the server would drop it, and complain each time
        if not self.has_own_policy(response):
            if not self.is_debug_page(response):
                response.headers.setdefault(POLICY, self.policy)
            return response
        self.process_response(request, response)
        return response

    @staticmethod
    def has_own_policy(response: HttpResponse) -> bool:
        """Whether one of django-csp's decorators left its mark on the answer."""
        return any(name.startswith("_csp_") for name in vars(response))

    @staticmethod
    def is_debug_page(response: HttpResponse) -> bool:
        """Django's yellow pages are styled inline, and exist in development only."""
        return settings.DEBUG and response.status_code in {HTTPStatus.NOT_FOUND, HTTPStatus.INTERNAL_SERVER_ERROR}
