"""PostgreSQL is away, overloaded, or broke off: 503 in our frame, and the next request tries again."""

import sys
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from mzplatform import errors

# Refused and lost connections, time-outs of statements and locks, deadlocks, a full disk: all of them may pass.
AWAY = (OperationalError, InterfaceError)


class DatabaseAwayMiddleware:
    """Catches what a view raises; also in DEBUG, where Django would show a page of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, AWAY):
            errors.logger.error("database away at %s: %s", request.path, exception)
            return errors.render_status(request, 503)
        return None


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500. What middleware raises (the session, the page stamp) ends here and not in `process_exception`."""
    error = sys.exc_info()[1]
    if isinstance(error, AWAY):
        errors.logger.error("database away at %s: %s", request.path, error)
        return errors.render_status(request, 503)
    return errors.server_error(request)
