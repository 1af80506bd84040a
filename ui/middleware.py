"""For `./dev run` only: a changed style sheet, script or drawing is built again before the next page is answered."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse

from ui.assets.build import build_all


class RebuildMiddleware:
    """Looks at the dates of the sources, which takes about a millisecond; elsewhere it takes itself out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.DEV_SERVER:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        build_all()
        return self.get_response(request)
