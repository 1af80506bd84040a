"""Pages that are drawn once for what they say.

A view reads its rows at every request and judges what the reader may do. What its page says follows from these: the
same rows, the same rights, the same address and language give the same page, to the letter. So they are the key under
which the page is kept, and only what nobody has read yet is drawn. Nothing has to be thrown away when something changes,
because then the key is another.

What differs at each request, the secrets of forms, stands in a kept page as marks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from enum import Enum
from secrets import token_hex
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.messages import get_messages
from django.core.paginator import Page
from django.db import models
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.functional import Promise

from text.languages import current
from text.middleware import in_script

if TYPE_CHECKING:
    from django.http import HttpRequest

MOST = 16_000_000
"""Bytes that one process keeps; then it begins anew."""
PLAIN = (str, int, float, bool, bytes, date, time, timedelta, Decimal, UUID, Enum)
FETCHED = "_prefetched_objects_cache"
TOKEN, ONCE = (f"mark{token_hex(16)}" for _ in range(2))
"""Stand for the token against forged forms, and for the key of a form that creates. Nobody can write them into a text."""


class _Kept:
    """What was drawn, by all that it says."""

    def __init__(self) -> None:
        self.pages: dict[str, bytes] = {}
        self.size = 0

    def keep(self, key: str, page: bytes) -> None:
        """Threads that do this at the same moment lose at most what the other kept."""
        if self.size > MOST:
            self.pages, self.size = {}, 0
        self.pages[key] = page
        self.size += len(page) + len(key)


_kept = _Kept()


def forget() -> None:
    """Everything that was drawn."""
    _kept.pages, _kept.size = {}, 0


def kept_page(request: HttpRequest, template: str, said: Any, context: Callable[[], dict[str, Any]]) -> HttpResponse:
    """`render(request, template, context())`, from memory where that was drawn before.

    `said` holds, as plain values with a whole `repr`, all that the context is made of, the rights of the reader among
    them. Beside it the template may know the address, the language, and whether somebody has signed in. A form that
    creates has `ONCE` as its key. A page with messages is drawn for its reader alone.
    """
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
    is_known = has_session and request.user.is_authenticated
    has_messages = has_session and len(get_messages(request)) > 0
    key = f"{template} {current().code} {request.get_full_path()} {is_known} {said!r}"
    page = None if has_messages else _kept.pages.get(key)
    if page is None:
        request.form_token = TOKEN  # type: ignore[attr-defined]
        try:
            html = render_to_string(template, context() | {"csrf_token": TOKEN}, request)
        finally:
            del request.form_token  # type: ignore[attr-defined]
        page = in_script(html.encode(), current().script)
        if not has_messages:
            _kept.keep(key, page)
    for mark, own in ((TOKEN, get_token), (ONCE, lambda _request: str(uuid4()))):
        if mark.encode() in page:
            page = page.replace(mark.encode(), own(request).encode())
    response = HttpResponse(page)
    response.script_exempt = True  # type: ignore[attr-defined]
    return response


def kept_render(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """`render`, from memory where a page was drawn that says the same: for a view that has read everything before it draws.

    All that the context holds is the key. What the template would read by itself is not in it, so it must not: neither a
    relation that was not joined, nor the clock. A test of the room draws its pages with the database shut.
    """
    return kept_page(request, template, told(context), lambda: context)


def told(value: Any, above: tuple[int, ...] = ()) -> Any:
    """All that a value of a context holds, as plain values: of rows what was joined and fetched with them too.

    Raises TypeError for what it does not know, such as a form, as that may be the same and say another thing.
    """
    if value is None or isinstance(value, PLAIN):
        return value
    if id(value) in above:
        return None  # a row that leads back to where it was reached from
    here = (*above, id(value))
    if isinstance(value, models.Model):
        held = vars(value)
        fetched = {name: told(list(rows), here) for name, rows in held.get(FETCHED, {}).items()}
        own = [told(one, here) for name, one in held.items() if name not in {"_state", FETCHED}]
        return own, told(value._state.fields_cache, here), fetched
    if isinstance(value, models.QuerySet):
        return told(list(value), here)
    if isinstance(value, Page):
        return value.number, value.paginator.count, told(list(value.object_list), here)
    if isinstance(value, Mapping):
        return {name: told(one, here) for name, one in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [told(one, here) for one in (sorted(value) if isinstance(value, (set, frozenset)) else value)]
    if is_dataclass(value):
        return [told(getattr(value, one.name), here) for one in fields(value)]
    if isinstance(value, Promise):
        return str(value)
    raise TypeError(f"{type(value).__name__} does not tell what it holds")


def values_of(row: models.Model) -> list[Any]:
    """What was read of a row, annotations among it, as plain values; not what was joined to it."""
    return [value for name, value in vars(row).items() if name != "_state"]


def token_of(request: HttpRequest) -> str:
    """The token for the forms of an answer, or its mark while a page is drawn that is kept."""
    return getattr(request, "form_token", "") or get_token(request)
