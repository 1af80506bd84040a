"""Refuses, before anything is parsed, what no honest client sends. Every refusal is a page of ours, never a 500."""

import re
from collections.abc import Callable, Iterable
from copy import copy
from http import HTTPStatus
from urllib.parse import parse_qsl, quote, urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.utils.translation import get_language_from_path

from mzplatform.context import in_language
from mzplatform.errors import render_status
from text.languages import find

QUERY_LIMIT = 2_000  # characters; the longest honest query of ours has some 200
PATH_LIMIT = 1_000
TYPED = re.compile(r"(/[a-z]{2}(-[a-z]+)?)?/pretraga/(prijedlozi/)?")
"""Addresses with what somebody typed or pasted as it is: there the query is cut to what is read of it, and not refused."""
TYPED_LIMIT = 200
METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})
AS_WRITTEN = "/#%[]=:;$&()+,!?*@'~"  # as Django's `iri_to_uri`
MULTIPART = "multipart/form-data"
FORM = "application/x-www-form-urlencoded"


class GuardMiddleware:
    """Methods, lengths and NUL bytes (PostgreSQL refuses them in text, so they would end as an error of ours)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if TYPED.fullmatch(request.path_info):
            request.META["QUERY_STRING"] = cut(request.META.get("QUERY_STRING", ""))
        if status := self.fault(request):
            return self.refuse(request, status)
        query = request.META.get("QUERY_STRING", "")
        if not query.isascii():  # letters as they were typed, a byte each: our links to the same page would garble them
            request.META["QUERY_STRING"] = quote(query.encode("latin-1"), safe=AS_WRITTEN)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> HttpResponse | None:
        """The body of a form, read here once for everyone after us."""
        if request.method != "POST":
            return None
        try:
            refused = has_nul(request)
        except UnreadablePostError:  # the client went away in the middle
            refused = True
        return self.refuse(request, HTTPStatus.BAD_REQUEST) if refused else None

    def fault(self, request: HttpRequest) -> int | None:
        """The status to refuse with, from the request line and the headers alone."""
        meta = request.META
        query = meta.get("QUERY_STRING", "")
        if request.method not in METHODS:
            return HTTPStatus.METHOD_NOT_ALLOWED
        if len(query) > QUERY_LIMIT or len(request.path_info) > PATH_LIMIT:
            return HTTPStatus.REQUEST_URI_TOO_LONG
        # Django would refuse these two wherever it reads query or form, on the page of that error too.
        if query.count("&") >= settings.DATA_UPLOAD_MAX_NUMBER_FIELDS:
            return HTTPStatus.BAD_REQUEST
        if request.content_type == FORM and (request.encoding or "utf-8").lower() != "utf-8":
            return HTTPStatus.BAD_REQUEST
        if "\0" in request.path_info or "%00" in query or "\0" in query or cookie_with_nul(request):
            return HTTPStatus.BAD_REQUEST
        return self.fault_of_body(request)  # also of a GET, whose body nobody reads

    @staticmethod
    def fault_of_body(request: HttpRequest) -> int | None:
        """Judges a body by its announced length: a large one is refused before it is read."""
        if "chunked" in request.META.get("HTTP_TRANSFER_ENCODING", "").lower():
            return HTTPStatus.LENGTH_REQUIRED
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not (length.isascii() and length.isdigit()):
            return HTTPStatus.BAD_REQUEST
        limit = settings.UPLOAD_LIMIT if request.content_type == MULTIPART else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE if int(length) > limit else None

    @staticmethod
    def refuse(request: HttpRequest, status: int) -> HttpResponse:
        """Our page in the language of the address; statuses without a page of their own share that of 400."""
        page = status if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE else HTTPStatus.BAD_REQUEST
        response = render_status(at_sound_address(request), page)
        response.status_code = status
        if status == HTTPStatus.METHOD_NOT_ALLOWED:
            response["Allow"] = ", ".join(sorted(METHODS))
        return response


def cut(query: str) -> str:
    """A query of which each value has at most the letters that a search reads, and none a NUL."""
    if len(query) <= QUERY_LIMIT and "%00" not in query and "\0" not in query:
        return query
    typed = parse_qsl(quote(query.encode("latin-1"), safe=AS_WRITTEN), keep_blank_values=True)
    return urlencode([(name, value.replace("\0", " ")[:TYPED_LIMIT]) for name, value in typed])


def at_sound_address(request: HttpRequest) -> HttpRequest:
    """The same request without what may be wrong with its address: the links of a refusal must not lead to the next."""
    path = request.path_info
    if "\0" in path or len(path) > PATH_LIMIT:
        path = in_language("/", find(get_language_from_path(path)))
    moved = copy(request)
    moved.path, moved.path_info, moved.META = path, path, {**request.META, "QUERY_STRING": ""}
    return moved


def cookie_with_nul(request: HttpRequest) -> bool:
    """A quoted cookie may carry NUL as `\\000`; such a session key would reach the database."""
    return "\\" in request.META.get("HTTP_COOKIE", "") and any("\0" in value for value in request.COOKIES.values())


def has_nul(request: HttpRequest) -> bool:
    """NUL in a form field, in the name of a file, or, escaped, in JSON. Files themselves may contain it."""
    if request.content_type == "application/json":
        return b"\0" in request.body or b"\\u0000" in request.body
    fields: Iterable[str] = (text for name, values in request.POST.lists() for text in (name, *map(str, values)))
    files = (str(file.name) for name, values in request.FILES.lists() for file in values)
    return any("\0" in text for text in (*fields, *files))
