"""Answers anonymous readers with 304 or a stored page before anything is rendered."""

from collections.abc import Callable
from hashlib import blake2b

from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

from mzplatform import release
from mzplatform.middleware.caching import PUBLIC, is_about_accounts
from mzplatform.middleware.compression import best_encoding

from .pages import ANSWER, Memory, StoredPage
from .stamp import Stamp

# The parameters of our lists. A page with any other is rendered anew: nobody fills the cache with ?x=1, ?x=2 …
PARAMETERS = frozenset(
    {"q", "entitet", "kanton", "jls", "mz", "tema", "vrsta", "spisak", "slovo", "sort", "page", "format"}
)
QUERY_LIMIT = 300
HEALTH = "/zdravlje/"  # asks the database itself, and says so in JSON when there is none
VARY = "Cookie, Accept-Encoding"
EXPECTED_VARY = frozenset({"cookie", "accept-encoding"})
KEPT_HEADERS = (
    "Content-Type", "Content-Language", "Content-Disposition", "Content-Security-Policy", "Link", "X-Robots-Tag",
)  # fmt: skip
KINDS = ("text/html", "text/calendar")


class PageCacheMiddleware:
    """One entry for each host, path and query; the language is part of the path.

    The ETag is made of the release, the stamp and the address. It needs no look at the page: whoever brings the current
    one back has the current page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.PAGE_CACHE:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.release = release.identity()
        self.stamp = Stamp()
        self.memory = Memory(settings.PAGE_CACHE_BYTES)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = key_of(request)
        stamp = self.stamp.current() if key else None
        if not key or not stamp:
            return self.get_response(request)
        etag = self.etag(key, stamp)
        if etag in request.META.get("HTTP_IF_NONE_MATCH", ""):
            return self.not_modified(request, key, etag)
        if page := self.find(key, etag):
            return self.answer(request, key, page)
        response = self.get_response(request)
        if not is_public_page(request, response):
            return response
        page = self.keep(key, etag, response)
        return self.answer(request, key, page)

    def etag(self, key: str, stamp: str) -> str:
        """Weak, because one page has the same ETag in every encoding."""
        digest = blake2b(f"{self.release}\n{stamp}\n{key}".encode(errors="surrogateescape"), digest_size=15)
        return f'W/"{digest.hexdigest()}"'

    def find(self, key: str, etag: str) -> StoredPage | None:
        """From the memory of this process, else from the memory that all share."""
        if page := self.memory.get(key, etag):
            return page
        if not is_shared(key):
            return None
        if found := caches["pages"].get(etag):
            headers, packed = found
            page = StoredPage(etag, headers, packed)
            self.memory.put(key, page)
        return page

    def keep(self, key: str, etag: str, response: HttpResponse) -> StoredPage:
        """Compresses the page once for everybody and puts it into both memories."""
        headers = {name: response[name] for name in KEPT_HEADERS if name in response}
        page = StoredPage.of(etag, headers, response.content)
        self.memory.put(key, page)
        if is_shared(key):
            caches["pages"].add(etag, (page.headers, page.packed))
        return page

    def not_modified(self, request: HttpRequest, key: str, etag: str) -> HttpResponse:
        """304 with what RFC 9110 wants repeated."""
        if page := self.memory.get(key, etag):
            request.META[ANSWER] = (self, page)
        return with_validators(HttpResponseNotModified(), etag)

    def answer(self, request: HttpRequest, key: str, page: StoredPage) -> HttpResponse:
        """The page in the encoding that the reader takes."""
        encoding = best_encoding(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        known = len(page.bodies)
        body = page.body(encoding)
        if len(page.bodies) != known:
            self.memory.put(key, page)
        request.META[ANSWER] = (self, page)
        response = HttpResponse(body, headers=page.headers)
        response.headers["Content-Length"] = str(len(body))
        if encoding != "identity":
            response.headers["Content-Encoding"] = encoding
        return with_validators(response, page.etag)


def key_of(request: HttpRequest) -> str | None:
    """What the page depends on, or None if it is not for the cache."""
    meta = request.META
    if request.method not in {"GET", "HEAD"} or "HTTP_AUTHORIZATION" in meta:
        return None
    if "HTTP_COOKIE" in meta and settings.SESSION_COOKIE_NAME in request.COOKIES:
        return None
    query = meta.get("QUERY_STRING", "")
    if query and not is_known(query):
        return None
    if request.path_info == HEALTH or is_about_accounts(request.path_info):
        return None
    return f"{request.get_host()}{request.path_info}?{query}"


def is_known(query: str) -> bool:
    """Whether the query is short and has our parameters only."""
    return len(query) <= QUERY_LIMIT and all(part.partition("=")[0] in PARAMETERS for part in query.split("&"))


def is_shared(key: str) -> bool:
    """Searches are as many as there are words: they stay in the memory of one process."""
    query = key.partition("?")[2]
    return not (query.startswith("q=") or "&q=" in query)


def is_public_page(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether everybody may get this answer: a whole page or calendar without cookies that depends on nothing else."""
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
        and response.get("Cache-Control") == PUBLIC
        and response.get("Content-Type", "").startswith(KINDS)
        and "Content-Encoding" not in response
        and {name.strip().lower() for name in response.get("Vary", "").split(",") if name.strip()} <= EXPECTED_VARY
    )


def with_validators(response: HttpResponse, etag: str) -> HttpResponse:
    """The headers that let a reader keep the page and ask back."""
    headers = response.headers
    headers["ETag"] = etag
    headers["Cache-Control"] = PUBLIC
    headers["Vary"] = VARY
    return response
