"""Gives an answer again without Django: the fast way for what was already asked in the same words.

Django's own part of a request (its request object, signals, a dozen middleware) costs more than all that is left to do
for a page that is in memory. So the first answer of each kind is recorded, with its final headers, in the page it
belongs to; later ones are replayed as long as the page's ETag is the current one. What may be kept at all is decided in
`middleware.py` alone: nothing is recorded here that it did not put into the environment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from django.conf import settings

from mzplatform.middleware.compression import best_encoding

from .pages import ANSWER

if TYPE_CHECKING:
    from .middleware import PageCacheMiddleware

Environment = dict[str, Any]
Headers = list[tuple[str, str]]
StartResponse = Callable[..., Any]
Application = Callable[[Environment, StartResponse], Iterable[bytes]]


class Front:
    """A WSGI application around Django's."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.pages: PageCacheMiddleware | None = None  # known with the first answer that it gave

    def __call__(self, environ: Environment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or (environ.get("CONTENT_LENGTH") or "0") != "0":
            return self.application(environ, start_response)
        if (replay := self.find(environ)) is not None:
            status, headers, body = replay
            start_response(status, headers)
            return [body]

        def record(status: str, headers: Headers, exc_info: Any = None) -> Any:
            self.remember(environ, status, headers)
            return start_response(status, headers, exc_info) if exc_info else start_response(status, headers)

        return self.application(environ, record)

    def find(self, environ: Environment) -> tuple[str, Headers, bytes] | None:
        """The recorded answer to this very request."""
        if self.pages is None or "HTTP_AUTHORIZATION" in environ:
            return None
        if settings.SESSION_COOKIE_NAME in environ.get("HTTP_COOKIE", ""):
            return None
        stamp = self.pages.stamp.known()
        path: str = environ.get("PATH_INFO", "")
        if not stamp or not path.isascii():
            return None
        key = f"{environ.get('HTTP_HOST')}{path}?{environ.get('QUERY_STRING', '')}"
        page = self.pages.memory.get(key, self.pages.etag(key, stamp))
        if page is None:
            return None
        unchanged = page.etag in environ.get("HTTP_IF_NONE_MATCH", "")
        if (answer := page.answers.get(kind(environ, unchanged))) is None:
            return None
        return (*answer, b"" if unchanged else page.body(best_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))))

    def remember(self, environ: Environment, status: str, headers: Headers) -> None:
        """Keeps the status line and the headers as they go out, in the page that was answered with."""
        if answer := environ.get(ANSWER):
            self.pages, page = answer
            page.answers[kind(environ, status.startswith("304"))] = (status, headers)


def kind(environ: Environment, unchanged: bool) -> tuple[object, ...]:
    """What else than the page decides about the headers: the encoding, and whether the reader came by https."""
    encoding = "" if unchanged else best_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
    return unchanged, encoding, environ["wsgi.url_scheme"], environ.get("HTTP_X_FORWARDED_PROTO")
