"""Who reads a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.contrib.auth.middleware import get_user
from django.contrib.auth.models import AnonymousUser
from django.utils.functional import SimpleLazyObject

if TYPE_CHECKING:
    from django.http import HttpRequest

    from accounts.models import User


def reader(request: HttpRequest) -> User | AnonymousUser:
    """The user of the request. Without a session cookie the session is not touched, so the page stays cacheable."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return AnonymousUser()
    user: Any = request.user
    if type(user) is SimpleLazyObject:  # itself, once: permissions ask it for hundreds of things
        user = request.user = get_user(request)
    return cast("User", user)
