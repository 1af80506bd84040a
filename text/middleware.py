"""The last step of every page: its text in the script of the language that is asked for."""

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import ParamSpec, TypeVar

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from text.languages import Script, current
from text.script import STILL, convert_html

_CYRILLIC_BYTES = (b"\xd0", b"\xd1", b"\xd2", b"\xd3")
"""First bytes of the Cyrillic block in UTF-8; most Latin pages hold none and need not even be decoded."""

STILL_BYTES = STILL.encode()

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
    """Whether all Cyrillic in the page is marked to stay; may say no too often, never yes too often.

    Marked is the text that follows `<… translate="no"…>` up to the next tag: the script switch, the second line of a
    plate. `bytes.find` passes over a page ten times as fast as a pattern.
    """
    return all(_is_marked(content, byte) for byte in _CYRILLIC_BYTES)


def _is_marked(content: bytes, byte: bytes) -> bool:
    """The same for letters that begin with one byte."""
    place = content.find(byte)
    while place >= 0:
        tag = content.rfind(b"<", 0, place)
        end = content.find(b">", tag, place) if tag >= 0 else -1
        if end < 0 or b' translate="no"' not in content[tag:end]:
            return False
        following = content.find(b"<", place)
        place = content.find(byte, following) if following >= 0 else -1
    return True


def in_script(content: bytes, script: Script) -> bytes:
    """A page of ours as its readers get it: in the script of its language, and without marks."""
    if script == "Latn":
        content = content.replace(STILL_BYTES, b"")
        if _is_latin(content):
            return content
    return convert_html(content.decode(), script).encode("utf-8", "xmlcharrefreplace")


def _convert(response: HttpResponse) -> None:
    script, charset, content = current().script, response.charset, response.content
    if charset.lower() in {"utf-8", "utf8"}:
        with suppress(UnicodeDecodeError):  # not the text that it says it is: nothing that we should touch
            content = in_script(content, script)
    else:
        with suppress(LookupError, UnicodeDecodeError):
            content = convert_html(content.decode(charset), script).encode(charset, "xmlcharrefreplace")
    if content == response.content:
        return
    response.content = content
    if response.has_header("Content-Length"):
        response.headers["Content-Length"] = str(len(content))
