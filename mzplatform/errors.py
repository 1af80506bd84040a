"""Error pages in the frame of the site. Those that must work when nothing else does (500, 503) need neither database,
session nor context: a template, the catalogue of the language in the address, and the style sheet.
"""

import logging
from secrets import token_hex

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import get_language_from_path
from django.views.decorators.csrf import requires_csrf_token

from mzplatform.context import in_language, without_language
from text.languages import LANGUAGES, Language, find
from text.middleware import in_script

logger = logging.getLogger(__name__)
PLAIN = (500, 503)


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    return render_status(request, 400)


@requires_csrf_token
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    return render_status(request, 403)


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    return render_status(request, 404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open too long, or came from elsewhere (CSRF_FAILURE_VIEW)."""
    logger.info("csrf failure: %s", reason)
    response = render(request, "403.html", {"expired": True}, status=403)
    response["Cache-Control"] = "no-store"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Our fault: the page shows a mark that the log has too, so that a reader can tell us which."""
    mark = token_hex(4).upper()
    logger.error("error %s at %s", mark, request.path, exc_info=True)
    return plain(request.path, 500, {"error_id": mark})


def render_status(request: HttpRequest, status: int) -> HttpResponse:
    """The page of a status, in the language of the address; never kept by a cache."""
    if status in PLAIN:
        return plain(request.path, status)
    language = find(get_language_from_path(request.path_info))
    with translation.override(language.code):
        html = render_to_string(f"{status}.html", request=request)
    return finished(html, language, status)


def plain(path: str, status: int, context: dict[str, str] | None = None) -> HttpResponse:
    """A page without request: nothing that could fail again."""
    bare = without_language(path)
    language = find(get_language_from_path(path))
    with translation.override(language.code):
        html = render_to_string(
            f"{status}.html",
            {
                **(context or {}),
                "html_lang": language.tag,
                "home": in_language("/", language),
                "languages": [(item, in_language(bare, item)) for item in LANGUAGES],
                "path": path,
                "sample": settings.SAMPLE_SITE,
            },
        )
    response = finished(html, language, status)
    if status == 503:
        response["Retry-After"] = "60"
    return response


def finished(html: str, language: Language, status: int) -> HttpResponse:
    """As it goes out: the middleware for scripts may be one of the things that did not get to run."""
    response = HttpResponse(in_script(html.encode(), language.script), status=status)
    response.script_exempt = True  # type: ignore[attr-defined]
    response["Content-Language"] = language.tag
    response["Cache-Control"] = "no-store"
    return response
