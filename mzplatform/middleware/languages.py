"""The language of a request is the prefix of its address and nothing else: no cookie, no Accept-Language."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import get_language_from_path

from text.languages import html_tag


class LanguageMiddleware:
    """Activates the language that the address names (`/hr/…`); without a prefix it is Bosnian."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = get_language_from_path(request.path_info) or "bs"
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", html_tag(language))
        return response
