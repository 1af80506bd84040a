"""A button that was pressed after the session was over: whoever signs in then is back on the page where it stands."""

from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme


class PressedMiddleware:
    """Views send a visitor to the sign-in page with their own address; one that is only sent to cannot be opened."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method != "POST" or not isinstance(response, HttpResponseRedirect):
            return response
        sign_in, _, query = response.url.partition("?")
        asked_here = QueryDict(query).get(REDIRECT_FIELD_NAME) == request.get_full_path()
        if asked_here and sign_in == resolve_url("account_login") and (page := page_of(request)):
            response["Location"] = f"{sign_in}?{urlencode({REDIRECT_FIELD_NAME: page})}"
        return response


def page_of(request: HttpRequest) -> str:
    """The page of ours that the form was sent from; empty where the browser does not say."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    page = f"{came_from.path}?{came_from.query}" if came_from.query else came_from.path
    ours = came_from.netloc == request.get_host() and url_has_allowed_host_and_scheme(page, allowed_hosts=None)
    return page if ours else ""
