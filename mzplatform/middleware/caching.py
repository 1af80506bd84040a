"""Who may keep an answer: nobody what a signed-in person sees, everybody (asking back) what all see."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from mzplatform.context import without_language

logger = logging.getLogger(__name__)

PUBLIC = "no-cache"  # keep it, and ask with its ETag before every use
PRIVATE = "private, no-store"
NEVER = "no-store"


class CacheControlMiddleware:
    """Decides by the session cookie, the method and the path; outside all middleware that sets cookies."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        patch_vary_headers(response, ("Cookie",))
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            response["Cache-Control"] = PRIVATE
            self.forget_on_sign_out(request, response)
        elif request.method not in {"GET", "HEAD"} or is_about_accounts(request.path_info):
            response["Cache-Control"] = NEVER
        else:
            self.refuse_cookies(request, response)
            response.headers.setdefault("Cache-Control", PUBLIC)
        return response

    @staticmethod
    def forget_on_sign_out(request: HttpRequest, response: HttpResponse) -> None:
        """The back button shows nothing of the person who signed out."""
        match = request.resolver_match
        if match and match.url_name == "account_logout" and request.method == "POST":
            response["Clear-Site-Data"] = '"cache"'

    @staticmethod
    def refuse_cookies(request: HttpRequest, response: HttpResponse) -> None:
        """A public page that sets a cookie is a mistake of ours: loud in development and tests, harmless in production."""
        if not response.cookies:
            return
        names = ", ".join(response.cookies)
        if settings.STRICT:
            raise ImproperlyConfigured(f"{request.path} sets the cookie {names} for an anonymous reader.")
        logger.error("the cookie %s was dropped from %s", names, request.path)
        response.cookies.clear()
        response["Cache-Control"] = NEVER


def is_about_accounts(path: str) -> bool:
    """Sign-in, sign-up, own account, admin: pages that may set a cookie and that nobody keeps."""
    return without_language(path).partition("/")[2].partition("/")[0] in settings.ACCOUNT_PATHS
