"""The last step of every page: its text in the script of the language that is asked for."""

import re
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from text.languages import current
from text.script import convert_html

_CYRILLIC_BYTES = re.compile(rb"[\xd0-\xd3]")
"""First bytes of the Cyrillic block in UTF-8; most Latin pages hold none and need not even be decoded."""
_SHIELDED = re.compile(rb'<[^<>]* translate="no"[^<>]*>[^<]*')
"""An element that stays as it is, with its text up to the next tag: the script switch, the second line of a plate."""

P = ParamSpec("P")
R = TypeVar("R", bound=HttpResponseBase)


def keep_script(view: Callable[P, R]) -> Callable[P, R]:
    """Decorates a view whose answers stay in the script in which it wrote them."""

    @wraps(view)
    def kept(*args: P.args, **kwargs: P.kwargs) -> R:
        response = view(*args, **kwargs)
        response.script_exempt = True  # type: ignore[attr-defined]
        return response

    return kept


class ScriptMiddleware:
    """On Cyrillic pages all that is read becomes Cyrillic; on all others Cyrillic content becomes Latin.

    Stands outside everything that may still write text, inside everything that compresses, stores or tags the answer.
    The language must be active around it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if isinstance(response, HttpResponse) and _is_page(response):
            _convert(response)
        return response


def _is_page(response: HttpResponse) -> bool:
    kind = response.get("Content-Type", "").partition(";")[0].strip().lower()
    exempt = getattr(response, "script_exempt", False) or response.has_header("Content-Encoding")
    return kind == "text/html" and not exempt and bool(response.content)


def _is_latin(content: bytes) -> bool:
    """Whether all Cyrillic in the page is marked to stay; may say no too often, never yes too often."""
    return not _CYRILLIC_BYTES.search(content) or not _CYRILLIC_BYTES.search(_SHIELDED.sub(b"", content))


def _convert(response: HttpResponse) -> None:
    script = current().script
    charset = response.charset
    if script == "Latn" and charset.lower() in {"utf-8", "utf8"} and _is_latin(response.content):
        return
    try:
        html = response.content.decode(charset)
    except (LookupError, UnicodeDecodeError):
        return  # not the text that it says it is: nothing that we should touch
    response.content = convert_html(html, script).encode(charset, "xmlcharrefreplace")
    if response.has_header("Content-Length"):
        response.headers["Content-Length"] = str(len(response.content))
