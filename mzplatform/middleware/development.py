"""For `./dev run` only: what is not found looks as it does on the real site. Errors keep Django's page with the traceback."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse

from mzplatform.errors import not_found


class NotFoundMiddleware:
    """Puts our page in the place of Django's list of addresses; elsewhere it takes itself out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not (settings.DEBUG and settings.DEV_SERVER):
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        return not_found(request) if response.status_code == 404 else response
