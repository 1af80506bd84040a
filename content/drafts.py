"""Forms that keep what is typed: saved by the page while somebody writes, offered when the form is opened again.

A view says `asked_to_sign_in` where others say `login_required`, opens `Kept(request)` and gives it to its template,
fills the form from it where the reader asked for that (`?nacrt=1`), and drops it when the real thing is stored.
A short form whose text need not be kept while somebody types says `asked_to_sign_in` too, and binds `sent(request)`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cached_property, wraps
from typing import TYPE_CHECKING, Any, cast

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.cache import caches
from django.db import IntegrityError, transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ui.prepared import Prepared

from .models import Draft
from .models.drafts import MOST, MOST_BYTES

if TYPE_CHECKING:
    from accounts.models import User

View = Callable[..., HttpResponse]


class Newer(Exception):  # noqa: N818 - not a fault: another window wrote later
    """What is kept was typed somewhere else since this window last looked."""


class Unusable(ValueError):  # noqa: N818 - it is what was sent
    """Not what our page sends, or too much of it."""


_DRAFT: Prepared[Draft] = Prepared(lambda user, form: Draft.objects.filter(user=user, form=form), (-1, "-"))


class Kept:
    """What the reader of one request typed into its form before; asks the database once, where it is asked."""

    def __init__(self, request: HttpRequest, query: str = "", *, of: str = "", number: int = 0) -> None:
        """`query` is what tells apart the forms of one address: `pitanje=1` a question from a comment.

        A page that shows the form of another one names the view `of` it, and the number in its address.
        """
        match = request.resolver_match
        assert match is not None, "views ask, and views have an address"  # noqa: S101
        # The form's name is the same in every language.
        names = [of, str(number)] if of else [match.view_name, *map(str, match.kwargs.values())]
        self.form = ":".join(filter(None, [*names, query]))
        self.query = f"?{query}" if query else ""
        self._user = cast("User", request.user)
        self._address = reverse(of, args=[number]) if of else ""
        self._asked = not of and request.method == "GET" and "nacrt" in request.GET
        if self._asked:
            _take_over(request, self.form)

    @cached_property
    def draft(self) -> Draft | None:
        """What was typed and never saved."""
        return next(iter(_DRAFT(self._user.pk, self.form)), None)

    @property
    def restoring(self) -> str:
        """The address at which the form brings it back."""
        return self._address + (f"{self.query}&nacrt=1" if self.query else "?nacrt=1")

    @cached_property
    def restored(self) -> QueryDict | None:
        """What the form is to be filled with, where the reader asked for it."""
        if not self._asked or self.draft is None:
            return None
        typed = QueryDict(mutable=True)
        for name, values in self.draft.typed.items():
            typed.setlist(name, values)
        return typed

    def drop(self) -> None:
        """It is saved, or nobody wants it."""
        Draft.objects.filter(user=self._user, form=self.form).delete()


def keep(user: User, form: str, sent: str, version: int) -> int:
    """Keep what is typed and return its new version. `version` is what the window last saw, 0 for nothing.

    Raises Newer where another window wrote since, Unusable.
    """
    values = _values(sent)
    if version:
        rows = Draft.objects.filter(user=user, form=form, version=version)
        if rows.update(values=values, version=F("version") + 1, saved=timezone.now()):
            return version + 1
        raise Newer
    try:
        with transaction.atomic():
            made = Draft.objects.create(user=user, form=form, values=values)
            _keep_the_newest(user)
            return made.version
    except IntegrityError as error:
        if "draft_once" not in str(error):
            raise
        raise Newer from error


def _keep_the_newest(user: User) -> None:
    """As many as one person may have."""
    older = Draft.objects.filter(user=user).order_by("-saved", "-pk").values_list("pk", flat=True)[MOST:]
    Draft.objects.filter(pk__in=list(older)).delete()


# -- typed while the session was over --------------------------------------------------------------------------------------

TYPED = "typed"
NOT_TYPED = {"once", "version", "seen", "confirm", "refuse"}  # alone they bring nothing back
WAITS = 3600  # seconds in which somebody signs in again
MOST_AN_HOUR = "60/h/ip"
BROWSER_KNOWN = 365 * 86_400  # seconds since somebody signed in there; the secret lasts as long


def asked_to_sign_in(view: View) -> View:
    """As `login_required`; and what is sent by somebody whose session is over stands in the form after signing in."""
    return asked_to_sign_in_at("")(view)


def asked_to_sign_in_at(name: str) -> Callable[[View], View]:
    """The same for a view that is only sent to: the page with its form, which has the same number in its address."""

    def decorated(view: View) -> View:
        @wraps(view)
        def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.user.is_authenticated:
                return view(request, *args, **kwargs)
            page = reverse(name, args=[kwargs["number"]]) if name else request.path
            if request.method != "POST" or not _set_aside(request, page):
                return redirect_to_login(request.get_full_path())
            query = request.GET.copy()
            query["nacrt"] = "1"
            messages.info(request, _("What you type is kept."))
            return redirect_to_login(f"{page}?{query.urlencode()}")

        return asked

    return decorated


def sent(request: HttpRequest) -> QueryDict | None:
    """What to bind a form to: what is sent now, or on `?nacrt=1` what was sent when the session was over."""
    typed = _aside(request)
    if request.method == "POST":
        if typed:
            del request.session[TYPED]
        return request.POST
    typed = typed if "nacrt" in request.GET else None
    if typed is None:
        return None
    values = QueryDict(mutable=True)
    for name, several in json.loads(typed["values"]).items():
        values.setlist(name, several)
    return values


def _set_aside(request: HttpRequest, page: str) -> bool:
    """For the form on a page, into the session of a visitor, for a while.

    False where it is nothing, too much, or too often from one address.
    """
    names = set(request.POST) - {"csrfmiddlewaretoken"}
    values = json.dumps({name: request.POST.getlist(name) for name in names})
    config = {TYPED: MOST_AN_HOUR}
    if (
        names <= NOT_TYPED
        or "drop_draft" in names
        or len(values) > MOST_BYTES
        or not ratelimit.consume(request, app="content", action=TYPED, config=config)
    ):
        return False
    typed = {"path": page, "values": values, "at": timezone.now().isoformat(), "browser": _browser(request)}
    request.session[TYPED] = typed
    request.session.set_expiry(WAITS)  # signing in sets another
    return True


def remember_browser(*, request: HttpRequest, user: User, **_signal: Any) -> None:
    """Who signs in gets a new secret against forged forms, which the browser keeps when the session is over: a mark of them."""
    caches["default"].set(_browser(request), user.pk, BROWSER_KNOWN)


def _browser(request: HttpRequest) -> str:
    """What the secret of a browser stands for in the cache; empty where it has none, and so no form of ours."""
    secret = request.META.get("CSRF_COOKIE", "")
    return f"browser-{hashlib.sha256(secret.encode()).hexdigest()}" if secret else ""


def _aside(request: HttpRequest) -> dict[str, str] | None:
    """What was set aside for the form on this page, not long ago, and by whoever reads now: others may use that browser."""
    typed: dict[str, str] | None = request.session.get(TYPED)
    if not typed or typed["path"] != request.path:
        return None
    if timezone.now() - datetime.fromisoformat(typed["at"]) > timedelta(seconds=WAITS):
        return None
    browser = typed.get("browser")
    by = caches["default"].get(browser) if browser else request.user.pk
    return typed if by == request.user.pk else None


def _take_over(request: HttpRequest, form: str) -> None:
    """What was set aside for this form becomes what is kept of it, unless that was typed later."""
    if (typed := _aside(request)) is None:
        return
    del request.session[TYPED]
    try:
        values, user = _values(typed["values"]), cast("User", request.user)
    except Unusable:
        return
    _draft, new = Draft.objects.get_or_create(user=user, form=form, defaults={"values": values})
    if new:
        _keep_the_newest(user)
    else:
        older = Draft.objects.filter(user=user, form=form, saved__lt=typed["at"])
        older.update(values=values, version=F("version") + 1, saved=timezone.now())


def _values(sent: str) -> dict[str, list[str]]:
    """`{field: [text, …]}`, as our page sends it."""
    if len(sent) > MOST_BYTES or "\\u0000" in sent or "\0" in sent:
        raise Unusable
    try:
        values = json.loads(sent)
    except (ValueError, RecursionError) as error:
        raise Unusable from error
    good = isinstance(values, dict) and all(
        isinstance(texts, list) and all(isinstance(text, str) for text in texts) for texts in values.values()
    )
    if not good:
        raise Unusable
    return {name: texts for name, texts in values.items() if name != "csrfmiddlewaretoken"}
